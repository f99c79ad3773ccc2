/**
 * The parallel capacity, as measured: how many threads really run at once on this machine.
 *
 * It depends on the code. Two logical processors of one core share what executes code. They may run two arithmetic kernels at
 * almost twice the speed of one, and two loops that resume coroutines at little more than once. So there are two capacities.
 */
import type { Engine } from '../../engine/engine.ts';
import type { Line } from '../../line/line.ts';
import { medianOf } from '../statistics/samples.ts';
import { kernelLine } from './kernel-line.ts';
import { resumingLine } from './resuming-line.ts';

/** How long one kernel computes, in microseconds. */
const KERNEL_US = 10_000;
/** How often a coroutine is resumed: about as long. */
const RESUMES = 200_000;
const WARM_UPS = 3;

/** What the threads do: compute, or resume coroutines. */
export type Code = 'computing' | 'resuming';

/** How many threads really run at once, for each code: 1 to the number of cores. */
export type ParallelCapacity = Readonly<Record<Code, number>>;

/** Measures a parallel capacity repeatedly, since other programs on the machine change it. */
export interface CapacityMeter {
  /** Measures once more: one thread alone, and all together. */
  sample(): Promise<void>;
  /** The median of the last `last` samples, or of all: 1 to the number of threads. It is 1 before the first sample. */
  capacity(last?: number): number;
}

export type CapacityMeters = Readonly<Record<Code, CapacityMeter>>;

/**
 * The formula is threads x (time of one part alone) / (time of one part on each thread at once). Two threads show 2 on two
 * free cores.
 *
 * @param pool an engine that runs the parts of a line at once, each on a thread of its own
 * @param threads how many threads the pool has, 1 or more
 * @param iterationsPerUs from `calibrate`
 */
export function capacityMeters(pool: Engine, threads: number, iterationsPerUs: number): CapacityMeters {
  const meter = (lineFor: (parts: number) => Line): CapacityMeter => capacityMeter(pool, threads, lineFor);
  return {
    computing: meter((parts) => kernelLine(parts, Math.round(KERNEL_US * iterationsPerUs))),
    resuming: meter((parts) => resumingLine(parts, RESUMES)),
  };
}

/** @param lineFor a line with so many equal parts, of which each runs on a thread of its own */
export function capacityMeter(pool: Engine, threads: number, lineFor: (parts: number) => Line): CapacityMeter {
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

/** With less than this share of the cores, two logical cores behave like one. */
const SHARED = 0.75;

/**
 * Says that the cores do less than their number promises; null where they do not.
 *
 * @param cores how many there are, 1 or more
 */
export function sharedCoresText(cores: number, { computing, resuming }: ParallelCapacity): string | null {
  const [verb, capacity] = computing <= SHARED * cores ? ['compute', computing] : ['resume coroutines', resuming];
  if (cores === 1 || capacity > SHARED * cores) return null;
  return `All ${cores} cores together ${verb} only ${capacity.toFixed(2)} times as fast as one: they are probably hyper-threads, of which two share a core, or cores of different speeds, or other programs use them. Threads that do so cannot gain more.`;
}
