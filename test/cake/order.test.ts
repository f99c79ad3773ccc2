/** The deliveries of an order: exactly what its cakes need, shuffled by a seed, or as many at random. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chocolateCake } from '../../src/cake/recipe/chocolate-cake.ts';
import { demandOf } from '../../src/cake/recipe/demand.ts';
import { graphOf } from '../../src/cake/recipe/graph.ts';
import { checkOrder, DELIVERIES, deliveriesOf, ingredientsOf, type Order } from '../../src/cake/recipe/order.ts';
import { RecipeError } from '../../src/cake/recipe/recipe.ts';
import { arbitraryCopies } from './arbitrary-copies.ts';
import { arbitraryRecipe } from './arbitrary-recipe.ts';

const chocolate = graphOf(chocolateCake, 'chocolate cake');
const arbitraryGraph = fc.oneof(arbitraryRecipe, arbitraryCopies).map((recipe) => graphOf(recipe, 'random'));
const cakes = fc.integer({ min: 1, max: 20 });
const seed = fc.integer();

function tally(sequence: Uint8Array, kinds: number): number[] {
  return Array.from({ length: kinds }, (_, kind) => sequence.filter((ingredient) => ingredient === kind).length);
}

test('an order delivers exactly what its cakes need of each raw ingredient', () => {
  fc.assert(
    fc.property(arbitraryGraph, cakes, seed, (graph, cakes, seed) => {
      const sequence = deliveriesOf(graph, { cakes, seed, delivery: 'order' });
      const { items } = demandOf(graph, cakes);
      const wanted = items.map((count, i) => (graph.raw.flat().includes(i) ? count : 0));
      expect(tally(sequence, graph.names.length)).toEqual(wanted);
    }),
  );
});

test('a random delivery has as many ingredients, all of them raw', () => {
  fc.assert(
    fc.property(arbitraryGraph, cakes, seed, (graph, cakes, seed) => {
      const order: Order = { cakes, seed, delivery: 'random' };
      const sequence = deliveriesOf(graph, order);
      expect(sequence).toHaveLength(ingredientsOf(graph, order));
      expect(sequence.every((ingredient) => graph.raw.flat().includes(ingredient))).toBe(true);
    }),
  );
});

test('three chocolate cakes need thirty ingredients', () => {
  expect(ingredientsOf(chocolate, { cakes: 3 })).toBe(30);
});

test('a random delivery contains every raw ingredient', () => {
  const sequence = deliveriesOf(chocolate, { cakes: 30, seed: 1, delivery: 'random' });
  expect([...new Set(sequence)].sort((a, b) => a - b)).toEqual(chocolate.raw.flat());
});

test('an ingredient that is drawn at random goes to its users in the proportion in which the order needs it', () => {
  fc.assert(
    fc.property(arbitraryGraph, cakes, seed, (graph, cakes, seed) => {
      const found = tally(deliveriesOf(graph, { cakes, seed, delivery: 'random' }), graph.names.length);
      const { items } = demandOf(graph, cakes);
      const unitsOf = (counts: readonly number[], some: readonly number[]): number =>
        some.reduce((sum, item) => sum + (counts[item] ?? 0), 0);
      for (const users of graph.raw) {
        const share = unitsOf(found, users) / unitsOf(items, users);
        for (const item of users) expect(Math.abs((found[item] ?? 0) - share * (items[item] ?? 0))).toBeLessThan(2);
      }
    }),
  );
});

test('the same seed gives the same sequence', () => {
  fc.assert(
    fc.property(arbitraryGraph, cakes, seed, fc.constantFrom(...DELIVERIES), (graph, cakes, seed, delivery) => {
      const order = { cakes, seed, delivery };
      expect(deliveriesOf(graph, order)).toEqual(deliveriesOf(graph, order));
    }),
  );
});

test.each(DELIVERIES)('another seed gives another sequence, with delivery %s', (delivery) => {
  const sequences = Array.from({ length: 50 }, (_, seed) =>
    deliveriesOf(chocolate, { cakes: 3, seed, delivery }).join(' '),
  );
  expect(new Set(sequences).size).toBe(50);
});

test('over many seeds every sequence of a small order occurs about equally often', () => {
  const needs = { a: 1, b: 1, c: 1 };
  const ingredients = { a: 'A', b: 'B', c: 'C', d: 'D' };
  const graph = graphOf({ name: 'abc', ingredients, stations: [{ name: 's', needs, makes: 'd' }] }, 'abc');
  const counts = new Map<string, number>();
  for (let seed = 0; seed < 6000; seed++) {
    const sequence = deliveriesOf(graph, { cakes: 1, seed, delivery: 'order' }).join('');
    counts.set(sequence, (counts.get(sequence) ?? 0) + 1);
  }
  expect([...counts.keys()].sort()).toEqual(['012', '021', '102', '120', '201', '210']);
  // A common mistake, to swap with a place drawn from all places, favours some sequences by a ninth.
  for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(80);
});

test('an order that is too large for memory is refused with its size', () => {
  const order: Order = { cakes: 10_000_001, seed: 1, delivery: 'order' };
  expect(() => deliveriesOf(chocolate, order)).toThrow(
    new RecipeError('order: expected at most 100000000 ingredients, found 100000010: 10000001 cakes of 10 each'),
  );
});

describe('an order for which a station makes too much', () => {
  const ingredients = { clay: 'c', plate: 'p', flour: 'f', tart: 't' };
  const stations = [
    { name: 'potter', needs: { clay: 1 }, makes: { plate: 1000 } },
    { name: 'oven', needs: { plate: 1000, flour: 999 }, makes: 'tart' },
  ];
  const tarts = graphOf({ name: 'tarts', ingredients, stations }, 'tarts');

  test('is refused with what it makes', () => {
    const light = graphOf({ name: 'tarts', ingredients, stations: stations.map(withOneFlour) }, 'tarts');
    expect(() => checkOrder(light, { cakes: 100_000, seed: 1, delivery: 'order' })).not.toThrow();
    expect(() => checkOrder(light, { cakes: 100_001, seed: 1, delivery: 'order' })).toThrow(
      new RecipeError('order: expected at most 100000000 units of "plate", found 100001000: 100001 cakes'),
    );
  });

  test('is refused with random delivery, where half of all that comes is clay', () => {
    expect(() => checkOrder(tarts, { cakes: 10_000, seed: 1, delivery: 'order' })).not.toThrow();
    expect(() => checkOrder(tarts, { cakes: 10_000, seed: 1, delivery: 'random' })).toThrow(
      new RecipeError('order: expected at most 100000000 units of "plate", found about 5000000000: 10000 cakes'),
    );
  });

  function withOneFlour({ needs, ...station }: (typeof stations)[number]) {
    return { ...station, needs: 'flour' in needs ? { ...needs, flour: 1 } : needs };
  }
});
