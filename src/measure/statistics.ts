/** Samples and what can be said of them. */
import { binomialDistribution, max, median, min } from 'simple-statistics';

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

/** A median, and between which of the samples the true one lies. */
export interface Interval extends Spread {
  /** How sure that is: 0 to 1. */
  readonly confidence: number;
}

const WANTED_CONFIDENCE = 0.95;

/**
 * The median with an interval from order statistics, which asks nothing of how the samples are distributed: of n samples
 * each lies below the true median as a coin falls, so that the k-th lowest and the k-th highest hold it between them
 * unless fewer than k of n coins fall on one side. The narrowest such interval that is sure enough, or the widest there is.
 *
 * @param samples at least one
 * @throws Error when there is none
 */
export function intervalOf(samples: readonly number[]): Interval {
  const sorted = samples.toSorted((one, other) => one - other);
  const coins = binomialDistribution(sorted.length, 0.5) ?? [];
  let outside = 0;
  let k = 0;
  let confidence = 0;
  while (k < sorted.length / 2) {
    outside += 2 * (coins[k] ?? 0);
    if (k > 0 && 1 - outside < WANTED_CONFIDENCE) break;
    confidence = Math.max(0, 1 - outside);
    k++;
  }
  return {
    median: medianOf(sorted),
    low: sorted[k - 1] ?? Number.NaN,
    high: sorted[sorted.length - k] ?? Number.NaN,
    confidence,
  };
}
