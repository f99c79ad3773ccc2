/** A line divided into parts for whole cakes: together they do the same work. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { type FactoryOptions, lineOf } from '../../src/cake/cake-line.ts';
import { chocolateCake } from '../../src/cake/recipe/chocolate-cake.ts';
import { graphOf } from '../../src/cake/recipe/graph.ts';
import type { Order } from '../../src/cake/recipe/order.ts';
import { arbitraryLine, deliveriesFrom } from './arbitrary-line.ts';

const graph = graphOf(chocolateCake, 'chocolate cake');
const order: Order = { cakes: 7, seed: 1, delivery: 'order' };
const options: FactoryOptions = { iterationsPerUs: 2, parts: 3 };

test('the parts have the same stations and edges, deliver the same ingredients, and have no parts', () => {
  fc.assert(
    fc.property(arbitraryLine, ({ line }) => {
      fc.pre(line.parts.length > 0);
      for (const part of line.parts) {
        expect(part).toMatchObject({ edges: line.edges, alphabet: line.alphabet, parts: [] });
        expect(part.stations.map(({ name, options }) => ({ name, options }))).toEqual(
          line.stations.map(({ name, options }) => ({ name, options })),
        );
      }
      const inParts = line.parts.flatMap((part) => [...deliveriesFrom(part.source)]);
      expect(inParts.sort((a, b) => a - b)).toEqual([...deliveriesFrom(line.source)].sort((a, b) => a - b));
    }),
  );
});

test('the work indices of the parts follow each other and together are those of the whole line', () => {
  fc.assert(
    fc.property(arbitraryLine, ({ graph, cakes, line }) => {
      const perCake = deliveriesFrom(line.source).length / cakes;
      graph.stations.forEach((station, i) => {
        let next = 0;
        for (const part of line.parts) {
          expect(part.stations[i]?.firstWorkIndex).toBe(next);
          next += (deliveriesFrom(part.source).length / perCake) * (graph.perProduct[station.makes] ?? 0);
        }
        expect(line.stations[i]?.firstWorkIndex).toBe(0);
        if (line.parts.length > 0) expect(next).toBe(cakes * (graph.perProduct[station.makes] ?? 0));
      });
    }),
  );
});

test('a line with random delivery has no parts, and neither has one without requested parts', () => {
  expect(lineOf(graph, { ...order, delivery: 'random' }, options).parts).toEqual([]);
  expect(lineOf(graph, order, { ...options, parts: 0 }).parts).toEqual([]);
  expect(lineOf(graph, order, options).parts).toHaveLength(3);
});
