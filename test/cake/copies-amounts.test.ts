/** Copies change neither what an order takes nor what it leaves, and they divide the time of their station. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chocolateCake } from '../../src/cake/recipe/chocolate-cake.ts';
import { withCopies } from '../../src/cake/recipe/copies.ts';
import { demandOf } from '../../src/cake/recipe/demand.ts';
import { realServiceTimesUs } from '../../src/cake/recipe/duration.ts';
import { graphOf, itemsPerCake, serviceTimesUs } from '../../src/cake/recipe/graph.ts';
import { checkOrder, divide, type Order } from '../../src/cake/recipe/order.ts';
import { type Recipe, RecipeError } from '../../src/cake/recipe/recipe.ts';
import { underWorkload } from '../../src/cake/recipe/workload.ts';
import { lineLimit } from '../../src/measure/limit.ts';
import { arbitraryCopies, withoutCopies } from './arbitrary-copies.ts';
import { buns } from './buns.ts';

const order: Order = { cakes: 7, seed: 1, delivery: 'order' };
const twoOvens = withCopies(chocolateCake, 'oven', 2);
const cakes = fc.integer({ min: 1, max: 40 });

const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

describe('the amounts', () => {
  test('of a recipe with copies are those of the recipe without them', () => {
    fc.assert(
      fc.property(arbitraryCopies, cakes, (recipe, cakes) => {
        const [graph, single] = [graphOf(recipe, 'random'), graphOf(withoutCopies(recipe), 'random')];
        expect(graph.lot).toBe(single.lot);
        expect(itemsPerCake(graph)).toBeCloseTo(itemsPerCake(single), 6);
        single.stations.forEach(({ makes, perProduct }) => {
          const made = single.names[makes[0] ?? -1];
          const copies = graph.stations.filter((one) => graph.names[one.makes[0] ?? -1] === made);
          expect(sumOf(copies.map((one) => one.perProduct))).toBeCloseTo(perProduct, 9);
        });
        expect(divide(graph, { ...order, cakes }, 3)).toEqual(divide(single, { ...order, cakes }, 3));
      }),
    );
  });

  test('of an even lot keep all copies of a station equally busy, and those of fewer lots do not', () => {
    fc.assert(
      fc.property(arbitraryCopies, (recipe) => {
        const graph = graphOf(recipe, 'random');
        const areEven = (cakes: number): boolean => {
          const { firings } = demandOf(graph, cakes);
          return graph.stations.every(({ copy }, i) => copy === 0 || firings[i] === firings[i - 1]);
        };
        expect(graph.evenLot % graph.lot).toBe(0);
        expect(areEven(graph.evenLot)).toBe(true);
        for (let cakes = graph.lot; cakes < Math.min(graph.evenLot, 20 * graph.lot); cakes += graph.lot)
          expect(areEven(cakes)).toBe(false);
        expect(graphOf(withoutCopies(recipe), 'random')).toMatchObject({ lot: graph.lot, evenLot: graph.lot });
      }),
    );
  });

  test('of an order that is too large are refused as without copies, whatever the delivery', () => {
    const verdictOf = (recipe: Recipe, delivery: Order['delivery']): string => {
      try {
        checkOrder(graphOf(recipe, 'tarts'), { ...order, cakes: 100_001, delivery });
        return 'accepted';
      } catch (error) {
        if (error instanceof RecipeError) return error.message;
        throw error;
      }
    };
    const tarts: Recipe = {
      name: 'tarts',
      ingredients: { clay: 'c', plate: 'p', flour: 'f', tart: 't' },
      stations: [
        { name: 'potter', needs: { clay: 1 }, makes: { plate: 1000 } },
        { name: 'oven', needs: { plate: 1000, flour: 1 }, makes: 'tart' },
      ],
    };
    const copied = withCopies(withCopies(tarts, 'potter', 3), 'oven', 2);
    for (const delivery of ['order', 'random'] as const) {
      expect(verdictOf(copied, delivery)).toBe(verdictOf(tarts, delivery));
      expect(verdictOf(copied, delivery)).toContain('units of "plate", found');
    }
  });
});

describe('the limit of the line', () => {
  const load = (recipe: Recipe) => Object.fromEntries(loadsOf(recipe));
  const loadsOf = (recipe: Recipe) => {
    const graph = graphOf(recipe, 'test');
    const times = serviceTimesUs(graph);
    return graph.stations.map(({ name }, i) => [name, times[i]] as const);
  };

  test('follows from the copies: two ovens share the work of one', () => {
    const recipe = underWorkload(twoOvens, 'cpu-bound');
    expect(load(recipe)).toEqual({
      'butter melter': 160,
      'wet mixer': 200,
      'dry mixer': 200,
      'oven 1': 120,
      'oven 2': 120,
    });
    // 800 us of work, and now the mixers are the slowest.
    expect(lineLimit(serviceTimesUs(graphOf(recipe, 'cake')))).toBeCloseTo(800 / 200);
    const mixers = withCopies(withCopies(recipe, 'dry mixer', 2), 'wet mixer', 2);
    expect(lineLimit(serviceTimesUs(graphOf(mixers, 'cake')))).toBeCloseTo(800 / 160);
  });

  test('of one order counts the cakes that each oven really bakes', () => {
    const graph = graphOf(underWorkload(twoOvens, 'cpu-bound'), 'cake');
    const [one = 0, two = 0] = realServiceTimesUs(graph, 7).slice(-2);
    expect([one, two].map((us) => (us * 7) / 240)).toEqual([expect.closeTo(4), expect.closeTo(3)]);
    expect(realServiceTimesUs(graph, 8)).toEqual(serviceTimesUs(graph));
  });

  test('of several units per firing too', () => {
    const slow = { ...buns, stations: buns.stations.map((station) => ({ ...station, workUs: 240 })) };
    // A dozen buns at once, in one oven of three.
    expect(load(withCopies(slow, 'oven', 3))).toMatchObject({ 'oven 1': expect.closeTo(240 / 12 / 3), brush: 240 });
  });
});
