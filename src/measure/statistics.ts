/** Statistics of samples: medians, ranges and confidence intervals. */
import { binomialDistribution, max, median, min } from 'simple-statistics';

/** In the unit of the samples. */
export interface MedianAndRange {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

/**
 * The median, the lowest and the highest of all samples. No sample is left out.
 *
 * @param samples one or more
 * @throws Error when there is none
 */
export function rangeOf(samples: readonly number[]): MedianAndRange {
  const values = [...samples];
  return { median: median(values), low: min(values), high: max(values) };
}

/**
 * The middle sample; of an even number the mean of the two in the middle.
 *
 * @param samples one or more
 * @throws Error when there is none
 */
export function medianOf(samples: readonly number[]): number {
  return median([...samples]);
}

/** The median of the samples, and two samples between which the true median lies with some confidence. */
export interface Interval extends MedianAndRange {
  /** The probability that such an interval contains the true median, 0 to 1. */
  readonly confidence: number;
}

const WANTED_CONFIDENCE = 0.95;

/**
 * The median with a confidence interval from order statistics. It makes no assumption about the distribution.
 *
 * A sample lies below the true median with a probability of 1/2, like a coin that falls on heads. So the true median lies
 * between the k-th lowest and the k-th highest of n samples, unless fewer than k of n coins fall on heads, or on tails:
 *
 *     confidence = 1 - 2 x P(X < k),   X binomial with n and 1/2
 *
 * The function takes the narrowest of these intervals with a confidence of 0.95 or more. With fewer than 6 samples there is
 * none, and it takes the widest, from the lowest to the highest sample.
 *
 * Source: David and Nagaraja, "Order Statistics", 3rd edition (2003), section 7.1.
 *
 * @param samples one or more, independent of each other
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
