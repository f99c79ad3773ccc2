/** The limit: the largest speedup that an engine could reach on this machine. */
import type { EngineName } from '../engine/engine-table.ts';
import { kindOf, type Workload } from './workload.ts';

/**
 * The limit of a line in which every station has a core of its own: sum of the service times / largest service time.
 *
 * No line is faster than its slowest station. This is the bottleneck bound of operational analysis: Denning and Buzen, "The
 * Operational Analysis of Queueing Network Models", ACM Computing Surveys 10 (1978).
 *
 * @param serviceTimesUs of each station per product of the line, in microseconds, 0 or more
 * @returns a speedup, 1 or more; Infinity for a line in which no station works or rests
 */
export function lineLimit(serviceTimesUs: readonly number[]): number {
  const largest = Math.max(...serviceTimesUs);
  return largest === 0 ? Number.POSITIVE_INFINITY : serviceTimesUs.reduce((sum, time) => sum + time, 0) / largest;
}

/** By how much two engines on one thread may differ for each item that they forward, in milliseconds: 200 ns. */
const PASSING_MS = 200e-6;
/** No more of the time than this is counted as forwarding: the rest is work. */
const MOST_PASSING = 0.5;

/**
 * How much faster an engine on the same thread can be because it forwards items in another way. It is 1 where the stations work, and
 * more where they have next to nothing to do.
 *
 * @param passed how often an item goes over an edge in a run
 * @param wallMs how long a run takes on one thread, in milliseconds, above 0
 */
export function passingLimit(passed: number, wallMs: number): number {
  return 1 / (1 - Math.min(MOST_PASSING, (passed * PASSING_MS) / wallMs));
}

/** What the limit of an engine depends on. */
export interface LimitInputs {
  readonly workload: Workload;
  /** Of each station per product of the line under that workload, in microseconds. */
  readonly serviceTimesUs: readonly number[];
  /** How many products a run makes, 1 or more. */
  readonly products: number;
  /** The fewest products that can be made apart from the others, 1 or more. */
  readonly lot: number;
  /** How many threads with this kind of code run at once on this machine, 1 or more. */
  readonly parallelCapacity: number;
  /** How many threads of the engine resume coroutines, 1 or more. */
  readonly threads: number;
}

/**
 * The largest speedup over the cooperative engine that an engine can reach.
 *
 * @returns 1 or more
 */
export function limitOf(engine: EngineName, inputs: LimitInputs): number {
  const { workload, serviceTimesUs, parallelCapacity, threads } = inputs;
  const atOnce = Math.min(parallelCapacity, threads);
  const rests = kindOf(workload, serviceTimesUs) === 'wait-bound';
  switch (engine) {
    case 'cooperative':
      return 1;
    case 'event-loop':
      // On one thread only rests can overlap.
      return rests ? lineLimit(serviceTimesUs) : 1;
    case 'threads':
      // A rest needs no core.
      return rests ? lineLimit(serviceTimesUs) : Math.min(atOnce, lineLimit(serviceTimesUs));
    case 'pool':
      // A pool has no slowest station. But each product is made by one thread, which is blocked while it rests.
      return Math.min(rests ? threads : atOnce, lotsAtOnce(inputs));
  }
}

/** How many lots a pool makes at once, on average. Its time is that of the thread with the most whole ones, or more. */
function lotsAtOnce({ products, lot, threads }: LimitInputs): number {
  const whole = Math.floor(products / lot);
  return Math.max(1, Math.ceil(products / lot)) / Math.max(1, Math.ceil(whole / threads));
}
