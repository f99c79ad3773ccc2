/** How fast this machine's kernel is: once per run, then the same number for every engine. */
import { kernel } from '../line/kernel.ts';
import type { Clock } from '../platform/platform.ts';

/** Long enough for the clock, short enough to find a moment without a neighbour. */
const TRIAL_MS = 4;
const TRIALS = 7;

/**
 * Iterations of the kernel per microsecond of an undisturbed core.
 *
 * The best of several trials: whatever disturbs a trial only makes it slower.
 */
export function calibrate(clock: Clock): number {
  let iterations = 1000;
  let check = 0;
  const timeMs = (): number => {
    const beganMs = clock.nowMs();
    check ^= kernel(iterations, check);
    return clock.nowMs() - beganMs;
  };
  // Doubling warms the kernel up too.
  while (timeMs() < TRIAL_MS) iterations *= 2;
  const bestMs = Math.min(...Array.from({ length: TRIALS }, timeMs));
  return iterations / (bestMs * 1000);
}
