/** The outcome of a comparison: every sentence, colour and field that says who is faster comes from here. */
import type { Interval } from './samples.ts';

/**
 * - `wins`, `loses`: the whole interval lies on one side, and by more than the margin.
 * - `unclear`: anything else. Nothing may be said about a cause.
 * - `not-trusted`: the whole interval lies above the limit, which is not possible. So something is wrong with the measurement.
 */
export type Outcome = 'wins' | 'loses' | 'unclear' | 'not-trusted';

/**
 * A speedup between 1 / 1.03 and 1.03 is no difference that counts. Where the compiler and the memory happen to place code and
 * data moves a figure by as much, in every round of a process: Curtsinger and Berger, "Stabilizer: Statistically Sound
 * Performance Evaluation", ASPLOS 2013.
 */
export const MARGIN = 1.03;
/** How far above the limit an interval may begin. The limit is measured too, and has its own noise. */
const BEYOND = 1.1;
/** The confidence of five rounds. With fewer the interval says too little. */
const LEAST_CONFIDENCE = 0.93;

/** Whether there were too few rounds to say anything. */
export function isTooFew({ confidence }: Pick<Interval, 'confidence'>): boolean {
  return confidence < LEAST_CONFIDENCE;
}

/**
 * @param ratio of the times in each round: above 1 the engine in question is faster
 * @param limit the largest ratio that is possible
 */
export function outcomeOf(ratio: Interval, limit = Number.POSITIVE_INFINITY): Outcome {
  if (isTooFew(ratio)) return 'unclear';
  if (ratio.low > limit * BEYOND) return 'not-trusted';
  // Where the limit is 1, as for one thread that works, a win is noise too.
  if (ratio.low > MARGIN) return limit > MARGIN ? 'wins' : 'unclear';
  return ratio.high < 1 / MARGIN ? 'loses' : 'unclear';
}

/** The outcome where both run the same code in the same way: a gain is chance, and no mistake of the measurement. */
export function outcomeOfSame(ratio: Interval): Outcome {
  return outcomeOf(ratio) === 'loses' ? 'loses' : 'unclear';
}
