/** Random recipes are baked: with shared ingredients, with several units from one firing, and with copies of stations. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bake } from '../../src/cake/bake.ts';
import { lineOf } from '../../src/cake/cake-line.ts';
import { demandOf } from '../../src/cake/recipe/demand.ts';
import { type Graph, type GraphStation, graphOf } from '../../src/cake/recipe/graph.ts';
import type { Order } from '../../src/cake/recipe/order.ts';
import { madeBy, type Recipe } from '../../src/cake/recipe/recipe.ts';
import { cooperative } from '../../src/engine/cooperative.ts';
import type { Engine, LineRun } from '../../src/engine/engine.ts';
import { eventLoop } from '../../src/engine/event-loop.ts';
import type { Line } from '../../src/line/line.ts';
import type { Run } from '../../src/measure/run.ts';
import { nodePlatform as platform } from '../../src/platform/node/platform.ts';
import { arbitraryCopies, bakery } from './arbitrary-copies.ts';
import { arbitraryRecipe, takenApart } from './arbitrary-recipe.ts';

const alone = cooperative({ platform });
const withTimers = eventLoop({ platform });

/** Bakes the parts of a line one after the other and adds them up, as a pool does. */
const inParts: Engine = {
  ...alone,
  name: 'pool',
  async run(line) {
    const runs: LineRun[] = [];
    for (const part of line.parts) runs.push(await alone.run(part));
    return { ...firstOf(runs), sources: added(runs, 'sources'), stations: added(runs, 'stations') };
  },
};

function firstOf(runs: readonly LineRun[]): LineRun {
  const [first] = runs;
  if (first === undefined) throw new Error('expected a part, found none');
  return first;
}

function added(runs: readonly LineRun[], what: 'sources' | 'stations'): LineRun['stations'] {
  return firstOf(runs)[what].map((first, i) => {
    const own = runs.flatMap((run) => run[what][i] ?? []);
    return {
      ...first,
      accounts: own.flatMap(({ accounts }) => accounts),
      digest: own.reduce((sum, { digest }) => (sum + digest) >>> 0, 0),
    };
  });
}

/** What has to be equal. */
function resultOf({ products, leftovers, digest }: Run) {
  return { products, leftovers, digest };
}

function baked(engine: Engine, recipe: Recipe, order: Order, change: (line: Line) => Line = (line) => line) {
  const graph = graphOf(recipe, 'random');
  return bake(engine, graph, change(lineOf(graph, order, { iterationsPerUs: 1, parts: 3 }))).then(resultOf);
}

const arbitraryCakes = fc.integer({ min: 1, max: 40 });
const kinds = [
  ['', arbitraryRecipe],
  [', with copies', arbitraryCopies],
] as const;

test.each(kinds)(
  'an order gives as many cakes as ordered, and leaves what whole firings make too much%s',
  async (_, recipes) => {
    await fc.assert(
      fc.asyncProperty(recipes, arbitraryCakes, async (recipe, cakes) => {
        const { products, leftovers } = await baked(alone, recipe, { cakes, seed: cakes, delivery: 'order' });
        const { left } = takenApart(recipe, 'product', cakes);
        expect(products).toBe(cakes);
        expect(leftovers).toEqual(Object.fromEntries([...left].filter(([, units]) => units > 0)));
      }),
    );
  },
);

test.each(kinds)('the parts of an order add up to its cakes, leftovers and digest%s', async (_, recipes) => {
  await fc.assert(
    fc.asyncProperty(recipes, arbitraryCakes, async (recipe, cakes) => {
      const order: Order = { cakes, seed: 1, delivery: 'order' };
      expect(await baked(inParts, recipe, order)).toEqual(await baked(alone, recipe, order));
    }),
  );
});

