/** A station that exists several times is several stations of the line, and the recipe alone decides what each of them does. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lineOf } from '../../src/cake/cake-line.ts';
import { chocolateCake } from '../../src/cake/recipe/chocolate-cake.ts';
import { withCopies } from '../../src/cake/recipe/copies.ts';
import { demandOf } from '../../src/cake/recipe/demand.ts';
import { type Graph, graphOf } from '../../src/cake/recipe/graph.ts';
import { divide, type Order, type OrderPart } from '../../src/cake/recipe/order.ts';
import type { Line } from '../../src/line/line.ts';
import { arbitraryCopies, bakery, recipeStationOf } from './arbitrary-copies.ts';
import { optionsOf } from './arbitrary-line.ts';
import { arbitraryRecipe, countIn, takenApart } from './arbitrary-recipe.ts';

const order: Order = { cakes: 7, seed: 1, delivery: 'order' };
const options = { iterationsPerUs: 2, parts: 0 };
const twoOvens = withCopies(chocolateCake, 'oven', 2);
const cakes = fc.integer({ min: 1, max: 40 });

const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

/** What each station of a line sends of each item, by the options of its coroutine; null where all that it makes is one item. */
function dealsOf(line: Line) {
  return optionsOf(line).stations.map(({ name, options: { makes } }) => ({
    name,
    sent: typeof makes === 'number' ? null : new Map(makes.shares.map(({ item, count }) => [item, count])),
    kept: typeof makes === 'number' ? 0 : makes.kept,
  }));
}

describe('the line', () => {
  test('has the copies as stations, each with what it needs from every maker, and the cakes of all leave it', () => {
    const line = lineOf(graphOf(withCopies(twoOvens, 'dry mixer', 2), 'cake'), order, options);
    expect(line.stations.map(({ name }) => name)).toEqual([
      'butter melter',
      'wet mixer',
      'dry mixer 1',
      'dry mixer 2',
      'oven 1',
      'oven 2',
    ]);
    expect(line.ends).toEqual(['oven 1', 'oven 2']);
    const edges = line.edges.map(
      ({ from, to, items }) => `${from} -> ${to}: ${(items ?? []).map((item) => line.alphabet[item]).join(', ')}`,
    );
    expect(edges.sort()).toEqual([
      'butter melter -> wet mixer: melted_butter',
      'dry mixer 1 -> oven 1: dry_mix',
      'dry mixer 1 -> oven 2: dry_mix',
      'dry mixer 2 -> oven 1: dry_mix',
      'dry mixer 2 -> oven 2: dry_mix',
      'producer -> butter melter: butter',
      'producer -> dry mixer 1: flour, sugar, chocolate',
      'producer -> dry mixer 2: flour, sugar, chocolate',
      'producer -> wet mixer: eggs',
      'wet mixer -> oven 1: wet_mix',
      'wet mixer -> oven 2: wet_mix',
    ]);
  });

  test('of a station that exists once, by its number or without one, is the same', () => {
    fc.assert(
      fc.property(arbitraryRecipe, cakes, fc.integer({ min: 0, max: 3 }), (recipe, cakes, parts) => {
        const once = { ...recipe, stations: recipe.stations.map((station) => ({ ...station, concurrency: 1 })) };
        const graph = graphOf(once, 'once');
        expect({ ...graph, recipe }).toEqual(graphOf(recipe, 'random'));
        const lineFor = (one: typeof graph) => lineOf(one, { ...order, cakes }, { ...options, parts });
        expect(lineFor(graph)).toEqual(lineFor(graphOf(recipe, 'random')));
      }),
      { numRuns: 30 },
    );
  });

  test('has copies that begin with another user each', () => {
    const { stations, names } = graphOf(withCopies(twoOvens, 'dry mixer', 3), 'cake');
    const users = stations
      .filter(({ name }) => name.startsWith('dry mixer'))
      .map(({ makes }) => makes.map((item) => stations.find(({ needs }) => needs.some((n) => n.ingredient === item))));
    expect(users.map((list) => list.map((user) => user?.name))).toEqual([
      ['oven 1', 'oven 2'],
      ['oven 2', 'oven 1'],
      ['oven 1', 'oven 2'],
    ]);
    expect(names.filter((name) => name === 'dry_mix')).toHaveLength(2);
  });
});

