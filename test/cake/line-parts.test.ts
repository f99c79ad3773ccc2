/** A line divided into parts for whole cakes: together they do the same work. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { type FactoryOptions, lineOf } from '../../src/cake/cake-line.ts';
import { chocolateCake } from '../../src/cake/recipe/chocolate-cake.ts';
import { graphOf } from '../../src/cake/recipe/graph.ts';
import { divide, type Order } from '../../src/cake/recipe/order.ts';
import type { Line } from '../../src/line/line.ts';
import { arbitraryLine, deliveriesFrom, optionsOf } from './arbitrary-line.ts';
import { countIn, takenApart } from './arbitrary-recipe.ts';

const graph = graphOf(chocolateCake, 'chocolate cake');
const order: Order = { cakes: 7, seed: 1, delivery: 'order' };
const options: FactoryOptions = { iterationsPerUs: 2, parts: 3 };

/** What the coroutines of a line are made of, apart from their share of the order. */
function coroutinesOf(line: Line): unknown {
  return optionsOf(line).stations.map(({ name, options: { makes, ...options }, inputs }) => ({
    name,
    options: { ...options, makes: typeof makes === 'number' ? makes : makes.shares.map(({ item }) => item) },
    inputs,
  }));
}

test('the parts have the same stations and edges, deliver the same ingredients, and have no parts', () => {
  fc.assert(
    fc.property(arbitraryLine, ({ line }) => {
      fc.pre(line.parts.length > 0);
      for (const part of line.parts) {
        expect(part).toMatchObject({ edges: line.edges, alphabet: line.alphabet, parts: [] });
        expect(part.stations.map(({ name }) => name)).toEqual(line.stations.map(({ name }) => name));
        expect(coroutinesOf(part)).toEqual(coroutinesOf(line));
      }
      const inParts = line.parts.flatMap((part) => [...deliveriesFrom(part)]);
      expect(inParts.sort((a, b) => a - b)).toEqual([...deliveriesFrom(line)].sort((a, b) => a - b));
    }),
  );
});

test('the work indices of the parts follow each other and together are those of the whole line', () => {
  fc.assert(
    fc.property(arbitraryLine, ({ graph, cakes, line }) => {
      const parts = divide(graph, { cakes, seed: 3, delivery: 'order' }, line.parts.length);
      const firingsFor = (some: number) => takenApart(graph.recipe, 'product', some).firings;
      graph.stations.forEach(({ name }, i) => {
        let next = 0;
        for (const [n, part] of line.parts.entries()) {
          expect(part.stations[i]?.firstWorkIndex).toBe(next);
          next += countIn(firingsFor(parts[n]?.cakes ?? 0), name);
        }
        expect(line.stations[i]?.firstWorkIndex).toBe(0);
        if (line.parts.length > 0) expect(next).toBe(countIn(firingsFor(cakes), name));
      });
    }),
  );
});

test('a line with random delivery has no parts, and neither has one without requested parts', () => {
  expect(lineOf(graph, { ...order, delivery: 'random' }, options).parts).toEqual([]);
  expect(lineOf(graph, order, { ...options, parts: 0 }).parts).toEqual([]);
  expect(lineOf(graph, order, options).parts).toHaveLength(3);
});
