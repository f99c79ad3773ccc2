/** Chapter 13: the slowest station sets the pace. */

import { withCopies } from '../../cake/recipe/copies.ts';
import type { Graph } from '../../cake/recipe/graph.ts';
import { serviceTimesUs } from '../../cake/recipe/graph.ts';
import type { LineRun } from '../../engine/engine.ts';
import { threads } from '../../engine/threads.ts';
import { type Interval, medianOf } from '../../measure/statistics/samples.ts';
import { nodePlatform as platform } from '../../platform/node/platform.ts';
import { columns } from '../../terminal/columns.ts';
import { type Chapter, claimThat, explained } from '../chapter.ts';
import { playAlone } from '../props/alone.ts';
import { cake, cakeLine, gainOf, inTurn, times, withEngines } from '../props/kitchen.ts';

/** The waits of each version. The others are as in the recipe: oven 8, dry mixer 5, wet mixer 4, melter 3 ms. */
const VERSIONS = [
  { name: 'unchanged', changes: {}, ovens: 1 },
  { name: 'wet mixer 4 -> 2 ms', changes: { 'wet mixer': { restMs: 2 } }, ovens: 1 },
  { name: 'oven 8 -> 4 ms', changes: { oven: { restMs: 4 } }, ovens: 1 },
  { name: 'two ovens of 8 ms', changes: {}, ovens: 2 },
] as const;

/** How long the slowest station is busy with one cake, on average: each of two ovens bakes every second one. */
function slowestMs(graph: Graph): number {
  return Math.max(...serviceTimesUs(graph)) / 1000;
}

/** The possible answers for the third version. */
const FACTORS = [1, 1.25, 1.6, 2] as const;

export const chapter: Chapter = {
  number: 13,
  title: 'The slowest station sets the pace',
  idea: 'On a line all stations are busy at the same time, each with a different cake. Which station is worth speeding up, and by how much?',
  code: [
    { file: 'src/cake/recipe/graph.ts', name: 'serviceTimesUs' },
    { file: 'src/lessons/chapters/13-the-slowest-station.ts', name: 'slowestMs' },
  ],
  question: {
    text: 'For each cake the oven needs 8 ms, the dry mixer 5, the wet mixer 4, the melter 3. Each has its own thread. We halve the time of the oven to 4 ms. How does the throughput (cakes per second) change?',
    answers: FACTORS.map((factor) => (factor === 1 ? 'it stays the same' : `it is ${factor} times as high`)),
  },
  timed: true,
  async run(stage) {
    const cakes = stage.amount(30, 6);
    const versions = VERSIONS.map(({ changes, ovens }) =>
      cakeLine(withCopies(cake('wait-bound', changes), 'oven', ovens), cakes),
    );
    const slowest = versions.map(({ graph }) => slowestMs(graph));
    const predicted = slowest.map((ms) => (slowest[0] ?? Number.NaN) / ms);
    // One engine each: with a line of another size, an engine replaces its threads.
    const engines = versions.map(() => threads({ platform }));
    const baked = versions.map(() => 0);
    const samples = await withEngines(engines, async () =>
      inTurn(
        stage.amount(5, 1),
        versions.map(({ line }, i) => async () => {
          const run = await engines[i]?.run(line);
          if (run === undefined) return Number.NaN;
          baked[i] = cakesOf(run);
          return run.wallMs;
        }),
      ),
    );
    const gains = samples.map((ms) => gainOf(samples[0], ms).ratio);
    const measured = gains.map(({ median }) => median);
    const rows = VERSIONS.map(({ name }, i) => [
      name,
      times(predicted[i] ?? Number.NaN),
      times(measured[i] ?? Number.NaN),
      `${(medianOf(samples[i] ?? [0]) / cakes).toFixed(1)} ms`,
    ]);
    for (const row of columns([['', 'predicted', 'measured', 'per cake'], ...rows])) stage.print(row);
    const near = predicted.every((factor, i) => isNear(gains[i], factor));
    const claim = claimThat(near, 'the waits took too long, perhaps because other programs used the cores');
    const [, mixer = Number.NaN, oven = Number.NaN, two = Number.NaN] = measured;
    return {
      right: nearest(FACTORS, predicted[2] ?? Number.NaN),
      reveal: explained(
        `Predicted ${times(predicted[2] ?? Number.NaN)}, measured ${times(oven)}. A wet mixer that takes half the time gave ${times(mixer)}, a second oven ${times(two)}.`,
        claim,
        'The slowest station, the bottleneck, sets the throughput of the line, however fast the others are. Speed it up until another station is the slowest; beyond that, nothing is gained.',
      ),
      claim,
      facts: { baked, cakes, predicted },
    };
  },
  change:
    'Add a version at the end, with the oven at 4 ms and the dry mixer at 2: now oven and wet mixer are both the slowest. Then speed up one of the two as well. Predict both figures first.',
  weakness:
    'The stations wait instead of working, so the effect shows on any number of cores. The measured time includes filling the line once; the prediction does not.',
};

/** Whether a whole interval is within 15 % of a prediction. */
function isNear(gain: Interval | undefined, predicted: number): boolean {
  return gain !== undefined && gain.low > 0.85 * predicted && gain.high < 1.15 * predicted;
}

function nearest(candidates: readonly number[], value: number): number {
  const distances = candidates.map((candidate) => Math.abs(candidate - value));
  return distances.indexOf(Math.min(...distances));
}

/** The number of cakes that left the ovens. */
function cakesOf({ stations }: LineRun): number {
  const accounts = stations.filter(({ name }) => name.startsWith('oven')).flatMap((station) => station.accounts);
  return accounts.reduce<number>((sum, account) => sum + Number(Object(account).made), 0);
}

await playAlone(import.meta.url, chapter);
