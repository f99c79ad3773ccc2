/** A batch of clones: whatever is in it, what arrives is what structured clone makes of each item. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { batchOf, openerOf } from '../../src/channel/batch.ts';
import { isColumns } from '../../src/channel/clone-batch.ts';
import { clone } from '../../src/line/kind/kinds.ts';

const { spec } = clone();

/** Across a message, as a port does it. */
function carried(items: readonly unknown[]): { readonly arrived: unknown[]; readonly asColumns: boolean } {
  const batch = batchOf(spec, items.length);
  for (const item of items) batch.add(item);
  const message = structuredClone(batch.pack().message);
  const arrival = openerOf(spec)(message);
  return {
    arrived: Array.from({ length: arrival.length }, (_, place) => arrival.read(place)),
    asColumns: isColumns(message),
  };
}

const name = fc.oneof(fc.string(), fc.constantFrom('id', 'name', '0', '10', '__proto__', 'constructor', 'toString'));
const primitive = fc.oneof(
  fc.integer(),
  fc.double(),
  fc.string(),
  fc.boolean(),
  fc.bigInt(),
  fc.constantFrom(null, undefined, Number.NaN, -0),
);
const flat = fc
  .uniqueArray(name, { minLength: 1, maxLength: 5 })
  .chain((names) =>
    fc
      .array(fc.tuple(...names.map(() => primitive)), { minLength: 2, maxLength: 20 })
      .map((rows) => rows.map((values) => Object.fromEntries(names.map((one, i) => [one, values[i]])))),
  );

/** With the order of the properties, which `toEqual` does not look at. */
function entriesOf(items: readonly unknown[]): unknown[] {
  return items.map((item) => (typeof item === 'object' && item !== null ? Object.entries(item) : item));
}

describe('a batch of clones', () => {
  test('of flat objects of one shape travels as columns, and arrives as clones', () => {
    fc.assert(
      fc.property(flat, (items) => {
        const { arrived, asColumns } = carried(items);
        const clones = items.map((item) => structuredClone(item));
        expect(arrived).toEqual(clones);
        expect(entriesOf(arrived)).toEqual(entriesOf(clones));
        expect(asColumns).toBe(true);
      }),
    );
  });

  test('of anything arrives as clones', () => {
    const anything = fc.oneof(
      flat.map(([first]) => first),
      primitive.filter((value) => value !== undefined),
      fc.array(primitive),
      fc.date({ noInvalidDate: true }),
      fc.dictionary(name, fc.oneof(primitive, fc.array(primitive), fc.dictionary(name, primitive))),
    );
    fc.assert(
      fc.property(fc.array(anything, { minLength: 1, maxLength: 12 }), (items) => {
        const { arrived } = carried(items);
        const clones = items.map((item) => structuredClone(item));
        expect(arrived).toEqual(clones);
        expect(entriesOf(arrived)).toEqual(entriesOf(clones));
      }),
    );
  });

  class Point {
    readonly x = 1;
  }
  const self: Record<string, unknown> = { id: 1 };
  self.self = self;
  const others: readonly (readonly [string, readonly unknown[]])[] = [
    ['one property less', [{ a: 1, b: 2 }, { a: 1 }]],
    ['one property more', [{ a: 1 }, { a: 1, b: 2 }]],
    [
      'another order',
      [
        { a: 1, b: 2 },
        { b: 2, a: 1 },
      ],
    ],
    ['an object inside', [{ a: 1 }, { a: {} }]],
    ['an instance of a class', [{ x: 1 }, new Point()]],
    ['a null prototype', [{ x: 1 }, Object.assign(Object.create(null), { x: 1 })]],
    ['no properties', [{}, {}]],
    ['itself inside', [{ id: 1, self: 1 }, self]],
    ['a list', [{ 0: 1 }, [1]]],
  ];
  test.each(others)('with %s is no list of columns', (_, items) => {
    const { arrived, asColumns } = carried(items);
    expect(asColumns).toBe(false);
    expect(arrived).toEqual(items.map((item) => structuredClone(item)));
  });

  test('is emptied by packing, and begins with another shape', () => {
    const batch = batchOf(spec, 4);
    for (const item of [{ a: 1 }, { a: 2 }]) batch.add(item);
    batch.pack();
    expect(batch.filled).toBe(0);
    for (const item of [{ b: 3 }, { b: 4 }]) batch.add(item);
    const arrival = openerOf(spec)(batch.pack().message);
    expect([arrival.read(0), arrival.read(1)]).toEqual([{ b: 3 }, { b: 4 }]);
  });
});
