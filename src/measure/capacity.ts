/** The measured parallel capacity: how many threads that compute really run at once on this machine. */
import type { Engine } from '../engine/engine.ts';
import type { Line } from '../line/line.ts';
import { kernelLine } from './kernel-line.ts';
import { medianOf } from './statistics.ts';

/** How long one kernel computes. */
const KERNEL_US = 10_000;
const WARM_UPS = 3;

/** Measures again and again, so that the figure follows what else runs on the machine. */
export interface CapacityMeter {
  /** One more pair of measurements. */
  sample(): Promise<void>;
  /** The median of the last `last` pairs, or of all: 1 up to the number of threads. */
  capacity(last?: number): number;
}

/**
 * The time of one kernel alone, times the number of threads, by the time of as many kernels at once. Two logical processors
 * that share one core show about 1.2.
 *
 * @param pool an engine that runs the parts of a line at once, each on a thread of its own
 * @param threads how many threads the pool has
 */
export function capacityMeter(pool: Engine, threads: number, iterationsPerUs: number): CapacityMeter {
  const lineFor = (kernels: number) => kernelLine(kernels, Math.round(KERNEL_US * iterationsPerUs));
  const alone = lineFor(1);
  const together = lineFor(threads);
  const ratios: number[] = [];
  let warm = false;
  return {
    async sample() {
      if (threads === 1) return;
      if (!warm) {
        // The first runs start the threads, and warm up the kernel in each of them.
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
