/** Samples and what can be said of them. */
import { max, median, min } from 'simple-statistics';

export interface Spread {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

/**
 * The median, the lowest and the highest of some samples; nothing is left out.
 *
 * @param samples at least one
 * @throws Error when there is none
 */
export function spreadOf(samples: readonly number[]): Spread {
  const values = [...samples];
  return { median: median(values), low: min(values), high: max(values) };
}

/** @throws Error when there is no sample */
export function medianOf(samples: readonly number[]): number {
  return median([...samples]);
}
