/** Chapter 21: more threads than cores. */

import { bake } from '../../cake/bake.ts';
import type { Engine } from '../../engine/engine.ts';
import { pool } from '../../engine/pool.ts';
import { medianOf } from '../../measure/statistics.ts';
import type { Workload } from '../../measure/workload.ts';
import { nodeClock as clock } from '../../platform/node/clock.ts';
import { coresOf } from '../../platform/node/machine.ts';
import { columns } from '../../terminal/columns.ts';
import { type Chapter, claimThat, explained } from '../chapter.ts';
import { playAlone } from '../props/alone.ts';
import { cake, inTurn, type Job, job, ratios, times, withEngines } from '../props/kitchen.ts';

/** Into how many parts the cakes are divided, at least: the same number for every baker. */
const PARTS = 16;

/** A pool for each number of threads. */
function poolsOf(counts: readonly number[]): Engine[] {
  return counts.map((threads) => pool({ clock, threads }));
}

export const chapter: Chapter = {
  number: 21,
  title: 'More threads than cores',
  idea: 'A program may have more threads than the machine has cores; the system lets them take turns. Whether that brings anything depends on what the threads do.',
  code: [
    { file: 'src/lessons/chapters/21-more-threads-than-cores.ts', name: 'poolsOf' },
    { file: 'src/platform/node/worker-host.ts', name: 'staff.crewOf' },
  ],
  question: {
    text: 'As many bakers as this machine has cores, or four times as many. They work, without waiting. How many times as fast are four times as many?',
    answers: ['about 4 times', 'about the same', 'half as fast or slower'],
  },
  async run(stage) {
    const cores = coresOf();
    const counts = [...new Set([1, cores, 2 * cores, 4 * cores])];
    const most = 4 * cores;
    const parts = Math.ceil(stage.amount(PARTS, 1) / most) * most;
    const jobs: Readonly<Record<'cpu-bound' | 'wait-bound', Job>> = {
      'cpu-bound': job(cake('cpu-bound'), stage.amount(Math.max(parts, 240), parts), parts),
      'wait-bound': job(cake('wait-bound'), parts, parts),
    };
    const pools = poolsOf(counts);
    const digests = new Set<string>();
    const runnersOf = (workload: 'cpu-bound' | 'wait-bound') =>
      pools.map((pool) => async () => {
        const { graph, line } = jobs[workload];
        const { wallMs, digest } = await bake(pool, graph, line);
        digests.add(`${workload} ${digest}`);
        return wallMs;
      });
    const gains: Partial<Record<Workload, number[]>> = {};
    await withEngines(pools, async () => {
      for (const workload of ['cpu-bound', 'wait-bound'] as const) {
        const runners = runnersOf(workload);
        await inTurn(1, runners);
        const samples = await inTurn(stage.amount(3, 1), runners);
        gains[workload] = samples.map((ms) => medianOf(ratios(samples[0], ms)));
      }
    });
    const works = gains['cpu-bound'] ?? [];
    const waits = gains['wait-bound'] ?? [];
    const rows = counts.map((count, i) => [
      String(count),
      times(works[i] ?? Number.NaN),
      times(waits[i] ?? Number.NaN),
    ]);
    stage.print(`this machine has ${cores} ${cores === 1 ? 'core' : 'cores'}; speedup over one baker:`);
    for (const row of columns([['pool', 'all work', 'all wait'], ...rows])) stage.print(row);
    const atCores = works[counts.indexOf(cores)] ?? Number.NaN;
    const [last, lastWaits] = [works.at(-1) ?? Number.NaN, waits.at(-1) ?? Number.NaN];
    const more = last / atCores;
    const claim = claimThat(
      atCores > 0.7 * cores && more < 1.3 && more > 0.6 && lastWaits > 0.6 * most,
      'this machine did not give all of its cores, or not all the time',
    );
    return {
      right: more > 1.5 ? 0 : more > 0.6 ? 1 : 2,
      reveal: explained(
        `Where they work, ${cores} gave ${times(atCores)} and ${most} gave ${times(last)}, against one baker. Where they wait, ${most} gave ${times(lastWaits)}.`,
        claim,
        'A thread that works needs a core, and there are no more to give. A thread that rests takes no core from anybody: it takes memory, and time to start, and timers do the same for less.',
      ),
      claim,
      facts: { counts, digests: digests.size },
    };
  },
  change: 'give every station 200 us of work and 2 ms of rest. How many bakers are right now? Predict, then try.',
  weakness:
    'three rounds, and one thread more than shown: the main thread hands out the parts. Threads of the compiler want cores too.',
};

await playAlone(import.meta.url, chapter);
