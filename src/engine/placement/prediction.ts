/** How fast a line is with a placement, as predicted from its loads. */
import type { PlannedPlacement } from './planned-placement.ts';

/**
 * The time of one whole run: that of the most loaded thread, or of all threads together spread over what the machine can do at
 * once. It leaves out waiting for a neighbour, so that a real run takes longer. See measure/model.ts for where this comes from.
 *
 * @param capacity how many of so many threads really run at once on this machine, 1 or more
 * @returns microseconds
 * @throws RangeError for a capacity that is below 1 or no number
 */
export function predictedUs({ threadUs }: PlannedPlacement, capacity: number): number {
  if (!(capacity >= 1)) throw new RangeError(`Cannot predict: expected a parallel capacity from 1, found ${capacity}`);
  const sumUs = threadUs.reduce((sum, us) => sum + us, 0);
  return Math.max(...threadUs, sumUs / capacity);
}
