/** The limit: the largest speedup that an engine could reach on this machine. */
import type { EngineName } from '../engine/engine-table.ts';
import { kindOf, type Workload } from './workload.ts';

/**
 * Sum of the service times / the largest: the speedup of a line in which every station has a core of its own, since no
 * line is faster than its slowest station.
 *
 * @param serviceTimesUs of each station per product of the line, 0 or more
 * @returns 1 or more; Infinity for a line in which no station works or rests
 */
export function lineLimit(serviceTimesUs: readonly number[]): number {
  const largest = Math.max(...serviceTimesUs);
  return largest === 0 ? Number.POSITIVE_INFINITY : serviceTimesUs.reduce((sum, time) => sum + time, 0) / largest;
}

export interface Circumstances {
  readonly workload: Workload;
  /** Of each station per product of the line, under that workload. */
  readonly serviceTimesUs: readonly number[];
  readonly products: number;
  /** How many threads that compute run at once on this machine. */
  readonly parallelCapacity: number;
  /** Threads of the engine that resume coroutines. */
  readonly threads: number;
}

/** The largest possible speedup over the cooperative engine: 1 or more. */
export function limitOf(engine: EngineName, circumstances: Circumstances): number {
  const { workload, serviceTimesUs, products, parallelCapacity, threads } = circumstances;
  const computing = Math.min(parallelCapacity, threads);
  const rests = kindOf(workload, serviceTimesUs) === 'wait-bound';
  switch (engine) {
    case 'cooperative':
      return 1;
    case 'event-loop':
      // On one thread only rests can overlap.
      return rests ? lineLimit(serviceTimesUs) : 1;
    case 'threads':
      // A rest needs no core.
      return rests ? lineLimit(serviceTimesUs) : Math.min(computing, lineLimit(serviceTimesUs));
    case 'pool':
      // There is no slowest station; but one product is made by one thread, which rests by itself.
      return Math.min(rests ? threads : computing, products / Math.ceil(products / threads));
  }
}
