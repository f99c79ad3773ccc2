/** Chapter 20: a line against bakers: when one thread per step is the wrong way to split the work. */
import { bake } from '../../cake/bake.ts';
import { graphOf, serviceTimesUs } from '../../cake/recipe/graph.ts';
import { cooperative } from '../../engine/cooperative.ts';
import { pool } from '../../engine/pool.ts';
import { threads } from '../../engine/threads.ts';
import { lineLimit } from '../../measure/limit.ts';
import { nodePlatform as platform } from '../../platform/node/platform.ts';
import { columns } from '../../terminal/columns.ts';
import { type Chapter, claimThat, explained } from '../chapter.ts';
import { playAlone } from '../props/alone.ts';
import { arePossible, cake, cakeLine, type Gain, gainOf, inTurn, times, withEngines } from '../props/kitchen.ts';

const WORKLOADS = ['cpu-bound', 'wait-bound'] as const;

export const chapter: Chapter = {
  number: 20,
  title: 'A line against bakers',
  idea: 'Split the recipe into steps, with one thread per step (a pipeline). Or split the order into whole cakes, with a pool of bakers, one per core, who each do all the steps alone (data parallelism).',
  code: [{ file: 'src/cake/recipe/order.ts', name: 'divide' }],
  question: {
    text: 'The stations work. On one side there is a thread per station, on the other a baker per logical processor of this machine. Which side bakes more cakes per second?',
    answers: ['the bakers', 'the line', 'neither clearly'],
  },
  timed: true,
  async run(stage) {
    const cores = platform.cores();
    const engines = [cooperative({ platform }), threads({ platform }), pool({ platform, threads: cores })];
    const limit = lineLimit(serviceTimesUs(graphOf(cake('cpu-bound'), 'cake')));
    const gains: Record<string, Gain[]> = {};
    const bakersOverLine: Record<string, Gain> = {};
    const digests: number[] = [];
    await withEngines(engines, async () => {
      const rows = [['', 'line', 'interval', `${cores} bakers`, 'interval']];
      for (const workload of WORKLOADS) {
        const count = workload === 'cpu-bound' ? stage.amount(240, 10) : stage.amount(12, 4);
        const { graph, line } = cakeLine(cake(workload), count, cores * 4);
        const seen = new Set<string>();
        const runners = engines.map((engine) => async () => {
          const { wallMs, digest } = await bake(engine, graph, line);
          seen.add(digest);
          return wallMs;
        });
        await inTurn(stage.amount(1, 0), runners);
        const [one, ...others] = await inTurn(stage.amount(7, 1), runners);
        const gained = others.map((ms) => gainOf(one, ms));
        gains[workload] = gained;
        bakersOverLine[workload] = gainOf(...others);
        digests.push(seen.size);
        const cells = gained.flatMap(({ ratio: { median, low, high } }) => [
          times(median),
          `${low.toFixed(2)}-${high.toFixed(2)}`,
        ]);
        rows.push([workload, ...cells]);
      }
      stage.print('speedup over one thread:');
      for (const row of columns(rows)) stage.print(row);
    });
    const medians = (workload: string) => (gains[workload] ?? []).map(({ ratio }) => ratio.median);
    const [line = Number.NaN, pooled = Number.NaN] = medians('cpu-bound');
    const [lineWaits = Number.NaN, poolWaits = Number.NaN] = medians('wait-bound');
    const winner = bakersOverLine['cpu-bound']?.outcome;
    const gained = gains['cpu-bound'] ?? [];
    const possible = (await arePossible(gained.slice(0, 1), limit)) && (await arePossible(gained.slice(1)));
    const claim = claimThat(
      winner === 'wins' && bakersOverLine['wait-bound']?.outcome === 'loses' && possible,
      cores > 2
        ? 'perhaps there are so many cores, and so many bakers, that their waits overlap'
        : 'perhaps other programs disturbed the runs, or this machine hardly runs two computations in parallel',
    );
    return {
      right: winner === 'wins' ? 0 : winner === 'loses' ? 1 : 2,
      reveal: explained(
        `Where stations work, the line gives ${times(line)} and the bakers ${times(pooled)}; where they wait, ${times(lineWaits)} and ${times(poolWaits)}.`,
        claim,
        `The line pays for every message, and it has to fill and to run empty; bakers send nothing to each other. More cores allow more bakers, while a line never gains more than its limit, here ${times(limit)}. Where the stations wait it is the other way round, as long as there are few bakers: each baker waits alone. A line is right where a step needs something that exists only once: one oven, one connection, one state.`,
      ),
      claim,
      facts: { digests, cores },
    };
  },
  change:
    'For the wait-bound cakes, take four times as many bakers as cores. Predict the result first; the next chapter shows it.',
  weakness:
    'These are seven rounds. The bakers can divide this order because its cakes do not depend on each other; with random deliveries that is not possible.',
};

await playAlone(import.meta.url, chapter);
