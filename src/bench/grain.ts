/** The sweep: the same cakes under every racer of the bench, with increasing work per ingredient, on Node. */
import { cooperative } from '../engine/cooperative.ts';
import type { Engine } from '../engine/engine.ts';
import { pool } from '../engine/pool.ts';
import { threads } from '../engine/threads.ts';
import { nodePlatform as platform } from '../platform/node/platform.ts';
import { runGrains } from './grains.ts';
import type { RacerName, Sweep, SweepPlan } from './job.ts';

export async function sweep(plan: SweepPlan): Promise<Sweep> {
  const poolEngine = pool({ platform, threads: platform.cores() });
  const racers: readonly (readonly [RacerName, Engine])[] = [
    ['cooperative', cooperative({ platform })],
    ['threads (port, one by one)', threads({ platform, channel: 'port', oneByOne: true })],
    ['threads (ring, one by one)', threads({ platform, channel: 'ring', oneByOne: true })],
    ['threads (port)', threads({ platform, channel: 'port' })],
    ['threads (ring)', threads({ platform, channel: 'ring' })],
    ['pool', poolEngine],
  ];
  try {
    const { parallelCapacity, points } = await runGrains(plan, racers, poolEngine, platform);
    return {
      parallelCapacity,
      points: points.map(({ workUs, cakes, runs }) => {
        const of = (name: RacerName) => {
          const run = runs.get(name);
          return { wallMs: run?.wallMs ?? Number.NaN, cpuMs: run?.cpuMs ?? Number.NaN };
        };
        return {
          workUs,
          cakes,
          runs: {
            cooperative: of('cooperative'),
            'threads (port, one by one)': of('threads (port, one by one)'),
            'threads (ring, one by one)': of('threads (ring, one by one)'),
            'threads (port)': of('threads (port)'),
            'threads (ring)': of('threads (ring)'),
            pool: of('pool'),
          },
        };
      }),
    };
  } finally {
    for (const [, engine] of racers) await engine.close();
  }
}
