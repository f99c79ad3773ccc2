/** Times on one thread beside those on threads. */
import { medianOf } from '../../../measure/statistics/samples.ts';
import { type Gain, gainOf } from './gain.ts';

/** Medians, in the unit of the samples. */
export interface Compared {
  readonly one: number;
  readonly threads: number;
  /** How many times as fast the threads are, round by round. */
  readonly gain: Gain;
}

/** @param samples the times of one thread, and those of threads, by round: one round or more */
export function compared([one = [], threads = []]: readonly (readonly number[])[]): Compared {
  return { one: medianOf(one), threads: medianOf(threads), gain: gainOf(one, threads) };
}
