/** Every placement of a few stations, and the best of them: what a planner has to find. */
import type { Loads } from '../../../src/engine/placement/loads.ts';

/** What is compared, in this order: less is better, of `threads` also the order of the threads. */
export interface Figures {
  readonly heaviestUs: number;
  readonly crossing: number;
  readonly groups: readonly (readonly number[])[];
}

/** Calls `visit` with the thread of each station for every placement on at most so many threads. */
function visitPlacements(stations: number, threads: number, visit: (threadOf: readonly number[]) => void): void {
  const threadOf: number[] = [];
  const place = (used: number): void => {
    if (threadOf.length === stations) {
      visit(threadOf);
      return;
    }
    for (let thread = 0; thread < Math.min(used + 1, threads); thread++) {
      threadOf.push(thread);
      place(Math.max(used, thread + 1));
      threadOf.pop();
    }
  };
  place(0);
}

/** The best placement of whole loads, found by looking at all of them. */
export function bestOfAll(loads: Loads, threads: number): Figures {
  let best: Figures | null = null;
  visitPlacements(loads.busyUs.length, threads, (threadOf) => {
    const found = figuresOf(loads, threadOf);
    // Most are heavier: their groups are never made.
    if (best !== null && found.heaviestUs > best.heaviestUs) return;
    const figures = { ...found, groups: groupsOf(threadOf) };
    if (best === null || isBetter(figures, best)) best = figures;
  });
  return best ?? { heaviestUs: 0, crossing: 0, groups: [] };
}

/** How long the most loaded thread is busy, and how many items cross. */
export function figuresOf(
  { busyUs, edges }: Loads,
  threadOf: readonly number[],
): Pick<Figures, 'heaviestUs' | 'crossing'> {
  const us = new Array<number>(1 + Math.max(...threadOf)).fill(0);
  const add = (place: number, more: number): void => {
    const thread = threadOf[place] ?? 0;
    us[thread] = (us[thread] ?? 0) + more;
  };
  let crossing = 0;
  for (const [place, busy] of busyUs.entries()) add(place, busy);
  for (const { from, to, items, sendUs, takeUs, callUs } of edges) {
    const together = threadOf[from] === threadOf[to];
    add(from, items * (together ? callUs : sendUs));
    if (!together) add(to, items * takeUs);
    if (!together) crossing += items;
  }
  return { heaviestUs: Math.max(...us), crossing };
}

function groupsOf(threadOf: readonly number[]): number[][] {
  return [...new Set(threadOf)].map((thread) => [...threadOf.keys()].filter((place) => threadOf[place] === thread));
}

function isBetter(one: Figures, other: Figures): boolean {
  if (one.heaviestUs !== other.heaviestUs) return one.heaviestUs < other.heaviestUs;
  if (one.crossing !== other.crossing) return one.crossing < other.crossing;
  if (one.groups.length !== other.groups.length) return one.groups.length < other.groups.length;
  return orderOf(one) > orderOf(other);
}

/** For each thread a word with a 1 for each station on it: the larger words have the earlier stations. */
function orderOf({ groups }: Figures): string {
  const stations = groups.flat().length;
  return groups
    .map((group) => Array.from({ length: stations }, (_, place) => (group.includes(place) ? '1' : '0')).join(''))
    .join(' ');
}
