/** How fast a line is with a placement, as predicted from its loads. */
import type { Loads } from './loads.ts';
import { type PlannedPlacement, placementOf } from './planned-placement.ts';

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

/**
 * How much faster a line is with a placement than with all its stations on one thread.
 *
 * @param capacity as for `predictedUs`
 * @returns 0 or more: below 1 where the placement is slower, Infinity where only the calls on one thread take time, and 1 where
 *   nothing does
 * @throws RangeError as `predictedUs` and `placementOf` do
 */
export function predictedSpeedup(loads: Loads, placement: PlannedPlacement, capacity: number): number {
  const together = placementOf(loads, [loads.busyUs.map((_, place) => place)]);
  const [alone, planned] = [predictedUs(together, capacity), predictedUs(placement, capacity)];
  return alone === planned ? 1 : alone / planned;
}
