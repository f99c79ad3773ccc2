/** The measured parallel capacity: how many kernels this machine really runs at once. */

import { lineOf } from '../cake/cake-line.ts';
import { graphOf } from '../cake/graph.ts';
import type { Recipe } from '../cake/recipe.ts';
import type { Engine } from '../engine/engine.ts';
import type { Line } from '../line/line.ts';
import { medianOf } from './statistics.ts';

/** Work and nothing else: one ingredient, one station, one product. */
const KERNEL: Recipe = {
  name: 'kernel',
  ingredients: { start: 's', end: 'e' },
  stations: [{ name: 'kernel', needs: { start: 1 }, makes: 'end', workUs: 10_000 }],
};

const WARM_UPS = 3;

/** Measures again and again, so that a neighbour who comes and goes is noticed. */
export interface CapacityMeter {
  /** One more pair of measurements. */
  sample(): Promise<void>;
  /** The median of the last so many pairs, or of all: 1 up to the number of threads. */
  capacity(last?: number): number;
}

/**
 * The time of one kernel alone, times the number of threads, by the time of as many kernels at once. Two processors that
 * share one core show about 1.2.
 *
 * @param pool an engine that runs the parts of a line at once, each on a thread of its own
 * @param threads how many threads the pool has
 */
export function capacityMeter(pool: Engine, threads: number, iterationsPerUs: number): CapacityMeter {
  const graph = graphOf(KERNEL, 'kernel');
  const lineFor = (kernels: number) =>
    lineOf(graph, { cakes: kernels, seed: 1, delivery: 'order' }, { iterationsPerUs, parts: kernels });
  const alone = lineFor(1);
  const together = lineFor(threads);
  const ratios: number[] = [];
  let warm = false;
  return {
    async sample() {
      if (threads === 1) return;
      if (!warm) {
        // The first runs start the threads, and warm the kernel up in each of them.
        for (let i = 0; i < WARM_UPS; i++) await pool.run(together);
        warm = true;
      }
      const lines = ratios.length % 2 === 0 ? [alone, together] : [together, alone];
      const times = new Map<Line, number>();
      for (const line of lines) times.set(line, (await pool.run(line)).wallMs);
      ratios.push((threads * (times.get(alone) ?? 0)) / (times.get(together) ?? 1));
    },
    capacity: (last = ratios.length) =>
      ratios.length === 0 ? 1 : Math.min(threads, Math.max(1, medianOf(ratios.slice(-last)))),
  };
}
