/** Chapter 21: more threads than cores. */
import { bake } from '../../cake/bake.ts';
import { placedByWork } from '../../cake/placed-by-work.ts';
import { cooperative } from '../../engine/cooperative.ts';
import type { Engine } from '../../engine/engine.ts';
import { pool } from '../../engine/pool.ts';
import { threads } from '../../engine/threads.ts';
import type { Interval } from '../../measure/statistics/samples.ts';
import { placementText } from '../../measure/verdict.ts';
import type { Workload } from '../../measure/workload.ts';
import { nodePlatform as platform } from '../../platform/node/platform.ts';
import { columns } from '../../terminal/columns.ts';
import { type Chapter, claimThat, explained, type Stage } from '../chapter.ts';
import { playAlone } from '../props/alone.ts';
import { arePossible, type CakeLine, cake, cakeLine, gainOf, inTurn, times, withEngines } from '../props/kitchen.ts';

/** The cakes are divided into at least this many parts, the same number for every baker. */
const PARTS = 16;

/** A pool for each number of threads. */
function poolsOf(counts: readonly number[]): Engine[] {
  return counts.map((threads) => pool({ platform, threads }));
}

/** The cure for a line with more stations than cores: stations share threads, so that all threads are equally busy. */
function lineOn(most: number, { graph }: CakeLine): Engine {
  return threads({
    platform,
    channel: 'ring',
    placement: { threads: most, of: (line) => placedByWork(line, graph, most) },
  });
}

export const chapter: Chapter = {
  number: 21,
  title: 'More threads than cores',
  idea: 'A program can have more threads than the machine has cores; the operating system lets them take turns. Whether that helps depends on what the threads do.',
  code: [
    { file: 'src/lessons/chapters/21-more-threads-than-cores.ts', name: 'poolsOf' },
    { file: 'src/lessons/chapters/21-more-threads-than-cores.ts', name: 'lineOn' },
  ],
  question: {
    text: 'We use as many bakers as this machine has logical processors, and then four times as many. They work and never wait. How fast is the larger pool, compared with the smaller one?',
    answers: ['about 4 times as fast', 'about as fast', 'half as fast or slower'],
  },
  timed: true,
  async run(stage) {
    const cores = platform.cores();
    const counts = [...new Set([1, cores, 2 * cores, 4 * cores])];
    const most = 4 * cores;
    const parts = Math.ceil(stage.amount(PARTS, 1) / most) * most;
    const cakeLines: Readonly<Record<'cpu-bound' | 'wait-bound', CakeLine>> = {
      'cpu-bound': cakeLine(cake('cpu-bound'), stage.amount(Math.max(parts, 240), parts), parts),
      'wait-bound': cakeLine(cake('wait-bound'), parts, parts),
    };
    const pools = poolsOf(counts);
    const digests = new Set<string>();
    const runnersOf = (workload: 'cpu-bound' | 'wait-bound') =>
      pools.map((pool) => async () => {
        const { graph, line } = cakeLines[workload];
        const run = await bake(pool, graph, line);
        digests.add(`${workload} ${run.digest}`);
        return run.wallMs;
      });
    /** By workload and number of bakers, a time for each round. */
    const wallMs: Partial<Record<Workload, number[][]>> = {};
    await withEngines(pools, async () => {
      for (const workload of ['cpu-bound', 'wait-bound'] as const) {
        const runners = runnersOf(workload);
        await inTurn(1, runners);
        wallMs[workload] = await inTurn(stage.amount(5, 1), runners);
      }
    });
    const ratio = (workload: Workload, to: number, from = 0): Interval =>
      gainOf(wallMs[workload]?.[from], wallMs[workload]?.[to]).ratio;
    const rows = counts.map((count, i) => [
      String(count),
      times(ratio('cpu-bound', i).median),
      times(ratio('wait-bound', i).median),
    ]);
    stage.print(
      `this machine has ${cores} logical ${cores === 1 ? 'processor' : 'processors'}; speedup of a pool over one baker:`,
    );
    for (const row of columns([['bakers', 'when they work', 'when they wait'], ...rows])) stage.print(row);
    const cured = await theCure(cakeLines['cpu-bound'], cores, stage);
    const [atCores, last] = [counts.indexOf(cores), counts.length - 1];
    const [works, worksLast] = [ratio('cpu-bound', atCores), ratio('cpu-bound', last)];
    const more = ratio('cpu-bound', last, atCores);
    const waits = ratio('wait-bound', last);
    const possible = await arePossible([{ ratio: works }, { ratio: worksLast }]);
    const claim = claimThat(
      possible && works.low > 0.7 * cores && more.high < 1.3 && more.low > 0.6 && waits.low > 0.6 * most,
      'perhaps this machine did not provide all its processors, or not all the time',
    );
    return {
      right: more.median > 1.5 ? 0 : more.median > 0.6 ? 1 : 2,
      reveal: `${explained(
        `Where they work, ${cores} bakers gave ${times(works.median)} and ${most} bakers ${times(worksLast.median)}, compared with one. Where they wait, ${most} bakers gave ${times(waits.median)}.`,
        claim,
        'A thread that works needs a core, and there are no more cores. A thread that waits takes no core from the others. But every thread takes memory and time to start, and one thread with timers waits as well for less.',
      )} ${cured}`,
      claim,
      facts: { counts, digests: digests.size },
    };
  },
  change:
    'Give every station 200 us of work and a wait of 2 ms (restMs). How many bakers are best now that stations both work and wait? Predict, then try.',
  weakness:
    'These are five rounds. There is one thread more than shown: the main thread hands out the parts. The threads of the JIT compiler need cores too, and two logical processors that share a core do less than two cores.',
};

/**
 * The line of the cake with a thread per station, and with its stations on as many threads as there are cores.
 *
 * @returns what they gave, in a sentence
 */
async function theCure(cakes: CakeLine, cores: number, stage: Stage): Promise<string> {
  const { graph, line } = cakes;
  const placed = placedByWork(line, graph, cores);
  const engines = [cooperative({ platform }), threads({ platform, channel: 'ring' }), lineOn(cores, cakes)];
  const runners = engines.map((engine) => async () => (await bake(engine, graph, line)).wallMs);
  return await withEngines(engines, async () => {
    await inTurn(1, runners);
    const [alone, apart, shared] = await inTurn(stage.amount(7, 1), runners);
    const [each, fewer] = [gainOf(alone, apart).ratio, gainOf(alone, shared).ratio];
    const { outcome } = gainOf(apart, shared);
    const stations = graph.stations.length + 1;
    stage.print('');
    stage.print(`a line of ${stations} coroutines that work; speedup over one thread:`);
    stage.print(placementText(placed));
    const range = ({ low, high }: Interval) => `${low.toFixed(2)}-${high.toFixed(2)}`;
    const rows = [
      ['a thread each', times(each.median), range(each)],
      [`${placed.length} ${placed.length === 1 ? 'thread' : 'threads'}`, times(fewer.median), range(fewer)],
    ];
    for (const row of columns(rows)) stage.print(row);
    const compared = {
      wins: 'faster',
      loses: 'slower',
      unclear: 'not clearly different',
      'not-trusted': 'not clearly different',
    };
    return `A line need not have a thread for each station: with its stations on ${placed.length} ${placed.length === 1 ? 'thread' : 'threads'} it reached ${times(fewer.median)}, with a thread each ${times(each.median)} (${compared[outcome]}). Between stations on one thread a send is a call.`;
  });
}

await playAlone(import.meta.url, chapter);
