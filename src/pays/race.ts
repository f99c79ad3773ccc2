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
}

interface RaceOptions {
  readonly deck: Deck;
  /** Gets the outputs of a first run. It throws when they are wrong. */
  readonly check: (runner: Runner, outputs: readonly unknown[]) => void;
  readonly tell: Tell;
  /** Whether the ways have to be checked and warmed up. */
  readonly warm: boolean;
  readonly least: number;
  /** About how long a call takes, in milliseconds. */
  readonly callMs: number;
  readonly budgetMs: number;
  /** How long the least number of rounds may take. */
  readonly mostMs: number;
  /** When it ends: with the budget, or before that, when the intervals are narrow. */
  readonly until: 'budget' | 'narrow';
}

/** About how long a run takes, in milliseconds. */
const RUN_MS = 30;
const WARM_MS = 60;
const MOST_ROUNDS = 61;
/** With a budget only: so many rounds are enough for a choice. */
const MOST_TO_CHOOSE = 7;
/** From this length of a call on, in milliseconds, one call for each thread makes a run. */
const LONG_CALL_MS = 20;

/** How many calls a run of each way has. Kept from the first race to the last. */
const callsOf = new WeakMap<Runner, number>();

/**
 * @param runners the first is that with which all are compared
 * @throws whatever `check` throws, or a call
 */
export async function race(runners: readonly Runner[], options: RaceOptions): Promise<Raced[]> {
  const { deck, check, tell, warm, least, callMs, budgetMs, mostMs, until } = options;
  const beganMs = performance.now();
  const tellRun = (what: string, calls: number): void => tell(what, 2 * calls * callMs);
  const warmed: Timed[] = [];
  if (warm) {
    for (const runner of runners) {
      const begin = (calls: number): void => tellRun(`warm-up: ${nameOf(runner.way)}`, calls);
      const { calls, timed } = await warmUp(runner, callMs, deck, check, begin);
      callsOf.set(runner, calls);
      warmed.push(timed);
    }
  }
  const warmMs = performance.now() - beganMs;
  // Where calls are long there is no time for more: the runs that warm up are all that is known.
  const rounds: Timed[][] = warm && warmMs > budgetMs / 2 && callMs > LONG_CALL_MS ? [warmed] : [];
  const ratios = (): number[][] => runners.map((_, i) => pairedRatios(column(rounds, 0), column(rounds, i)));
  const most = until === 'narrow' ? MOST_ROUNDS : MOST_TO_CHOOSE;
  const another = (): boolean => {
    const elapsedMs = performance.now() - beganMs;
    const done = rounds.length;
    if (done === 0) return true;
    // Only where calls are very long do fewer rounds than the least have to be enough.
    if (done < least) return elapsedMs * (1 + 1 / done) < mostMs;
    if (until === 'budget') return done < most && elapsedMs * (1 + 1 / done) <= budgetMs;
    return needsAnother({ kind: 'until-narrow', least, most, budgetMs }, done, elapsedMs, ratios);
  };
  while (another()) {
    const round: Timed[] = [];
    const order = [...runners.keys()];
    for (const i of rounds.length % 2 === 0 ? order : order.toReversed()) {
      const runner = runners[i];
      if (runner === undefined) continue;
      const calls = callsOf.get(runner) ?? deck.cycle;
      tellRun(nameOf(runner.way), calls);
      round[i] = await runner.run(calls);
    }
    rounds.push(round);
  }
  return runners.map(({ way }, i) => ({
    way,
    speedups: ratios()[i] ?? [],
    runs: rounds.flatMap((round) => round[i] ?? []),
  }));
}

function column(rounds: readonly (readonly Timed[])[], i: number): number[] {
  return rounds.map((round) => round[i]?.callMs ?? Number.NaN);
}

/** @returns how many calls make a run that is long enough, and the last run */
async function warmUp(
  runner: Runner,
  callMs: number,
  deck: Deck,
  check: RaceOptions['check'],
  begin: (calls: number) => void,
): Promise<{ readonly calls: number; readonly timed: Timed }> {
  const { threads, batch } = runner.way;
  const cycles = (calls: number): number => deck.cycle * Math.max(1, Math.round(calls / deck.cycle));
  const leastCalls =
    deck.cycle * Math.ceil(((callMs > LONG_CALL_MS ? 1 : 2) * Math.max(1, threads) * batch) / deck.cycle);
  const most = Math.max(leastCalls, Math.floor(runner.most / deck.cycle) * deck.cycle);
  const outputs: unknown[] = [];
  let calls = leastCalls;
  begin(calls);
  let timed = await runner.run(calls, (output, place) => {
    if (place < deck.cycle) outputs[place] = output;
  });
  check(runner, outputs);
  const endMs = performance.now() + WARM_MS;
  do {
    const next = Math.min(most, Math.max(leastCalls, cycles(RUN_MS / timed.callMs)));
    // Slowly: a first call says little about the next ones.
    calls = Math.min(next, 8 * calls);
    if (timed.callMs * calls > 3 * RUN_MS) break;
    begin(calls);
    timed = await runner.run(calls);
  } while (performance.now() < endMs);
  return { calls: Math.min(most, Math.max(leastCalls, cycles(RUN_MS / timed.callMs))), timed };
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

/** Batches are more to write than transfers, and both are cheaper than another thread. */
function cost({ threads, batch, transfer }: Way): number {
  return threads * 4 + (batch > 1 ? 2 : 0) + (transfer ? 1 : 0);
}
