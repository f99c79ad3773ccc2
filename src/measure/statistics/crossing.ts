/** The measured break-even: where a curve through noisy speedups crosses 1, as an interval. */
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { sampleWithReplacement } from 'simple-statistics';
import { isotonicOf } from './isotonic.ts';
import { MARGIN } from './outcome.ts';
import { medianOf } from './samples.ts';

/** All grains are in microseconds of work per item. */
export type Crossing =
  /** Threads win even with no work. */
  | { readonly kind: 'always' }
  /**
   * Below `lowUs` threads lose, above `highUs` they win, and between the two this run does not show which. `medianUs` is where
   * the curve through the medians crosses 1. All are above 0.
   */
  | { readonly kind: 'between'; readonly lowUs: number; readonly medianUs: number; readonly highUs: number }
  /** Above `highUs` threads win, perhaps with any amount of work. */
  | { readonly kind: 'at-most'; readonly highUs: number }
  /** Below `lowUs` threads lose, perhaps up to the largest grain. */
  | { readonly kind: 'at-least'; readonly lowUs: number }
  /** Threads lose with every grain that was measured. */
  | { readonly kind: 'never'; readonly upToUs: number }
  /** Too few sweeps for an interval: only the crossing of their medians, which is null if there is none. */
  | { readonly kind: 'no-interval'; readonly sweeps: number; readonly medianUs: number | null }
  /** Noise hides it. */
  | { readonly kind: 'not-shown' };

export interface Speedups {
  /** Ascending from 0. Microseconds. */
  readonly grainsUs: readonly number[];
  /** The speedup at each of the grains, above 0: one list for each sweep, one sweep or more. */
  readonly sweeps: readonly (readonly number[])[];
  /** What it costs to move an item on one thread, in microseconds, 0 or more. It gives the curve its form between two grains. */
  readonly callUs: number;
}

/** With five sweeps an interval can reach 94 %, with four only 88 %: the true median lies outside all of n with 2 / 2^n. */
export const LEAST_SWEEPS = 5;
/** From the low end to the high end. A wider interval does not even name the order of magnitude. */
const WIDEST_FACTOR = 100;
/** One less than a thousand, so that the 2.5 % and 97.5 % quantiles are the 25th resample from either end. */
const RESAMPLES = 999;
const PLACE = 25;
const SEED = 1;

/**
 * The break-even, and the interval in which it lies with a confidence of about 95 %.
 *
 * The curve is an isotonic regression on the logarithms of the median speedups: more work per item never makes threads worse, so
 * that a fall is noise. Between two grains it is the model's curve through both points, where 1 / speedup is a straight line over
 * 1 / (grain + call).
 *
 * The interval is a bootstrap. Each resample draws as many sweeps as there are, with replacement, and fits the curve again. It
 * draws whole sweeps, because the runs of a sweep share a process. The low end is the 2.5 % quantile of the grains where these
 * curves reach 1 / margin, the high end the 97.5 % quantile of the grains where they reach the margin. So the grains below the
 * interval lose and those above it win, as `outcomeOf` has it, and what moves all sweeps alike (the place of code in memory, the
 * form of the curve between two grains) stays inside the interval as long as it is smaller than the margin. Resamples of n sweeps
 * vary less than sweeps do, by sqrt((n - 1) / n): each deviation from the fitted medians is enlarged by as much.
 *
 * Nothing is shown on this run if there are fewer than five sweeps, if the interval is open at both ends, or if it is wider than
 * a factor of 100. For this, an open end counts as the least grain above 0, or as the largest grain.
 *
 * Sources: Dilleen, Heimann and Hirsch, "Non-parametric estimators of a monotonic dose-response curve and bootstrap confidence
 * intervals", Statistics in Medicine 22 (2003), for the curve and its interval. Hesterberg, "What Teachers Should Know About the
 * Bootstrap", The American Statistician 69 (2015), for resamples that vary too little.
 *
 * @param margin the least speedup that counts as one, 1 or more
 */
