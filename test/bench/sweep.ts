/** A simulated sweep: every figure follows from the cost of an ingredient. */
import type { RacerName, Sweep } from '../../src/bench/job.ts';

/** The cost of an ingredient under each racer, in microseconds of CPU time. */
export const COST_US: Readonly<Record<RacerName, number>> = {
  cooperative: 0.05,
  'threads (port, one by one)': 2.05,
  'threads (ring, one by one)': 0.25,
  'threads (port)': 0.08,
  'threads (ring)': 0.07,
  pool: 0.05,
};

const CAKES = 1000;
/** How many items travel over the edges of the line for one cake. */
const MOVED = 13;

/** As on two cores that share the work equally. */
export function sweepOf(grainsUs: readonly number[]): Sweep {
  const run = (racer: RacerName, workUs: number) => {
    const cpuMs = (CAKES * MOVED * (workUs + COST_US[racer])) / 1000;
    return { cpuMs, wallMs: racer === 'cooperative' ? cpuMs : cpuMs / 2 };
  };
  return {
    parallelCapacity: 2,
    points: grainsUs.map((workUs) => ({
      workUs,
      cakes: CAKES,
      runs: {
        cooperative: run('cooperative', workUs),
        'threads (port, one by one)': run('threads (port, one by one)', workUs),
        'threads (ring, one by one)': run('threads (ring, one by one)', workUs),
        'threads (port)': run('threads (port)', workUs),
        'threads (ring)': run('threads (ring)', workUs),
        pool: run('pool', workUs),
      },
    })),
  };
}
