/** How numbers travel as items of every kind. */
import { bytes, clone, ints, type Kind, record } from '../../src/line/kind/kinds.ts';

export const ITEM_KINDS = ['ints', 'record', 'clone', 'bytes'] as const;
export type ItemKind = (typeof ITEM_KINDS)[number];

/** How a number travels as an item of a kind. */
export interface Coder<Item> {
  readonly out: Kind<Item>;
  readonly encode: (n: number) => Item;
  readonly decode: (item: Item) => number;
}

const INTS: Coder<number> = { out: ints(), encode: (n) => n, decode: (n) => n };
const RECORD: Coder<{ n: number; third: number; even: boolean }> = {
  out: record({ n: 'i32', third: 'f64', even: 'bool' }),
  encode: (n) => ({ n, third: n / 3, even: n % 2 === 0 }),
  decode({ n, third, even }) {
    if (third !== n / 3 || even !== (n % 2 === 0)) throw new Error(`expected the record of ${n}, found another`);
    return n;
  },
};
interface Nested {
  readonly n: number;
  readonly list: readonly (number | string)[];
  readonly map: ReadonlyMap<string, number>;
  self?: Nested;
}
const CLONE: Coder<Nested> = {
  out: clone(),
  encode(n) {
    const nested: Nested = { n, list: [n, String(n), Number.NaN], map: new Map([['n', -0]]) };
    nested.self = nested;
    return nested;
  },
  decode(nested) {
    const { n, list, map, self } = nested;
    if (self !== nested || list[1] !== String(n) || !Object.is(map.get('n'), -0))
      throw new Error(`expected the value of ${n}, found another`);
    return n;
  },
};
const BYTES: Coder<Int32Array<ArrayBuffer>> = {
  out: bytes<Int32Array<ArrayBuffer>>(),
  encode: (n) => Int32Array.of(n),
  decode: (words) => words[0] ?? Number.NaN,
};

/** Uses the coder of a kind. */
export function withCoder<Made>(itemKind: ItemKind, use: <Item>(coder: Coder<Item>) => Made): Made {
  switch (itemKind) {
    case 'ints':
      return use(INTS);
    case 'record':
      return use(RECORD);
    case 'clone':
      return use(CLONE);
    case 'bytes':
      return use(BYTES);
  }
}

/** Decodes what left a line. */
export function decoded(itemKind: ItemKind, item: unknown): number {
  switch (itemKind) {
    case 'ints':
      return Number(item);
    case 'record':
    case 'clone':
      return typeof item === 'object' && item !== null && 'n' in item ? Number(item.n) : Number.NaN;
    case 'bytes':
      return item instanceof Int32Array ? (item[0] ?? Number.NaN) : Number.NaN;
  }
}
