/** A placement, and how busy it keeps each thread. */
import { checkLoads, type Loads } from './loads.ts';

/** Which stations share a thread, as planned from the loads of a run. */
export interface PlannedPlacement {
  /**
   * For each thread the places of its stations, in ascending order. The threads are in the order of their first place, and each
   * has a station.
   */
  readonly groups: readonly (readonly number[])[];
  /** How long each thread is busy in one whole run, in microseconds, 0 or more. */
  readonly threadUs: readonly number[];
  /** How many items cross between threads in one whole run. */
  readonly crossing: number;
}

/**
 * The figures of a given placement. A thread is as busy as its stations, and for each of their items as a call or as its end of
 * the crossing.
 *
 * @param groups the places of the stations on each thread, in any order: each place once, and no thread without one
 * @returns the same placement, in the order of `PlannedPlacement`
 * @throws RangeError when the loads are not valid, or the groups do not hold each place once
 */
export function placementOf(loads: Loads, groups: readonly (readonly number[])[]): PlannedPlacement {
  checkLoads(loads);
  checkGroups(groups, loads.busyUs.length);
  const inOrder = groups
    .map((group) => group.toSorted((one, other) => one - other))
    .sort(([one = 0], [other = 0]) => one - other);
  const threadOf = loads.busyUs.map((_, place) => inOrder.findIndex((group) => group.includes(place)));
  const threadUs = inOrder.map((group) => group.reduce((sum, place) => sum + (loads.busyUs[place] ?? 0), 0));
  const add = (place: number, us: number): void => {
    const thread = threadOf[place] ?? 0;
    threadUs[thread] = (threadUs[thread] ?? 0) + us;
  };
  let crossing = 0;
  for (const { from, to, items, sendUs, takeUs, callUs } of loads.edges) {
    if (threadOf[from] === threadOf[to]) {
      add(from, items * callUs);
      continue;
    }
    add(from, items * sendUs);
    add(to, items * takeUs);
    crossing += items;
  }
  return { groups: inOrder, threadUs, crossing };
}

function checkGroups(groups: readonly (readonly number[])[], stations: number): void {
  const found = new Set<number>();
  groups.forEach((group, thread) => {
    if (group.length === 0) fail(`expected a station on thread ${thread}, found none`);
    for (const place of group) {
      if (!Number.isInteger(place) || place < 0 || place >= stations)
        fail(`expected places from 0 to ${stations - 1} on thread ${thread}, found ${place}`);
      if (found.has(place)) fail(`expected place ${place} on one thread, found it again on thread ${thread}`);
      found.add(place);
    }
  });
  for (let place = 0; place < stations; place++)
    if (!found.has(place)) fail(`expected place ${place} on a thread, found it on none`);
}

function fail(what: string): never {
  throw new RangeError(`Cannot place: ${what}`);
}
