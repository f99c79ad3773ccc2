/** The planner: which stations share a thread. */
import { costsOf } from './costs.ts';
import { exactGroups, isFew } from './exact.ts';
import { checkLoads, type Loads } from './loads.ts';
import { type PlannedPlacement, placementOf } from './planned-placement.ts';
import { searchedGroups } from './search.ts';

/**
 * The placement whose most loaded thread is lightest, with what crossing costs. Of those that are equally light it has the fewest
 * crossing items, then the fewest threads, and then those stations on the first thread that come first.
 *
 * For up to 13 stations, and for up to 16 on two threads, it is the best there is; for more it is a good one, which one thread,
 * the heaviest stations first, or a line cut into runs never beat; for more than 256 it is one of those. The same loads always give
 * the same placement.
 *
 * @param threads the most to use, a whole number from 1; the placement has fewer where that is as good
 * @throws RangeError for another number of threads, or loads that are not valid
 */
export function planPlacement(loads: Loads, threads: number): PlannedPlacement {
  if (!Number.isSafeInteger(threads) || threads < 1)
    throw new RangeError(`Cannot plan: expected a whole number of threads from 1, found ${threads}`);
  checkLoads(loads);
  const places = loads.busyUs.map((_, place) => place);
  if (threads === 1) return placementOf(loads, [places]);
  const costs = costsOf(loads);
  return placementOf(
    loads,
    isFew(places.length, threads) ? exactGroups(costs, threads) : searchedGroups(costs, threads),
  );
}
