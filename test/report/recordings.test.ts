/** The recordings of a report: every workload under every engine. */
import { availableParallelism } from 'node:os';
import { expect, test } from 'vitest';
import { readRecipe } from '../../src/cake/recipe/read-recipe.ts';
import { labelOf } from '../../src/engine/engine-table.ts';
import { drawnRecipeOf } from '../../src/page/recording/drawn-recipe.ts';
import { indexedTraceOf } from '../../src/page/recording/indexed-trace.ts';
import { recordForReport } from '../../src/report/recordings.ts';
import { leftNs } from '../../src/trace/metrics.ts';
import { bread } from '../cake/bread.ts';
import { buns } from '../cake/buns.ts';

test.each([
  ['bread', readRecipe(bread(), 'test')],
  ['buns, which take sugar twice', buns],
])('every workload is recorded under every engine, with every cake: %s', async (_, recipe) => {
  const steps: string[] = [];
  const found = await recordForReport(
    { recipe, source: 'test', threads: null, seed: 1 },
    { warmUps: 0, pairs: 1 },
    (what) => steps.push(what),
  );
  expect(found.map(({ workload }) => workload)).toEqual(['cpu-bound', 'wait-bound', 'message-bound']);
  expect(steps).toHaveLength(18);
  const packed = Math.min(availableParallelism(), recipe.stations.length);
  const drawnRecipe = drawnRecipeOf(recipe, 'test');
  for (const { cakes, recorded } of found) {
    expect(recorded.map(({ trace }) => trace.engine)).toEqual([
      'cooperative',
      'event-loop',
      'threads (port)',
      'threads (ring)',
      labelOf({ name: 'threads', channel: 'ring', packed }),
      'pool',
    ]);
    expect(recorded.map(({ trace }) => leftNs(trace).length)).toEqual(new Array(6).fill(cakes));
    // Every engine receives the same items, and the charts draw all of them.
    const [arrows, ...others] = recorded.map(({ trace }) => indexedTraceOf(trace, drawnRecipe).arrowCount);
    expect(arrows).toBeGreaterThan(cakes);
    expect(others).toEqual(new Array(5).fill(arrows));
    // Each item has the name and the symbol of its ingredient.
    for (const { trace } of recorded) expect(trace.alphabet).toEqual(drawnRecipe.ingredients.map(({ name }) => name));
  }
});
