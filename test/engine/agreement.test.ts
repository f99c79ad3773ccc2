import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { bake } from '../../src/cake/bake.ts';
import { lineOf } from '../../src/cake/cake-line.ts';
import { chocolateCake } from '../../src/cake/recipe/chocolate-cake.ts';
import { graphOf } from '../../src/cake/recipe/graph.ts';
import type { Order } from '../../src/cake/recipe/order.ts';
import type { Recipe } from '../../src/cake/recipe/recipe.ts';
import { underWorkload } from '../../src/cake/recipe/workload.ts';
import { cooperative } from '../../src/engine/cooperative.ts';
import { runsParts } from '../../src/engine/engine-table.ts';
import { eventLoop } from '../../src/engine/event-loop.ts';
import { pool } from '../../src/engine/pool.ts';
import { threads } from '../../src/engine/threads.ts';
import type { Run } from '../../src/measure/run.ts';
import { WORKLOADS } from '../../src/measure/workload.ts';
import { nodePlatform as platform } from '../../src/platform/node/platform.ts';
import { arbitraryCopies, bakery } from '../cake/arbitrary-copies.ts';
import { arbitraryRecipe } from '../cake/arbitrary-recipe.ts';
import { buns } from '../cake/buns.ts';

const engines = [
  cooperative({ platform }),
  eventLoop({ platform }),
  threads({ platform, channel: 'port' }),
  threads({ platform, channel: 'ring' }),
  pool({ platform, threads: 2 }),
];

afterAll(async () => {
  for (const engine of engines) await engine.close();
});

/** What has to be equal. Baking throws when the books do not balance. */
async function bakedByAll(recipe: Recipe, order: Order, capacity?: number) {
  const graph = graphOf(recipe, 'test');
  const whole = lineOf(graph, order, { iterationsPerUs: 1, parts: 3 });
  const line = capacity === undefined ? whole : { ...whole, edges: whole.edges.map((edge) => ({ ...edge, capacity })) };
  const results: Pick<Run, 'products' | 'leftovers' | 'digest'>[] = [];
  for (const engine of engines) {
    if (runsParts(engine.name) && line.parts.length === 0) continue;
    const { products, leftovers, digest } = await bake(engine, graph, line);
    results.push({ products, leftovers, digest });
  }
  return results;
}

describe('every engine gives the same cakes, leftovers and digest', () => {
  test.each(WORKLOADS)('for the chocolate cake, %s', async (workload) => {
    const order: Order = { cakes: 5, seed: 7, delivery: 'order' };
    const results = await bakedByAll(underWorkload(chocolateCake, workload), order);
    expect(results).toHaveLength(5);
    expect(results[0]).toMatchObject({ products: 5, leftovers: {} });
    for (const result of results) expect(result).toEqual(results[0]);
  });

  test('for random orders of the chocolate cake, whatever the channels hold', async () => {
    const recipe = underWorkload(chocolateCake, 'message-bound');
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          cakes: fc.integer({ min: 1, max: 200 }),
          seed: fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
          delivery: fc.constantFrom('order' as const, 'random' as const),
        }),
        fc.constantFrom(1, 2, 7, 64, 1024),
        async (order, capacity) => {
          const results = await bakedByAll(recipe, order, capacity);
          for (const result of results) expect(result).toEqual(results[0]);
          if (order.delivery === 'order') expect(results[0]).toMatchObject({ products: order.cakes, leftovers: {} });
        },
      ),
      { numRuns: 30 },
    );
  });

  test('for buns: several units at once, and sugar for two stations', async () => {
    const results = await bakedByAll(underWorkload(buns, 'message-bound'), { cakes: 100, seed: 7, delivery: 'order' });
    expect(results).toHaveLength(5);
    expect(results[0]).toMatchObject({ products: 100, leftovers: { bun: 8, glaze: 20, dough: 12 } });
    for (const result of results) expect(result).toEqual(results[0]);
  });

  test('for a bakery with three mixers, two ovens and two tables', async () => {
    const recipe = underWorkload(bakery, 'cpu-bound');
    const results = await bakedByAll(recipe, { cakes: 101, seed: 7, delivery: 'order' });
    expect(results).toHaveLength(5);
    expect(results[0]).toMatchObject({ products: 101 });
    for (const result of results) expect(result).toEqual(results[0]);
  });

  test.each([
    ['random recipes', arbitraryRecipe, 25],
    ['random recipes with copies', arbitraryCopies, 15],
  ] as const)('for %s', async (_, recipes, numRuns) => {
    await fc.assert(
      fc.asyncProperty(recipes, fc.integer({ min: 1, max: 20 }), fc.boolean(), async (recipe, cakes, exact) => {
        const order: Order = { cakes, seed: cakes, delivery: exact ? 'order' : 'random' };
        const results = await bakedByAll(underWorkload(recipe, 'message-bound'), order);
        for (const result of results) expect(result).toEqual(results[0]);
        if (exact) expect(results[0]?.products).toBe(cakes);
      }),
      { numRuns },
    );
  });
});

test('the digest tells another order, another recipe and another amount of work apart', async () => {
  const digestOf = async (recipe: Recipe, cakes: number): Promise<string | undefined> =>
    (await bakedByAll(recipe, { cakes, seed: 1, delivery: 'order' }))[0]?.digest;
  const recipe = underWorkload(chocolateCake, 'cpu-bound');
  const slower = { ...recipe, stations: recipe.stations.map((station) => ({ ...station, workUs: 1000 })) };
  const digests = [await digestOf(recipe, 3), await digestOf(recipe, 4), await digestOf(slower, 3)];
  expect(new Set(digests).size).toBe(3);
});
