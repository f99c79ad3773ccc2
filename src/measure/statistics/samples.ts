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

/** The median of the samples, and an interval in which the true median lies with some confidence. */
export interface Interval extends MedianAndRange {
  /** The probability that such an interval contains the true median, 0 to 1. */
  readonly confidence: number;
}

/** The confidence of an interval from 6 samples or more. */
export const CONFIDENCE = 0.95;
/** With fewer samples no interval reaches that confidence. */
export const LEAST_SAMPLES = 6;

/**
 * The median with a confidence interval from order statistics. It makes no assumption about the distribution, so that a few
 * runs that were disturbed do not widen it.
 *
 * A sample lies below the true median with a probability of 1/2, like a coin that falls on heads. So the true median lies
 * between the k-th lowest and the k-th highest of n samples, unless fewer than k of n coins fall on heads, or on tails:
 *
 *     confidence of k = 1 - 2 x P(X < k),   X binomial with n and 1/2
 *
 * These confidences are far apart. So the interval lies between that of k, which has more than the wanted confidence, and that
 * of k + 1, which has less. With I = (confidence of k - wanted) / (confidence of k - confidence of k + 1), its ends lie at
 * the share (n - k) I / (k + (n - 2k) I) of the way from one sample to the next.
 *
 * With fewer than 6 samples the interval goes from the lowest to the highest sample, with the confidence that this has.
 *
 * Sources: David and Nagaraja, "Order Statistics", 3rd edition (2003), section 7.1. Hettmansperger and Sheather, "Confidence
 * intervals based on interpolated order statistics", Statistics and Probability Letters 4 (1986), for the way between.
 *
 * @param samples one or more, independent of each other
 * @throws Error when there is none
 */
export function intervalOf(samples: readonly number[]): Interval {
  const sorted = samples.toSorted((one, other) => one - other);
  const median = medianOf(sorted);
  const n = sorted.length;
  const confidences = confidencesOf(n);
  const k = confidences.findLastIndex((confidence) => confidence >= CONFIDENCE) + 1;
  const lowest = (place: number): number => sorted[place - 1] ?? median;
  const highest = (place: number): number => sorted[n - place] ?? median;
  if (k === 0) return { median, low: lowest(1), high: highest(1), confidence: confidences[0] ?? 0 };
  const more = confidences[k - 1] ?? CONFIDENCE;
  const less = confidences[k] ?? 0;
  const between = (more - CONFIDENCE) / (more - less);
  const share = ((n - k) * between) / (k + (n - 2 * k) * between);
  return {
    median,
    low: (1 - share) * lowest(k) + share * lowest(k + 1),
    high: (1 - share) * highest(k) + share * highest(k + 1),
    confidence: CONFIDENCE,
  };
}

/** For k = 1, 2, ...: the probability that the true median lies between the k-th lowest and the k-th highest of n samples. */
function confidencesOf(n: number): number[] {
  const coins = binomialDistribution(n, 0.5) ?? [];
  const confidences: number[] = [];
  let outside = 0;
  for (let k = 1; k <= n / 2; k++) {
    outside += 2 * (coins[k - 1] ?? 0);
    confidences.push(Math.max(0, 1 - outside));
  }
  return confidences;
}

/**
 * The ratios of two lists, round by round. A machine that is slow in one round slows down both runs of that round.
 *
 * @param others as many as there are in the first list, or more
 */
export function pairedRatios(ones: readonly number[], others: readonly number[]): number[] {
  return ones.map((one, round) => one / (others[round] ?? Number.NaN));
}

/**
 * The ratio of two figures whose samples cannot be paired, as those of two programs. Its interval is the widest that the two
 * intervals allow.
 */
export function ratioOf(one: Interval, other: Interval): Interval {
  return {
    median: one.median / other.median,
    low: one.low / other.high,
    high: one.high / other.low,
    confidence: Math.min(one.confidence, other.confidence),
  };
}
