/** Where a local search starts: placements that are good for a reason. */
import type { Stations } from './stations.ts';

/** For each station a thread, 0 to the number of threads - 1. */
export type ThreadOfEach = readonly number[];

export interface Seeds {
  /** All stations on one thread: good where crossings cost more than they save. */
  readonly oneThread: ThreadOfEach;
  readonly others: readonly ThreadOfEach[];
}

/** One thread, the heaviest stations first, and the best cuts of two orders. */
export function seedsOf(stations: Stations, threads: number): Seeds {
  const places = stations.aloneUs.map((_, place) => place);
  return {
    oneThread: places.map(() => 0),
    others: [
      heaviestFirst(stations, threads),
      bestCuts(stations, threads, places),
      bestCuts(stations, threads, alongLinks(stations)),
    ],
  };
}

/**
 * The heaviest station first, each to the thread that is least busy with it. Good where crossings cost little.
 *
 * Source: longest processing time first, of Graham, "Bounds on Multiprocessing Timing Anomalies", SIAM Journal on Applied
 * Mathematics 17 (1969).
 */
function heaviestFirst({ aloneUs, neighbours }: Stations, threads: number): ThreadOfEach {
  const threadOf = aloneUs.map(() => -1);
  const busyUs = new Array<number>(threads).fill(0);
  const places = aloneUs.map((_, place) => place).sort((one, other) => (aloneUs[other] ?? 0) - (aloneUs[one] ?? 0));
  for (const place of places) {
    const withUs = busyUs.map((us) => us + (aloneUs[place] ?? 0));
    for (const neighbour of neighbours[place] ?? []) {
      const thread = threadOf[neighbour.place] ?? -1;
      if (thread !== -1) withUs[thread] = (withUs[thread] ?? 0) - neighbour.savedUs;
    }
    const least = Math.min(...withUs);
    const thread = withUs.indexOf(least);
    threadOf[place] = thread;
    busyUs[thread] = least;
  }
  return threadOf;
}

/**
 * An order cut into runs, one for each thread, so that the most loaded one is as light as runs can be. Good where crossings cost
 * much, since neighbours stay together.
 *
 * Source: Bokhari, "Partitioning Problems in Parallel, Pipelined, and Distributed Computing", IEEE Transactions on Computers 37
 * (1988), solved here by dynamic programming.
 */
function bestCuts(stations: Stations, threads: number, order: readonly number[]): ThreadOfEach {
  const runsUs = runsOf(stations, order);
  const width = order.length + 1;
  // The most loaded thread of the first `end` stations on some threads, and where their last run begins.
  let leastUs = new Float64Array(width).fill(Number.POSITIVE_INFINITY);
  leastUs[0] = 0;
  const beginsOf: Int32Array[] = [];
  for (let thread = 0; thread < threads; thread++) {
    const nextUs = Float64Array.from(leastUs);
    const begins = Int32Array.from(nextUs, (_, end) => end);
    for (let end = 1; end < width; end++)
      for (let begin = 0; begin < end; begin++) {
        const us = Math.max(leastUs[begin] ?? 0, runsUs[begin * width + end] ?? 0);
        if (us >= (nextUs[end] ?? 0)) continue;
        nextUs[end] = us;
        begins[end] = begin;
      }
    beginsOf.push(begins);
    leastUs = nextUs;
  }
  const threadOf = order.map(() => 0);
  let end = order.length;
  for (let thread = threads - 1; thread >= 0; thread--) {
    const begin = beginsOf[thread]?.[end] ?? 0;
    for (const place of order.slice(begin, end)) threadOf[place] = thread;
    end = begin;
  }
  return threadOf;
}

/** In rows, for each begin and end of a run of the order: how long a thread with it is busy, in microseconds. */
function runsOf({ aloneUs, neighbours }: Stations, order: readonly number[]): Float64Array {
  const width = order.length + 1;
  const positionOf = new Map(order.map((place, position) => [place, position]));
  const runsUs = new Float64Array(width * width);
  for (let begin = 0; begin < order.length; begin++) {
    let us = 0;
    for (const [i, place] of order.slice(begin).entries()) {
      us += aloneUs[place] ?? 0;
      for (const neighbour of neighbours[place] ?? []) {
        const position = positionOf.get(neighbour.place) ?? 0;
        if (position >= begin && position < begin + i) us -= neighbour.savedUs;
      }
      runsUs[begin * width + begin + i + 1] = us;
    }
  }
  return runsUs;
}

/** Depth first from the first place, to the neighbour with the largest saving first: what belongs together stays together. */
function alongLinks({ neighbours }: Stations): number[] {
  const found = new Set<number>();
  // The last one is next. A list instead of calls: a chain may be longer than the call stack.
  const next = neighbours.map((_, place) => place).reverse();
  for (let place = next.pop(); place !== undefined; place = next.pop()) {
    if (found.has(place)) continue;
    found.add(place);
    const ascending = [...(neighbours[place] ?? [])].sort(
      (one, other) => one.savedUs - other.savedUs || other.place - one.place,
    );
    for (const neighbour of ascending) next.push(neighbour.place);
  }
  return [...found];
}
