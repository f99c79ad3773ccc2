/** Items of every kind, by their number: what the tests send through a channel, and what has to come out. */
import { carryOf } from '../../src/line/kind/carry.ts';
import type { KindSpec } from '../../src/line/kind/spec.ts';

export interface Items<Spec extends KindSpec = KindSpec> {
  readonly kind: Spec;
  /**
   * Item `i`, from 0. It has passed the check of its kind, as every item that reaches a channel. Each call makes a new one, since
   * a channel may take what it is sent.
   */
  item(i: number): unknown;
  /** Items at the limits of the kind. */
  extremes(): unknown[];
}

export const PLACES = itemsOf(
  { kind: 'places', names: Array.from({ length: 2 ** 16 }, (_, place) => String(place)) },
  (i) => i,
  () => [0, 65_535],
);

export const INTS = itemsOf(
  { kind: 'ints' },
  // Negative and large ones too, all different.
  (i) => Math.imul(i, -1_640_531_535),
  () => [0, -1, 2 ** 31 - 1, -(2 ** 31)],
);

export const RECORDS = itemsOf(
  {
    kind: 'record',
    fields: [
      { name: 'n', type: 'i32' },
      { name: 'share', type: 'f64' },
      { name: 'odd', type: 'bool' },
      { name: 'small', type: 'u8' },
    ],
  },
  (i) => ({ n: -i, share: i / 7, odd: i % 2 === 1, small: i % 256 }),
  () => [
    { n: 2 ** 31 - 1, share: Number.MAX_VALUE, odd: true, small: 255 },
    { n: -(2 ** 31), share: Number.NaN, odd: false, small: 0 },
    { n: 0, share: -0, odd: true, small: 0 },
  ],
);

export const CLONES = itemsOf(
  { kind: 'clone' },
  (i) => ({ cake: `cake ${i}`, layers: [i, { of: new Map([[i, -i]]) }] }),
  () => [null, '', Number.NaN, -0, false, new Set([[1], null]), new Date(0), 'x'.repeat(100_000)],
);

export const BYTES = itemsOf(
  { kind: 'bytes' },
  (i) => Uint16Array.of(i % 65_536, 7, i % 11),
  () => [new ArrayBuffer(0), new Uint8Array(0), Float64Array.of(Number.NaN, -0), new Uint8Array(70_000).fill(9)],
);

/** The first so many items. */
export function firstItems(items: Items, count: number, from = 0): unknown[] {
  return Array.from({ length: count }, (_, i) => items.item(from + i));
}

function itemsOf<Spec extends KindSpec>(
  kind: Spec,
  item: (i: number) => unknown,
  extremes: () => unknown[],
): Items<Spec> {
  const { pass } = carryOf(kind);
  return { kind, item: (i) => pass(item(i)), extremes: () => extremes().map(pass) };
}
