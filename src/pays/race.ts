/** The race of the ways of calling: in turn, and in reverse in the next round. */
import { MARGIN } from '../measure/statistics/outcome.ts';
import { needsAnother } from '../measure/statistics/rounds.ts';
import { medianOf, pairedRatios } from '../measure/statistics/samples.ts';
import type { Deck } from './deck.ts';
import type { Tell } from './measure.ts';
import type { Runner, Timed } from './runner.ts';
import { nameOf, type Way } from './way.ts';

/** A way of calling, with one figure for each round. */
export interface Raced {
  readonly way: Way;
  /** The time of a call on the main thread, one after the other, in the same round / the time of a call here. */
  readonly speedups: readonly number[];
  readonly runs: readonly Timed[];
  /** Whether it took part in the last race, which gives the figures. */
  readonly isFinal: boolean;
}

/** What every part of the race needs. */
export interface Course {
  readonly deck: Deck;
  readonly tell: Tell;
  /** About how long a call takes, in milliseconds. */
  readonly callMs: number;
  /** How long runs are, 1 for the usual length. */
  readonly pace: number;
}

/** About how long a run takes, in milliseconds. */
const RUN_MS = 30;
/** How long the first way of a pool is warmed up, in milliseconds. For the others the function is warm already. */
const WARM_MS = 60;
const WARM_AGAIN_MS = 20;
/** From this length of a call on, in milliseconds, one call for each thread makes a run. */
const LONG_CALL_MS = 20;

/** A way with what its first runs have shown. */
export interface Warm {
  readonly runner: Runner;
  /** How many calls a run has. */
  readonly calls: number;
  readonly timed: Timed;
}

/**
 * Checks the outputs of each way, and calls the function until it is warm.
 *
 * @param check gets the outputs for the samples; it throws when they are wrong
 */
export async function warmUp(
  runners: readonly Runner[],
  course: Course,
  check: (runner: Runner, outputs: readonly unknown[]) => void,
): Promise<Warm[]> {
  const warm: Warm[] = [];
  for (const runner of runners) {
    const isFirst = !warm.some((other) => other.runner.way.threads === runner.way.threads);
    warm.push(await warmed(runner, course, (isFirst ? WARM_MS : WARM_AGAIN_MS) * course.pace, check));
  }
  return warm;
}

/** So many rounds are enough for a choice. */
const MOST_TO_CHOOSE = 9;
/** A way that has less than this share of the best speedup takes no part in further rounds. */
const LEAST_SHARE = 0.8;
/** Nor does any way leave before so many rounds. */
const LEAST_TO_LEAVE = 2;

/**
 * The first race, of all ways. Where there are many, the slow ones leave it early, so that the others have more rounds.
 *
 * @param ways the first is that with which all are compared
 * @param stays the ways that take part until the end
 */
export async function chooseAmong(
  ways: readonly Warm[],
  course: Course,
  stays: (way: Way) => boolean,
  budgetMs: number,
): Promise<Raced[]> {
  const roundMs = ways.reduce((sum, { calls, timed }) => sum + calls * timed.callMs, 0);
  // Where calls are long there is no time for more: the runs that warm up are all that is known.
  const rounds: Timed[][] = roundMs > budgetMs ? [ways.map(({ timed }) => timed)] : [];
  const beganMs = performance.now();
  let left = ways;
  for (let lastMs = 0; roundMs <= budgetMs && rounds.length < MOST_TO_CHOOSE; ) {
    const roundBeganMs = performance.now();
    if (rounds.length > 0 && roundBeganMs - beganMs + lastMs > budgetMs) break;
    rounds.push(await roundOf(ways, left, rounds.length, course));
    lastMs = performance.now() - roundBeganMs;
    // One round says too little: a slow one may have been disturbed.
    if (rounds.length < LEAST_TO_LEAVE) continue;
    const medians = new Map(racedIn(ways, rounds, false).map(({ way, speedups }) => [way, medianOf(speedups)]));
    const best = Math.max(...ways.map(({ runner: { way } }) => (way.threads > 0 ? (medians.get(way) ?? 0) : 0)));
    const bestSingle = Math.max(
      ...ways.map(({ runner: { way } }) => (way.threads > 0 && way.batch === 1 ? (medians.get(way) ?? 0) : 0)),
    );
    left = left.filter(({ runner: { way } }) => {
      const median = medians.get(way) ?? 0;
      return stays(way) || median >= LEAST_SHARE * best || (way.batch === 1 && median >= LEAST_SHARE * bestSingle);
    });
  }
  return racedIn(ways, rounds, false);
}

const MOST_ROUNDS = 61;

export interface FinalOptions {
  /** With fewer rounds there is no verdict. */
  readonly least: number;
  /** It ends when the intervals are narrow, or after this time, in milliseconds. */
  readonly budgetMs: number;
  /** How long the least number of rounds may take. */
  readonly mostMs: number;
}

/**
 * Runs are so many times as long as in the first race: at the beginning and the end of a run not every thread has a task, which
 * in a longer run counts for less.
 */
const LONGER = 2;

