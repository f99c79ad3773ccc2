/** The calibration: how fast the kernel runs on this machine. Measured once, then used for every engine. */
import { kernel } from '../../line/kernel.ts';
import type { Clock } from '../../platform/platform.ts';

/** The least time of one trial, in milliseconds: long enough for the clock, and short enough to be undisturbed now and then. */
const TRIAL_MS = 4;
/** The clock of a browser moves in steps of up to a millisecond: a trial has so many of them at least. */
const STEPS = 50;
const TRIALS = 7;
/** So many trials that are long enough end the search for a number of iterations: one alone may have been disturbed. */
const LONG_TRIALS = 3;

/**
 * Measures how many iterations of the kernel an undisturbed core does in a microsecond.
 *
 * It takes the best of several trials, since a disturbance can only make a trial slower.
 *
 * @returns iterations per microsecond, above 0
 * @throws NoWebAssemblyError where there is no WebAssembly
 */
export function calibrate(clock: Clock): number {
  let iterations = 1000;
  let check = 0;
  const timeMs = (): number => {
    const beganMs = clock.nowMs();
    check ^= kernel(iterations, check);
    return clock.nowMs() - beganMs;
  };
  const bestOf = (trials: number): number => Math.min(...Array.from({ length: trials }, timeMs));
  const leastMs = Math.max(TRIAL_MS, STEPS * stepMs(clock));
  // The trials that are too short also warm up the kernel.
  while (bestOf(LONG_TRIALS) < leastMs) iterations *= 2;
  return iterations / (bestOf(TRIALS) * 1000);
}

/** The smallest step in which a clock moves, of a few. In milliseconds, above 0. */
export function stepMs({ nowMs }: Clock): number {
  let least = Number.POSITIVE_INFINITY;
  for (let steps = 0, lastMs = nowMs(); steps < 5; steps++) {
    let ms = nowMs();
    while (ms <= lastMs) ms = nowMs();
    least = Math.min(least, ms - lastMs);
    lastMs = ms;
  }
  return least;
}
