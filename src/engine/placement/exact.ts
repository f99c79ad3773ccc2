/**
 * The best placement of a few stations, by dynamic programming over sets of stations.
 *
 * What a thread is busy depends on its own stations alone. So the best placement of a set on n threads is one group of it on the
 * first thread, and the best placement of the rest on n - 1 threads. The group on the first thread is the one with the first
 * station of the set, so that no placement is looked at twice.
 *
 * A set of stations is a number whose bits stand for the places, the first place highest. So the groups of a set in falling order
 * are in the canonical order: first those with the earliest stations.
 *
 * Source: Held and Karp, "A Dynamic Programming Approach to Sequencing Problems", Journal of the Society for Industrial and
 * Applied Mathematics 10 (1962), which goes through all sets of jobs in this way.
 */
import { type Costs, SAME } from './costs.ts';

/** The tables have an entry for each set of stations. */
const MOST_STATIONS = 16;
/** Two walks of as many steps take some ten milliseconds. */
const MOST_STEPS = 3_000_000;

/** Whether the best placement is found in a few dozen milliseconds. */
export function isFew(stations: number, threads: number): boolean {
  return stations <= MOST_STATIONS && stepsOf(stations, Math.min(stations, threads)) <= MOST_STEPS;
}

/** How many pairs of a set and a group of it are looked at: for the whole line, and for each thread between the first and the last. */
function stepsOf(stations: number, threads: number): number {
  return 2 ** (stations - 1) + (Math.max(0, threads - 2) * 3 ** (stations - 1)) / 2;
}

/** For each set of stations, if it is the group of one thread. */
interface Groups {
  /** How long the thread is busy, in microseconds. */
  readonly us: Float64Array;
  /** How many items go from one of its stations to another. */
  readonly items: Float64Array;
}

/** For each set of stations, its best placement on some threads of which none is too busy. */
interface Placed {
  /** How many items stay on a thread; -1 where each placement has a thread that is too busy. */
  readonly items: Float64Array;
  /** How many threads it takes. */
  readonly threads: Uint8Array;
}

/**
 * The groups of the best placement: first the lightest, of those the one with the fewest crossing items, then the fewest
 * threads, then the canonical order.
 *
 * @param threads 1 or more
 */
export function exactGroups(costs: Costs, threads: number): number[][] {
  const stations = costs.ownUs.length;
  const all = 2 ** stations - 1;
  const groups = groupsOf(costs);
  const mostUs = leastUs(groups.us, all, Math.min(threads, stations)) * (1 + SAME);
  const layers = layersOf(groups, all, Math.min(threads, stations), mostUs);
  const found: number[][] = [];
  let set = all;
  for (const rest of layers.toReversed()) {
    if (set === 0) break;
    const { group } = bestSplit(set, groups, rest, mostUs);
    found.push(placesOf(group, stations));
    set ^= group;
  }
  return found;
}

function placesOf(set: number, stations: number): number[] {
  return Array.from({ length: stations }, (_, place) => place).filter((place) => (set & bitOf(place, stations)) !== 0);
}

function bitOf(place: number, stations: number): number {
  return 1 << (stations - 1 - place);
}

function groupsOf({ ownUs, links }: Costs): Groups {
  const sets = 2 ** ownUs.length;
  const us = new Float64Array(sets);
  const items = new Float64Array(sets);
  const stations = ownUs.map((own, place) => ({ own, bit: bitOf(place, ownUs.length) }));
  const bits = links.map((link) => ({
    ...link,
    one: bitOf(link.one, ownUs.length),
    other: bitOf(link.other, ownUs.length),
  }));
  for (let set = 0; set < sets; set++) {
    // Only sums, no differences: what is equal without rounding stays equal but for the last digits.
    let sumUs = 0;
    let inside = 0;
    for (const { own, bit } of stations) if ((set & bit) !== 0) sumUs += own;
    for (const link of bits) {
      const one = (set & link.one) !== 0;
      const other = (set & link.other) !== 0;
      if (one && other) {
        sumUs += link.togetherUs;
        inside += link.items;
      } else if (one) sumUs += link.oneUs;
      else if (other) sumUs += link.otherUs;
    }
    us[set] = sumUs;
    items[set] = inside;
  }
  return { us, items };
}

/** How long the most loaded thread of the lightest placement is busy. */
function leastUs(us: Float64Array, all: number, threads: number): number {
  if (threads === 1) return us[all] ?? 0;
  let rest = us;
  for (let n = 2; n < threads; n++) {
    // The rest never has the first place of all, which has the highest bit.
    const next = new Float64Array((all + 1) / 2);
    for (let set = 1; set < next.length; set++) next[set] = leastSplitUs(set, us, rest);
    rest = next;
  }
  return leastSplitUs(all, us, rest);
}

/** Of a set with a group of it on a thread, and the others as light as they can be. */
function leastSplitUs(set: number, us: Float64Array, rest: Float64Array): number {
  const first = firstOf(set);
  const others = set ^ first;
  let least = Number.POSITIVE_INFINITY;
  for (let joined = others; ; joined = (joined - 1) & others) {
    const groupUs = us[first | joined] ?? 0;
    const restUs = rest[others ^ joined] ?? 0;
    const heaviestUs = groupUs > restUs ? groupUs : restUs;
    if (heaviestUs < least) least = heaviestUs;
    if (joined === 0) return least;
  }
}

/** The best placements without the first thread of all, on no thread, on one and so on. */
function layersOf(groups: Groups, all: number, threads: number, mostUs: number): Placed[] {
  const sets = (all + 1) / 2;
  let rest: Placed = { items: new Float64Array(sets).fill(-1), threads: new Uint8Array(sets) };
  rest.items[0] = 0;
  const layers = [rest];
  for (let n = 1; n < threads; n++) {
    const next: Placed = { items: new Float64Array(sets), threads: new Uint8Array(sets) };
    for (let set = 1; set < sets; set++) {
      const best = n === 1 ? onOneThread(set, groups, mostUs) : bestSplit(set, groups, rest, mostUs);
      next.items[set] = best.items;
      next.threads[set] = best.threads;
    }
    layers.push(next);
    rest = next;
  }
  return layers;
}

interface Split {
  /** Who is on the first thread. */
  readonly group: number;
  readonly items: number;
  readonly threads: number;
}

function onOneThread(set: number, { us, items }: Groups, mostUs: number): Split {
  return { group: set, items: (us[set] ?? 0) <= mostUs ? (items[set] ?? 0) : -1, threads: 1 };
}

/** The first in the canonical order of the best ones. */
function bestSplit(set: number, { us, items }: Groups, rest: Placed, mostUs: number): Split {
  const first = firstOf(set);
  const others = set ^ first;
  let group = 0;
  let most = -1;
  let fewest = 0;
  for (let joined = others; ; joined = (joined - 1) & others) {
    if ((us[first | joined] ?? 0) <= mostUs) {
      const left = others ^ joined;
      const restItems = rest.items[left] ?? -1;
      const inside = restItems === -1 ? -1 : (items[first | joined] ?? 0) + restItems;
      const threads = 1 + (rest.threads[left] ?? 0);
      if (inside > most || (inside === most && threads < fewest)) {
        group = first | joined;
        most = inside;
        fewest = threads;
      }
    }
    if (joined === 0) return { group, items: most, threads: fewest };
  }
}

function firstOf(set: number): number {
  return 1 << (31 - Math.clz32(set));
}