export function crossingOf({ grainsUs, sweeps, callUs }: Speedups, margin = MARGIN): Crossing {
  const logs = sweeps.map((sweep) => sweep.map(Math.log));
  const medians = mediansOf(logs);
  const reachUs = (curve: readonly number[], speedup: number): number => reachedUs(curve, speedup, grainsUs, callUs);
  const medianUs = finite(reachUs(isotonicOf(medians), 1));
  if (sweeps.length < LEAST_SWEEPS) return { kind: 'no-interval', sweeps: sweeps.length, medianUs };
  const curves = resampled(logs, medians);
  const ascending = (speedup: number): number[] =>
    curves.map((curve) => reachUs(curve, speedup)).toSorted((one, other) => one - other);
  const lowUs = ascending(1 / margin).at(PLACE - 1) ?? Number.NaN;
  const highUs = ascending(margin).at(-PLACE) ?? Number.NaN;
  const mostUs = grainsUs.at(-1) ?? 0;
  if (highUs === 0) return { kind: 'always' };
  if (lowUs === Number.POSITIVE_INFINITY) return { kind: 'never', upToUs: mostUs };
  const leastUs = grainsUs.find((grainUs) => grainUs > 0) ?? mostUs;
  const open = lowUs === 0 && highUs === Number.POSITIVE_INFINITY;
  if (open || Math.min(highUs, mostUs) > WIDEST_FACTOR * Math.max(lowUs, leastUs)) return { kind: 'not-shown' };
  if (lowUs === 0) return { kind: 'at-most', highUs };
  if (highUs === Number.POSITIVE_INFINITY || medianUs === null) return { kind: 'at-least', lowUs };
  return { kind: 'between', lowUs, medianUs, highUs };
}

/** The median of each column. */
function mediansOf(rows: readonly (readonly number[])[]): number[] {
  return (rows[0] ?? []).map((_, column) => medianOf(rows.map((row) => row[column] ?? Number.NaN)));
}

/** The curves of all resamples, each as the logarithm of the speedup at each grain. */
function resampled(logs: readonly (readonly number[])[], medians: readonly number[]): number[][] {
  const generator = xoroshiro128plus(SEED);
  const random = (): number => uniformFloat64(generator);
  const count = logs.length;
  const enlarged = Math.sqrt(count / (count - 1));
  return Array.from({ length: RESAMPLES }, () => {
    const drawn = mediansOf(sampleWithReplacement([...logs], count, random));
    return isotonicOf(medians.map((median, i) => median + enlarged * ((drawn[i] ?? median) - median)));
  });
}

/**
 * The least grain at which a curve reaches a speedup.
 *
 * @param curve the logarithm of the speedup at each grain, never falling
 * @returns microseconds; 0 if the first point reaches it, infinity if none does
 */
function reachedUs(curve: readonly number[], speedup: number, grainsUs: readonly number[], callUs: number): number {
  const i = curve.findIndex((log) => log >= Math.log(speedup));
  const [fromLog, toLog, fromUs, toUs] = [curve[i - 1], curve[i], grainsUs[i - 1], grainsUs[i]];
  if (i === 0) return 0;
  if (fromLog === undefined || toLog === undefined || fromUs === undefined || toUs === undefined)
    return Number.POSITIVE_INFINITY;
  const [from, to] = [fromUs + callUs, toUs + callUs];
  const [slow, fast] = [Math.exp(-fromLog), Math.exp(-toLog)];
  // The straight line through (1 / from, slow) and (1 / to, fast), without a division by a `from` of 0.
  const reached = ((slow - fast) * from * to) / ((1 / speedup - fast) * (to - from) + (slow - fast) * from);
  return reached - callUs;
}

function finite(us: number): number | null {
  return Number.isFinite(us) ? us : null;
}