/** The last race, which gives the figures. @param warm the first is that with which all are compared */
export async function race(warm: readonly Warm[], course: Course, options: FinalOptions): Promise<Raced[]> {
  const { least, budgetMs, mostMs } = options;
  const ways = course.callMs > LONG_CALL_MS ? warm : warm.map((way) => longer(way, course));
  const beganMs = performance.now();
  const rounds: Timed[][] = [];
  const another = (): boolean => {
    const elapsedMs = performance.now() - beganMs;
    const done = rounds.length;
    if (done === 0) return true;
    // Only where calls are very long do fewer rounds than the least have to be enough.
    if (done < least) return elapsedMs * (1 + 1 / done) < mostMs;
    const ratios = (): (readonly number[])[] => racedIn(ways, rounds, true).map(({ speedups }) => speedups);
    return needsAnother({ kind: 'until-narrow', least, most: MOST_ROUNDS, budgetMs }, done, elapsedMs, ratios);
  };
  while (another()) rounds.push(await roundOf(ways, ways, rounds.length, course));
  return racedIn(ways, rounds, true);
}

function longer({ runner, calls, timed }: Warm, { deck }: Course): Warm {
  const most = Math.max(calls, Math.floor(runner.most / deck.cycle) * deck.cycle);
  return { runner, calls: Math.min(most, LONGER * calls), timed };
}

/** One run of each way that is left, in reverse in every second round. @returns at the place of each way its run, or nothing */
async function roundOf(
  ways: readonly Warm[],
  left: readonly Warm[],
  round: number,
  { tell, callMs }: Course,
): Promise<Timed[]> {
  const runs: Timed[] = [];
  for (const warm of round % 2 === 0 ? left : left.toReversed()) {
    const { runner, calls } = warm;
    tell(nameOf(runner.way), 2 * calls * callMs);
    runs[ways.indexOf(warm)] = await runner.run(calls);
  }
  return runs;
}

/** Only the rounds count in which a way took part. */
function racedIn(ways: readonly Warm[], rounds: readonly (readonly Timed[])[], isFinal: boolean): Raced[] {
  return ways.map(({ runner: { way } }, i) => {
    const took = rounds.filter((round) => round[i] !== undefined);
    return {
      way,
      speedups: pairedRatios(column(took, 0), column(took, i)),
      runs: took.flatMap((round) => round[i] ?? []),
      isFinal,
    };
  });
}

function column(rounds: readonly (readonly Timed[])[], i: number): number[] {
  return rounds.map((round) => round[i]?.callMs ?? Number.NaN);
}

/** Calls the function in one way until it is warm, and finds out how many calls make a run that is long enough. */
async function warmed(
  runner: Runner,
  { deck, callMs, tell, pace }: Course,
  warmMs: number,
  check: (runner: Runner, outputs: readonly unknown[]) => void,
): Promise<Warm> {
  const { threads, batch, inFlight } = runner.way;
  const runMs = RUN_MS * pace;
  const cycles = (calls: number): number => deck.cycle * Math.max(1, Math.round(calls / deck.cycle));
  const tasks = (callMs > LONG_CALL_MS ? 1 : 2) * (threads === 0 ? inFlight : threads);
  const least = deck.cycle * Math.ceil((tasks * batch) / deck.cycle);
  const most = Math.max(least, Math.floor(runner.most / deck.cycle) * deck.cycle);
  const begin = (calls: number): void => tell(`warm-up: ${nameOf(runner.way)}`, 2 * calls * callMs);
  const outputs: unknown[] = [];
  let calls = least;
  begin(calls);
  let timed = await runner.run(calls, (output, place) => {
    outputs[place] = output;
  });
  check(runner, outputs);
  const endMs = performance.now() + warmMs;
  const wanted = (): number => Math.min(most, Math.max(least, cycles(runMs / timed.callMs)));
  do {
    // Slowly: a first call says little about the next ones.
    calls = Math.min(wanted(), 8 * calls);
    if (timed.callMs * calls > 3 * runMs) break;
    begin(calls);
    timed = await runner.run(calls);
  } while (performance.now() < endMs);
  return { runner, calls: wanted(), timed };
}

/** Of the ways that are about as fast as the fastest the one that is simplest to write, with the fewest threads. */
export function simplest(raced: readonly Raced[]): Way {
  const medians = raced.map(({ way, speedups }) => ({ way, speedup: medianOf(speedups) }));
  const best = Math.max(...medians.map(({ speedup }) => speedup));
  const [first] = medians
    .filter(({ speedup }) => speedup * MARGIN >= best)
    .map(({ way }) => way)
    .toSorted((one, other) => cost(one) - cost(other));
  if (first === undefined) throw new Error('expected one way or more, found none');
  return first;
}

/** The fastest ways, as many as are wanted. */
export function fastest(raced: readonly Raced[], count: number): Way[] {
  return raced
    .toSorted((one, other) => medianOf(other.speedups) - medianOf(one.speedups))
    .slice(0, count)
    .map(({ way }) => way);
}

/** Batches are more to write than transfers, and both are cheaper than another thread. */
function cost({ threads, batch, transfer }: Way): number {
  return threads * 4 + (batch > 1 ? 2 : 0) + (transfer ? 1 : 0);
}
