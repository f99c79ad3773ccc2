/** The calibration: how fast the kernel runs on this machine. Measured once, then used for every engine. */
import { kernel } from '../../line/kernel.ts';
import type { Clock } from '../../platform/platform.ts';

/** The time of one trial, in milliseconds: long enough for the clock, and short enough to be undisturbed now and then. */
const TRIAL_MS = 4;
const TRIALS = 7;

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
  // The trials that are too short also warm up the kernel.
  while (timeMs() < TRIAL_MS) iterations *= 2;
  const bestMs = Math.min(...Array.from({ length: TRIALS }, timeMs));
  return iterations / (bestMs * 1000);
}
