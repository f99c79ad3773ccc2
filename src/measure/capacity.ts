/** The parallel capacity, as measured: how many threads that compute really run at once on this machine. */
import type { Engine } from '../engine/engine.ts';
import type { Line } from '../line/line.ts';
import { kernelLine } from './kernel-line.ts';
import { medianOf } from './statistics.ts';

/** How long one kernel computes, in microseconds. */
const KERNEL_US = 10_000;
const WARM_UPS = 3;

/** Measures the parallel capacity repeatedly, since other programs on the machine change it. */
export interface CapacityMeter {
  /** Measures once more: one kernel alone, and all together. */
  sample(): Promise<void>;
  /** The median of the last `last` samples, or of all: 1 to the number of threads. It is 1 before the first sample. */
  capacity(last?: number): number;
}

/**
 * The formula is threads x (time of one kernel alone) / (time of one kernel on each thread at once). Two threads show 2 on
 * two free cores, and about 1.2 on two logical processors of one core.
 *
 * @param pool an engine that runs the parts of a line at once, each on a thread of its own
 * @param threads how many threads the pool has, 1 or more
 * @param iterationsPerUs from `calibrate`
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
        // The first runs start the threads, and warm up the code on each of them.
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
