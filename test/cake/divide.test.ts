/** An order is divided into parts of whole cakes. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { graphOf } from '../../src/cake/recipe/graph.ts';
import { DELIVERIES, deliveriesOf, divide, type Order } from '../../src/cake/recipe/order.ts';
import { arbitraryCopies } from './arbitrary-copies.ts';
import { arbitraryRecipe } from './arbitrary-recipe.ts';

/** Only the lot counts. */
const arbitraryLot = fc
  .oneof(fc.constant(1), fc.integer({ min: 1, max: 100 }), fc.constant(1e300))
  .map((lot) => ({ lot }));
const single = { lot: 1 };

const arbitraryOrder = fc.record<Order>({
  cakes: fc.integer({ min: 1, max: 1_000_000 }),
  seed: fc.oneof(fc.integer(), fc.constantFrom(0, 0x7fffffff, -0x80000000)),
  delivery: fc.constantFrom(...DELIVERIES),
});
const parts = fc.integer({ min: 1, max: 64 });

test('every cake of an order is in exactly one part', () => {
  fc.assert(
    fc.property(arbitraryLot, arbitraryOrder, parts, (graph, order, parts) => {
      let nextCake = 0;
      for (const part of divide(graph, order, parts)) {
        expect(part.firstCake).toBe(nextCake);
        expect(Number.isInteger(part.cakes)).toBe(true);
        nextCake += part.cakes;
      }
      expect(nextCake).toBe(order.cakes);
    }),
  );
});

test('there are as many parts as requested, but not more than lots', () => {
  fc.assert(
    fc.property(arbitraryLot, arbitraryOrder, parts, (graph, order, parts) => {
      expect(divide(graph, order, parts)).toHaveLength(Math.min(parts, Math.ceil(order.cakes / graph.lot)));
    }),
  );
});

test('the parts are whole lots, but for the end of the last one; they differ by at most one lot, and none is empty', () => {
  fc.assert(
    fc.property(arbitraryLot, arbitraryOrder, parts, (graph, order, parts) => {
      const sizes = divide(graph, order, parts).map((part) => part.cakes);
      for (const size of sizes.slice(0, -1)) expect(size % graph.lot).toBe(0);
      const lots = sizes.map((size) => Math.ceil(size / graph.lot));
      expect(Math.max(...lots) - Math.min(...lots)).toBeLessThanOrEqual(1);
      expect(Math.min(...sizes)).toBeGreaterThan(0);
    }),
  );
});

test('every part has its own seed, a 32-bit integer, and the delivery of the order', () => {
  fc.assert(
    fc.property(arbitraryLot, arbitraryOrder, parts, (graph, order, parts) => {
      const cut = divide(graph, order, parts);
      expect(new Set(cut.map((part) => part.seed)).size).toBe(cut.length);
      for (const part of cut) {
        expect(part.seed).toBe(part.seed | 0);
        expect(part.delivery).toBe(order.delivery);
      }
    }),
  );
});

test('seven cakes are divided into two, two and three', () => {
  const order: Order = { cakes: 7, seed: 5, delivery: 'order' };
  expect(divide(single, order, 3)).toEqual([
    { cakes: 2, seed: 5, delivery: 'order', firstCake: 0 },
    { cakes: 2, seed: 6, delivery: 'order', firstCake: 2 },
    { cakes: 3, seed: 7, delivery: 'order', firstCake: 4 },
  ]);
});

test('thirty buns that are baked by the dozen are divided into twelve and eighteen', () => {
  const parts = divide({ lot: 12 }, { cakes: 30, seed: 5, delivery: 'order' }, 2);
  expect(parts.map(({ cakes, firstCake }) => [firstCake, cakes])).toEqual([
    [0, 12],
    [12, 18],
  ]);
});

test('no parts give an empty list', () => {
  expect(divide(single, { cakes: 7, seed: 5, delivery: 'order' }, 0)).toEqual([]);
});

test('all parts together deliver the ingredients of the whole order', () => {
  const sorted = (sequences: readonly Uint8Array[]) => sequences.flatMap((one) => [...one]).sort((a, b) => a - b);
  fc.assert(
    fc.property(
      fc.oneof(arbitraryRecipe, arbitraryCopies),
      fc.integer({ min: 1, max: 40 }),
      parts,
      (recipe, cakes, parts) => {
        const graph = graphOf(recipe, 'random');
        const order: Order = { cakes, seed: 1, delivery: 'order' };
        const pieces = divide(graph, order, parts).map((part) => deliveriesOf(graph, part));
        expect(sorted(pieces)).toEqual(sorted([deliveriesOf(graph, order)]));
      },
    ),
  );
});