test.each(kinds)(
  'however the stations take turns, cakes, leftovers and digest are the same, with random delivery too%s',
  async (_, recipes) => {
    await fc.assert(
      fc.asyncProperty(
        recipes,
        arbitraryCakes,
        fc.constantFrom('order' as const, 'random' as const),
        fc.constantFrom(1, 2, 7, 1024),
        async (recipe, cakes, delivery, capacity) => {
          const order: Order = { cakes, seed: cakes, delivery };
          const narrow = (line: Line) => ({ ...line, edges: line.edges.map((edge) => ({ ...edge, capacity })) });
          const one = await baked(alone, recipe, order);
          expect(await baked(withTimers, recipe, order, narrow)).toEqual(one);
          expect(one.products).toBeLessThanOrEqual(cakes);
        },
      ),
    );
  },
);

test('the random recipes are of every kind', () => {
  const recipes = fc.sample(arbitraryRecipe, { numRuns: 500, seed: 1 });
  const share = (isOfKind: (recipe: Recipe) => boolean): number => recipes.filter(isOfKind).length / recipes.length;
  const isShared = ({ stations }: Recipe, name: string) => stations.filter(({ needs }) => name in needs).length > 1;
  const makes = ({ stations }: Recipe) => stations.map(madeBy);
  expect(share((recipe) => makes(recipe).some(({ name }) => isShared(recipe, name)))).toBeGreaterThan(0.1);
  expect(share((recipe) => makes(recipe).some(({ count }) => count > 1))).toBeGreaterThan(0.2);
  const delivered = (recipe: Recipe) =>
    Object.keys(recipe.ingredients).filter((name) => !makes(recipe).some((made) => made.name === name));
  expect(share((recipe) => delivered(recipe).some((name) => isShared(recipe, name)))).toBeGreaterThan(0.1);
  expect(share((recipe) => graphOf(recipe, 'random').lot === 1)).toBeGreaterThan(0.2);
});

test('the random recipes with copies are of every kind', () => {
  const graphs = fc.sample(arbitraryCopies, { numRuns: 500, seed: 1 }).map((recipe) => graphOf(recipe, 'random'));
  const share = (isOfKind: (graph: Graph) => boolean): number => graphs.filter(isOfKind).length / graphs.length;
  expect(share(({ stations }) => stations.every(({ copies }) => copies === 1))).toBeGreaterThan(0.1);
  expect(share(({ stations }) => stations.some(({ copies, count }) => copies > 1 && count > 1))).toBeGreaterThan(0.1);
  expect(share(({ stations }) => (stations.at(-1)?.copies ?? 1) > 1)).toBeGreaterThan(0.2);
  const isFedByCopies = ({ stations }: Graph, { needs }: GraphStation) =>
    needs.some(({ ingredient }) => stations.some(({ copies, makes }) => copies > 1 && makes.includes(ingredient)));
  expect(share((graph) => graph.stations.some((one) => one.copies > 1 && isFedByCopies(graph, one)))).toBeGreaterThan(
    0.1,
  );
});

