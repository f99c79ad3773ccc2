/** Random items of every kind. */
import * as fc from 'fast-check';
import { FIELD_TYPES, type Field, type FieldType, type KindName, type KindSpec } from '../../src/line/kind/spec.ts';
import { isName } from '../../src/line/printable.ts';
import { cloneable } from '../line/arbitrary-value.ts';

export interface SomeItems {
  readonly kind: KindSpec;
  /** Makes them anew, since a line takes bytes from who sends them. */
  readonly items: () => readonly unknown[];
}

const MOST_ITEMS = 40;

function listOf<Item>(item: fc.Arbitrary<Item>): fc.Arbitrary<readonly Item[]> {
  return fc.array(item, { maxLength: MOST_ITEMS });
}

const clones = listOf(cloneable.filter((value) => value !== undefined)).map(
  (items): SomeItems => ({ kind: { kind: 'clone' }, items: () => items }),
);

const integers = listOf(fc.integer()).map((items): SomeItems => ({ kind: { kind: 'ints' }, items: () => items }));

const places = fc.integer({ min: 1, max: 300 }).chain((count) =>
  listOf(fc.nat(count - 1)).map(
    (items): SomeItems => ({
      kind: { kind: 'places', names: Array.from({ length: count }, (_, place) => String(place)) },
      items: () => items,
    }),
  ),
);

interface ViewConstructor {
  readonly BYTES_PER_ELEMENT?: number;
  new (buffer: ArrayBuffer, byteOffset: number, length: number): ArrayBufferView<ArrayBuffer>;
}

const VIEWS: readonly ViewConstructor[] = [
  Uint8Array,
  Int8Array,
  Uint16Array,
  Int32Array,
  Float32Array,
  Float64Array,
  BigInt64Array,
  DataView,
];

/** A view from one byte to another, in words of its type; or a whole buffer. */
const bytes = listOf(
  fc.record({
    content: fc.uint8Array({ maxLength: 64 }),
    view: fc.option(fc.constantFrom(...VIEWS)),
    skipped: fc.nat(3),
  }),
).map(
  (parts): SomeItems => ({
    kind: { kind: 'bytes' },
    items: () =>
      parts.map(({ content, view: View, skipped }) => {
        const buffer = Uint8Array.from(content).buffer;
        if (View === null) return buffer;
        const { BYTES_PER_ELEMENT: bytesEach = 1 } = View;
        const words = Math.floor(buffer.byteLength / bytesEach);
        const first = Math.min(skipped, words);
        return new View(buffer, first * bytesEach, words - first);
      }),
  }),
);

const FIELDS: Readonly<Record<FieldType, fc.Arbitrary<number | boolean>>> = {
  i8: fc.integer({ min: -(2 ** 7), max: 2 ** 7 - 1 }),
  u8: fc.nat(2 ** 8 - 1),
  i16: fc.integer({ min: -(2 ** 15), max: 2 ** 15 - 1 }),
  u16: fc.nat(2 ** 16 - 1),
  i32: fc.integer(),
  u32: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
  f32: fc.float(),
  f64: fc.double(),
  bool: fc.boolean(),
};

const fields = fc.uniqueArray(
  fc.record({
    name: fc.string({ minLength: 1 }).filter((name) => isName(name) && name !== '__proto__'),
    type: fc.constantFrom(...FIELD_TYPES),
  }),
  { minLength: 1, maxLength: 8, selector: ({ name }) => name },
);

const records = fields.chain((list: readonly Field[]) =>
  listOf(fc.record(Object.fromEntries(list.map(({ name, type }) => [name, FIELDS[type]])))).map(
    (items): SomeItems => ({ kind: { kind: 'record', fields: list }, items: () => items }),
  ),
);

export const someItems: Readonly<Record<KindName, fc.Arbitrary<SomeItems>>> = {
  clone: clones,
  bytes,
  ints: integers,
  places,
  record: records,
};
