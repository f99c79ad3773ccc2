/** An order is divided into parts of whole cakes. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { graphOf } from '../../src/cake/recipe/graph.ts';
import { DELIVERIES, deliveriesOf, divide, type Order } from '../../src/cake/recipe/order.ts';
import { arbitraryRecipe } from './arbitrary-recipe.ts';

const arbitraryOrder = fc.record<Order>({
  cakes: fc.integer({ min: 1, max: 1_000_000 }),
  seed: fc.oneof(fc.integer(), fc.constantFrom(0, 0x7fffffff, -0x80000000)),
  delivery: fc.constantFrom(...DELIVERIES),
});
const parts = fc.integer({ min: 1, max: 64 });

test('every cake of an order is in exactly one part', () => {
  fc.assert(
    fc.property(arbitraryOrder, parts, (order, parts) => {
      let nextCake = 0;
      for (const part of divide(order, parts)) {
        expect(part.firstCake).toBe(nextCake);
        expect(Number.isInteger(part.cakes)).toBe(true);
        nextCake += part.cakes;
      }
      expect(nextCake).toBe(order.cakes);
    }),
  );
});

test('there are as many parts as requested, but not more than cakes', () => {
  fc.assert(
    fc.property(arbitraryOrder, parts, (order, parts) => {
      expect(divide(order, parts)).toHaveLength(Math.min(parts, order.cakes));
    }),
  );
});

test('the parts differ by at most one cake, and none is empty', () => {
  fc.assert(
    fc.property(arbitraryOrder, parts, (order, parts) => {
      const sizes = divide(order, parts).map((part) => part.cakes);
      expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
      expect(Math.min(...sizes)).toBeGreaterThan(0);
    }),
  );
});

test('every part has its own seed, a 32-bit integer, and the delivery of the order', () => {
  fc.assert(
    fc.property(arbitraryOrder, parts, (order, parts) => {
      const cut = divide(order, parts);
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
  expect(divide(order, 3)).toEqual([
    { cakes: 2, seed: 5, delivery: 'order', firstCake: 0 },
    { cakes: 2, seed: 6, delivery: 'order', firstCake: 2 },
    { cakes: 3, seed: 7, delivery: 'order', firstCake: 4 },
  ]);
});

test('no parts give an empty list', () => {
  expect(divide({ cakes: 7, seed: 5, delivery: 'order' }, 0)).toEqual([]);
});

test('all parts together deliver the ingredients of the whole order', () => {
  const sorted = (sequences: readonly Uint8Array[]) => sequences.flatMap((one) => [...one]).sort((a, b) => a - b);
  fc.assert(
    fc.property(arbitraryRecipe, fc.integer({ min: 1, max: 20 }), parts, (recipe, cakes, parts) => {
      const graph = graphOf(recipe, 'random');
      const order: Order = { cakes, seed: 1, delivery: 'order' };
      const pieces = divide(order, parts).map((part) => deliveriesOf(graph, part));
      expect(sorted(pieces)).toEqual(sorted([deliveriesOf(graph, order)]));
    }),
  );
});