describe('copies of a station', () => {
  /** What each station received, made and has left, by its own account, in any engine's run. */
  async function accountsOf(engine: Engine, recipe: Recipe, order: Order) {
    const graph = graphOf(recipe, 'random');
    const line = lineOf(graph, order, { iterationsPerUs: 1, parts: 3 });
    const { stations } = await engine.run(line);
    return { graph, accounts: stations.map(({ name, accounts }) => ({ name, accounts })) };
  }

  test('get exactly what their own firings need: nothing is left in a storage', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryCopies, arbitraryCakes, async (recipe, cakes) => {
        const order: Order = { cakes, seed: cakes, delivery: 'order' };
        const { graph, accounts } = await accountsOf(alone, recipe, order);
        const { firings } = demandOf(graph, cakes);
        graph.stations.forEach(({ name, needs, count }, i) => {
          const fires = firings[i] ?? Number.NaN;
          const account = {
            received: needs.reduce((sum, need) => sum + need.count * fires, 0),
            made: fires * count,
            left: needs.map(() => 0),
          };
          expect(accounts[i]).toMatchObject({ name, accounts: [account] });
        });
      }),
    );
  });

  test('do the same work each, whatever the engine and the delivery', async () => {
    await fc.assert(
      fc.asyncProperty(
        arbitraryCopies,
        arbitraryCakes,
        fc.constantFrom('order' as const, 'random' as const),
        async (recipe, cakes, delivery) => {
          const order: Order = { cakes, seed: cakes, delivery };
          expect(await accountsOf(withTimers, recipe, order)).toEqual(await accountsOf(alone, recipe, order));
        },
      ),
    );
  });

  test('in a bakery with three mixers, two ovens and two tables', async () => {
    const order: Order = { cakes: 11, seed: 1, delivery: 'order' };
    // 33 buns are nine trays of the ovens, so 36 dough, and 11 more for the tables: seven firings of the mixers.
    expect(await baked(alone, bakery, order)).toMatchObject({
      products: 11,
      leftovers: { bun: 3, glaze: 3, dough: 2 },
    });
    const { accounts } = await accountsOf(alone, bakery, order);
    expect(accounts).toMatchObject([
      { name: 'mixer 1', accounts: [{ made: 21, sent: [8, 7, 2, 2], left: [0, 0] }] },
      { name: 'mixer 2', accounts: [{ made: 14, left: [0, 0] }] },
      { name: 'mixer 3', accounts: [{ made: 14, left: [0, 0] }] },
      { name: 'pot', accounts: [{ made: 25, sent: [12, 10] }] },
      // The last firing is that of the first oven, which keeps three. The second one begins with the other table.
      { name: 'oven 1', accounts: [{ received: 20, made: 20, sent: [9, 8] }] },
      { name: 'oven 2', accounts: [{ received: 16, made: 16, sent: [7, 9] }] },
      { name: 'table 1', accounts: [{ received: 36, made: 6, sent: [6], left: [0, 0, 0] }] },
      { name: 'table 2', accounts: [{ received: 30, made: 5, sent: [5], left: [0, 0, 0] }] },
    ]);
  });
});

describe('buns with a glaze', () => {
  const buns: Recipe = {
    name: 'buns',
    ingredients: { flour: 'f', sugar: 's', dough: 'd', glaze: 'g', bun: 'b', plate: 'p', glazed: 'G' },
    stations: [
      { name: 'mixer', needs: { flour: 5, sugar: 1 }, makes: { dough: 24 } },
      { name: 'pot', needs: { sugar: 3 }, makes: { glaze: 30 } },
      { name: 'oven', needs: { dough: 12 }, makes: { bun: 12 } },
      { name: 'brush', needs: { bun: 2, glaze: 3 }, makes: 'plate' },
      { name: 'table', needs: { plate: 1, glaze: 1 }, makes: { glazed: 2 } },
    ],
  };

  test('twenty of them take two trays, and leave what is too much', async () => {
    expect(await baked(alone, buns, { cakes: 20, seed: 1, delivery: 'order' })).toMatchObject({
      products: 20,
      leftovers: { bun: 4, glaze: 20 },
    });
    // Ten plates take thirty of the glaze, and ten more.
    expect(takenApart(buns, 'glazed', 20).firings).toEqual(
      new Map(Object.entries({ table: 10, brush: 10, oven: 2, mixer: 1, pot: 2 })),
    );
  });

  test('an odd one leaves another one over', async () => {
    const { leftovers } = await baked(alone, buns, { cakes: 1, seed: 1, delivery: 'order' });
    expect(leftovers).toEqual({ glazed: 1, bun: 10, glaze: 26, dough: 12 });
  });

  test('a lot of them leaves nothing over', async () => {
    expect(graphOf(buns, 'buns').lot).toBe(120);
    expect(await baked(alone, buns, { cakes: 120, seed: 1, delivery: 'order' })).toMatchObject({ leftovers: {} });
  });
});
