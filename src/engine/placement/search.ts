/**
 * A good placement of many stations, by a local search: downhill from each seed, then again and again from the best one after a
 * few random moves.
 *
 * Source: Lourenço, Martin and Stützle, "Iterated Local Search", in the Handbook of Metaheuristics (2003).
 */
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { Assignment } from './assignment.ts';
import type { Costs } from './costs.ts';
import { gather, lighten } from './descent.ts';
import { seedsOf, type ThreadOfEach } from './seeds.ts';
import { stationsOf } from './stations.ts';

/** The same loads give the same placement. */
const SEED = 1;
/** Twice as many make a line of 64 stations lighter by about a thousandth. */
const MOST_ROUNDS = 500;
/** A round looks at about as many steps as there are pairs of stations. More take too long for a search within a program. */
const MOST_STEPS = 2_000_000;
/** Each step looks at all pairs of stations. With more of them than this a seed has to do: 1,500 would take a minute. */
const MOST_SEARCHED = 256;
/** How many stations move at random before a round: with fewer the way down leads back, with more a good start is lost. */
const KICKS = 5;

/**
 * The groups of a placement that is never heavier than a seed.
 *
 * @param threads 1 or more
 */
export function searchedGroups(costs: Costs, threads: number): number[][] {
  const stations = stationsOf(costs);
  const last = costs.ownUs.length - 1;
  const width = Math.min(threads, costs.ownUs.length);
  const assign = (threadOf: ThreadOfEach): Assignment => new Assignment(stations, width, threadOf);
  const { oneThread, others } = seedsOf(stations, width);
  if (costs.ownUs.length > MOST_SEARCHED) return lightestOf([oneThread, ...others].map(assign)).groups();
  const best = new Best(assign(oneThread));
  for (const seed of [oneThread, ...others]) {
    const assignment = assign(seed);
    best.offer(assignment);
    lighten(assignment);
    best.offer(assignment);
  }
  const assignment = assign(oneThread);
  const random = xoroshiro128plus(SEED);
  const rounds = Math.min(MOST_ROUNDS, Math.ceil(MOST_STEPS / costs.ownUs.length ** 2));
  for (let round = 0; round < rounds; round++) {
    assignment.become(best.assignment);
    for (let kick = 0; kick < KICKS; kick++)
      assignment.move(uniformInt(random, 0, last), uniformInt(random, 0, width - 1));
    lighten(assignment);
    best.offer(assignment);
  }
  return best.assignment.groups();
}

/** The best placement so far: the lightest, of those the one with the fewest crossing items, then the fewest threads. */
class Best {
  readonly assignment: Assignment;
  #leastUs = Number.POSITIVE_INFINITY;

  /** @param first stays the best until a better one is offered, and is changed then */
  constructor(first: Assignment) {
    this.assignment = first;
    this.offer(first);
  }

  /** Lets fewer of its items cross first, if it is not heavier than the lightest one. */
  offer(assignment: Assignment): void {
    const us = heaviestUs(assignment);
    this.#leastUs = Math.min(this.#leastUs, us);
    // Measured from the lightest of all, so that many small differences do not add up.
    const mostUs = this.#leastUs + assignment.slackUs(this.#leastUs);
    if (us > mostUs) return;
    gather(assignment, mostUs);
    const isFewer =
      assignment.crossing - this.assignment.crossing || threadsOf(assignment) - threadsOf(this.assignment);
    if (heaviestUs(this.assignment) > mostUs || isFewer <= 0) this.assignment.become(assignment);
  }
}

function lightestOf(assignments: readonly Assignment[]): Assignment {
  const [first, ...others] = assignments;
  if (first === undefined) throw new Error('expected a seed, found none');
  return others.reduce((best, one) => (heaviestUs(one) < heaviestUs(best) ? one : best), first);
}

function heaviestUs(assignment: Assignment): number {
  return assignment.busyUs(assignment.heaviest());
}

/** How many threads have a station. */
function threadsOf(assignment: Assignment): number {
  let threads = 0;
  for (let thread = 0; thread < assignment.threads; thread++) if (assignment.sizeOf(thread) > 0) threads++;
  return threads;
}