describe('what each copy does', () => {
  test('follows from the order: they take turns to fire, and the first one begins', () => {
    fc.assert(
      fc.property(arbitraryCopies, cakes, (recipe, cakes) => {
        const graph = graphOf(recipe, 'random');
        const { firings, items } = demandOf(graph, cakes);
        const { firings: together, used } = takenApart(recipe, 'product', cakes);
        graph.stations.forEach(({ makes, copy, copies, needs }, i) => {
          const name = recipeStationOf(recipe, graph.names[makes[0] ?? -1]);
          const turns = Array.from({ length: countIn(together, name) }, (_, firing) => firing % copies);
          expect(firings[i]).toBe(turns.filter((turn) => turn === copy).length);
          // Whole firings' worth of everything.
          for (const { ingredient, count } of needs) expect(items[ingredient]).toBe((firings[i] ?? 0) * count);
        });
        for (const name of new Set(graph.names))
          expect(sumOf(items.filter((_, item) => graph.names[item] === name))).toBe(countIn(used, name));
      }),
    );
  });

  test('is divided so that each sends what it makes, and each user gets what it needs, in every part of the order', () => {
    fc.assert(
      fc.property(arbitraryCopies, cakes, fc.integer({ min: 0, max: 4 }), (recipe, cakes, parts) => {
        const graph = graphOf(recipe, 'random');
        const whole = { ...order, cakes };
        const line = lineOf(graph, whole, { ...options, parts });
        expect(line.parts).toHaveLength(divide(graph, whole, parts).length);
        checkDeals(graph, { ...whole, firstCake: 0 }, line);
        divide(graph, whole, parts).forEach((part, i) => {
          checkDeals(graph, part, line.parts[i]);
        });
      }),
    );
  });

  test('is the same in all parts together as in the whole order', () => {
    fc.assert(
      fc.property(arbitraryCopies, cakes, fc.integer({ min: 1, max: 4 }), (recipe, cakes, parts) => {
        const graph = graphOf(recipe, 'random');
        const demands = divide(graph, { ...order, cakes }, parts).map((part) =>
          demandOf(graph, part.cakes, part.firstCake),
        );
        const added = (lists: readonly (readonly number[])[]): number[] =>
          (lists[0] ?? []).map((_, i) => sumOf(lists.map((list) => list[i] ?? Number.NaN)));
        const whole = demandOf(graph, cakes);
        expect(added(demands.map(({ items }) => items))).toEqual(whole.items);
        expect(added(demands.map(({ firings }) => firings))).toEqual(whole.firings);
        // So each piece of work has the number that it has in the whole line.
        const line = lineOf(graph, { ...order, cakes }, { ...options, parts });
        line.stations.forEach((_, i) => {
          let next = 0;
          line.parts.forEach((part, n) => {
            expect(part.stations[i]?.firstWorkIndex).toBe(next);
            next += demands[n]?.firings[i] ?? 0;
          });
        });
      }),
    );
  });

  test('every copy sends to every copy, where there is enough for all', () => {
    const line = lineOf(graphOf(bakery, 'bakery'), { ...order, cakes: 100 }, options);
    const mixers = dealsOf(line).filter(({ name }) => name.startsWith('mixer'));
    expect(mixers).toHaveLength(3);
    for (const { sent } of mixers) {
      expect(sent?.size).toBe(4);
      for (const units of sent?.values() ?? []) expect(units).toBeGreaterThan(0);
    }
  });

  test('one cake is baked by the first oven, and the second one gets nothing', () => {
    const graph = graphOf(twoOvens, 'cake');
    const { firings, items } = demandOf(graph, 1);
    expect(firings.slice(-2)).toEqual([1, 0]);
    const [, , , , unused] = graph.stations;
    expect(unused?.name).toBe('oven 2');
    for (const { ingredient } of unused?.needs ?? []) expect(items[ingredient]).toBe(0);
  });
});

/** Checks the deals of a line against the demand of its part of the order. */
function checkDeals(graph: Graph, { cakes, firstCake }: OrderPart, line: Line | undefined): void {
  const { firings, items } = demandOf(graph, cakes, firstCake);
  const got = graph.names.map(() => 0);
  const deals = line === undefined ? [] : dealsOf(line);
  graph.stations.forEach(({ name, makes, count }, i) => {
    const { sent, kept, name: dealer } = deals[i] ?? { sent: null, kept: -1, name: '' };
    expect(dealer).toBe(name);
    const made = (firings[i] ?? 0) * count;
    const each = makes.map((item) => (sent === null ? made : (sent.get(item) ?? Number.NaN)));
    expect(sumOf(each)).toBe(made - kept);
    for (const units of [...each, kept]) expect(units).toBeGreaterThanOrEqual(0);
    expect(kept).toBeLessThan(count);
    makes.forEach((item, n) => {
      got[item] = (got[item] ?? 0) + (each[n] ?? 0);
    });
  });
  const made = new Set(graph.stations.flatMap(({ makes }) => makes));
  expect(got).toEqual(items.map((units, item) => (made.has(item) ? units : 0)));
}
