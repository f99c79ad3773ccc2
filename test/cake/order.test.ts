/** The deliveries of an order: exactly what its cakes need, shuffled by a seed, or as many at random. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { chocolateCake } from '../../src/cake/recipe/chocolate-cake.ts';
import { graphOf } from '../../src/cake/recipe/graph.ts';
import { DELIVERIES, deliveriesOf, ingredientsOf, type Order } from '../../src/cake/recipe/order.ts';
import { RecipeError } from '../../src/cake/recipe/recipe.ts';
import { arbitraryRecipe } from './arbitrary-recipe.ts';

const chocolate = graphOf(chocolateCake, 'chocolate cake');
const arbitraryGraph = arbitraryRecipe.map((recipe) => graphOf(recipe, 'random'));
const cakes = fc.integer({ min: 1, max: 20 });
const seed = fc.integer();

function tally(sequence: Uint8Array, kinds: number): number[] {
  return Array.from({ length: kinds }, (_, kind) => sequence.filter((ingredient) => ingredient === kind).length);
}

test('an order delivers exactly what its cakes need of each raw ingredient', () => {
  fc.assert(
    fc.property(arbitraryGraph, cakes, seed, (graph, cakes, seed) => {
      const sequence = deliveriesOf(graph, { cakes, seed, delivery: 'order' });
      const wanted = graph.perProduct.map((count, i) => (graph.raw.includes(i) ? count * cakes : 0));
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
      expect(sequence.every((ingredient) => graph.raw.includes(ingredient))).toBe(true);
    }),
  );
});

test('three chocolate cakes need thirty ingredients', () => {
  expect(ingredientsOf(chocolate, { cakes: 3, seed: 1, delivery: 'order' })).toBe(30);
});

test('a random delivery contains every raw ingredient', () => {
  const sequence = deliveriesOf(chocolate, { cakes: 30, seed: 1, delivery: 'random' });
  expect([...new Set(sequence)].sort((a, b) => a - b)).toEqual(chocolate.raw);
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
