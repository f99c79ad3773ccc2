/** Times that a coarse clock does not show well enough to compare them with anything. */
import type { Experiment } from '../messages.ts';

/** A time of so many steps of the clock is known to a tenth. */
const LEAST_STEPS = 10;

/** The least time that this clock shows well enough to be compared, in milliseconds. */
export function leastMs({ clockStepMs }: Pick<Experiment, 'clockStepMs'>): number {
  return LEAST_STEPS * clockStepMs;
}

export function isTooShort(found: Pick<Experiment, 'clockStepMs' | 'wallMs'>): boolean {
  return found.wallMs.median < leastMs(found);
}
