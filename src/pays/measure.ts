/** Measures one function: on the main thread, on one worker, on pools; what crossing costs; what a thread costs. */
import { thisMachine, watchForDisturbance } from '../platform/node/machine.ts';
import type { Disturbance, Machine } from '../platform/platform.ts';
import { type BreakEven, breakEvenOf } from './break-even.ts';
import { Deck } from './deck.ts';
import { heldBy } from './held.ts';
import { movableIn } from './movable.ts';
import type { TaskPool } from './pool.ts';
import { checkOnThread, firstDifference, type Proved, withoutProof } from './proof.ts';
import { type Course, chooseAmong, fastest, type Raced, race, simplest, type Warm, warmUp } from './race.ts';
import type { Request } from './request.ts';
import { inlineRunner, poolRunner, type Runner } from './runner.ts';
import { canTransfer, failOnMain, failOnThread, firstCalls, LONG_COPY_MS, type Subject } from './subject.ts';
import { type StartedPools, startPools } from './threads.ts';
import { batchFor, INLINE, nameOf, poolWays, type Way } from './way.ts';

export interface Measured extends Omit<StartedPools, 'pools'> {
  readonly samples: number;
  readonly timed: number;
  readonly machine: Machine;
  readonly disturbance: Disturbance;
  readonly proved: Proved;
  readonly heldMs: number;
  readonly bytesIn: number;
  readonly bytesOut: number;
  /** How long it takes to copy an input and its output once, in microseconds. */
  readonly copyUs: number;
  /** Every way of calling; the first is `INLINE`. */
  readonly raced: readonly Raced[];
  /** The way on a pool that is the simplest among the fastest. */
  readonly chosen: Way;
  /** The same among those with one input a task: the break-even is measured with it. */
  readonly oneByOne: Way;
  readonly breakEven: BreakEven;
  /** Of the pool that was chosen. */
  readonly poolStartupMs: number;
}

/** Says what comes next, and about how long it takes in milliseconds. */
export type Tell = (what: string, expectedMs: number) => void;

/** Shares of the budget. The first calls have another one, and the rest is for the last race. */
const CHOICE_SHARE = 0.28;
const BREAK_EVEN_SHARE = 0.12;
/** With this budget runs have their usual length. With less they are shorter: a run has its share of the budget. */
const USUAL_BUDGET_MS = 10_000;
const LEAST_PACE = 0.25;
const MOST_PACE = 2;
/** With the samples of the break-even, one after the other, crossing takes about so long at most, in milliseconds. */
const CROSSING_MS = 20;
/** What comes after the last race, in milliseconds. */
const LAST_MS = 300;
/** The first race has few rounds: besides its favourite so many of its fastest ways are in the last one. */
const RIVALS = 3;
/** The last race has at least so many rounds: with fewer there is no verdict. */
const LEAST_ROUNDS = 5;
/** For that the calls may exceed the budget so many times, where they are long. */
const MOST_OVER = 3;
/** So long a call is warm when it has been made, in milliseconds. */
const WARM_AT_ONCE_MS = 100;
/** How long the function is called to find out how long a warm call takes, in milliseconds. */
const WARM_MS = 100;

/**
 * @param sinceMs when the budget began, as `performance.now()` counts
 * @throws CallError, SamplesError, UserFileError when the function or its inputs cannot be used
 * @throws OutputsError when the outputs on a thread differ
 */
export async function measure(request: Request, tell: Tell, sinceMs: number): Promise<Measured> {
  const disturbance = watchForDisturbance(true);
  const machine = thisMachine();
  const subject = await firstCalls(request, tell);
  const { loaded, deck, used, coldMs, copyUs, bytesIn, bytesOut } = subject;
  const { pools, ...started } = await startPools(loaded, machine.cores, tell, subject.loadMs);
  await proveOnThreads(subject, pools, tell);

  const { isAsync } = subject.proved;
  const passMs = used.length * (coldMs + copyUs / 1000);
  tell('warm-up on the main thread', 2 * passMs);
  const warmMs = coldMs > WARM_AT_ONCE_MS ? coldMs : await warmCallMs(subject);
  tell('the event loop', 5 * passMs);
  // A long call is the stretch itself.
  const heldMs =
    coldMs > WARM_AT_ONCE_MS && !isAsync
      ? Math.max(...subject.proved.callMs)
      : await heldBy(loaded.call, used, isAsync, coldMs).catch((error: unknown) => failOnMain(subject)(error, null));

  const pace = Math.min(MOST_PACE, Math.max(LEAST_PACE, request.budgetMs / USUAL_BUDGET_MS));
  // On a thread a call takes as long as its message too.
  const course = { deck, tell, pace, callMs: warmMs + (2 * copyUs) / 1000 };
  const inlineWays = isAsync ? [INLINE, { ...INLINE, inFlight: machine.cores + 1 }] : [INLINE];
  const batch = batchFor(warmMs * 1000, bytesIn + bytesOut);
  const ways = poolWays([...pools.keys()].toReversed(), batch, canTransfer(subject));
  const { proved, warm } = await warmAll(subject, [...inlineWays, ...ways], pools, course);
  const first = await chooseAmong(warm, course, ({ threads }) => threads === 0, CHOICE_SHARE * request.budgetMs);
  const onThreads = first.filter(({ way }) => way.threads > 0);
  const favourite = simplest(onThreads);
  const singles = onThreads.filter(({ way }) => way.batch === 1);
  // Where there are cores, the break-even is that of a pool that uses them.
  const several = singles.filter(({ way }) => way.threads > 1);
  const oneByOne = simplest(several.length > 0 ? several : singles);

  const breakEven = await measureBreakEven(subject, oneByOne, pools, pace, tell);
  const oneWorker = { ...favourite, threads: 1, inFlight: favourite.inFlight / favourite.threads };
  const rivals = fastest(onThreads, RIVALS);
  const finalists = [...inlineWays, favourite, ...rivals, oneByOne, oneWorker].map(nameOf);
  const budgetMs = request.budgetMs - LAST_MS - (performance.now() - sinceMs);
  const mostMs = budgetMs + (MOST_OVER - 1) * request.budgetMs;
  const last = await race(
    warm.filter(({ runner: { way } }) => finalists.includes(nameOf(way))),
    course,
    { least: LEAST_ROUNDS, budgetMs, mostMs },
  );
  const chosen = simplest(last.filter(({ way }) => way.threads > 0));
  const again = new Map(last.map((raced) => [nameOf(raced.way), raced]));
  return {
    ...started,
    samples: subject.samples,
    timed: used.length,
    machine,
    disturbance: disturbance(),
    proved,
    heldMs,
    bytesIn,
    bytesOut,
    copyUs,
    raced: first.map((raced) => again.get(nameOf(raced.way)) ?? raced),
    chosen,
    oneByOne,
    breakEven,
    poolStartupMs: pools.get(chosen.threads)?.startupMs ?? 0,
  };
}

/** Each input of the proof once more, on the threads of the largest pool. */
async function proveOnThreads(subject: Subject, pools: ReadonlyMap<number, TaskPool>, tell: Tell): Promise<void> {
  const { proved, coldMs, copyUs } = subject;
  const pool = pools.get(Math.max(...pools.keys()));
  const fail = failOnThread(subject, proved.inputs);
  tell('the proof on threads', 2 * proved.inputs * (coldMs + copyUs / 1000));
  const outputs = await Promise.all(
    proved.samples.map(async ({ input }, place) => {
      try {
        return await pool?.call([input], false, []);
      } catch (error) {
        return fail(error, place);
      }
    }),
  );
  checkOnThread(proved, outputs.flat(), proved.inputs, 'on a thread');
}

/** Checks the outputs of every way, and calls the function in it until it is warm. */
async function warmAll(
  subject: Subject,
  ways: readonly Way[],
  pools: ReadonlyMap<number, TaskPool>,
  course: Course,
): Promise<{ readonly warm: readonly Warm[]; readonly proved: Proved }> {
  const { loaded, deck, used } = subject;
  let { proved } = subject;
  const runners = ways.flatMap((way): Runner[] => {
    if (way.threads === 0) return [inlineRunner(way, { ...loaded, ...proved }, deck, failOnMain(subject))];
    const pool = pools.get(way.threads);
    return pool === undefined ? [] : [poolRunner(way, pool, deck, failOnThread(subject, used.length))];
  });
  const warm = await warmUp(runners, course, ({ way }, outputs) => {
    if (way.threads > 0) checkOnThread(proved, outputs, used.length, `in the way "${nameOf(way)}"`);
    else if (firstDifference(proved, outputs, used.length) !== null) proved = withoutProof(proved);
  });
  return { warm, proved };
}

async function measureBreakEven(
  { request, used, outputs, bytesIn, copyUs }: Subject,
  way: Way,
  pools: ReadonlyMap<number, TaskPool>,
  pace: number,
  tell: Tell,
): Promise<BreakEven> {
  const pool = pools.get(way.threads);
  if (pool === undefined) throw new Error(`expected a pool of ${way.threads}, found none`);
  const count = Math.max(1, Math.min(used.length, Math.floor(CROSSING_MS / ((2 * copyUs) / 1000))));
  const [inputs, kept] = [used.slice(0, count), outputs.slice(0, count)];
  const copies = way.transfer && movableIn(kept).length > 0;
  tell('the break-even', LONG_COPY_MS);
  await pool.keep(kept, copies);
  const deck = new Deck(inputs, bytesIn);
  return await breakEvenOf({ way, pool, deck, outputs: kept, copies, pace, tell }, BREAK_EVEN_SHARE * request.budgetMs);
}

/** About how long a call takes when it is warm, in milliseconds. */
async function warmCallMs(subject: Subject): Promise<number> {
  const { loaded, proved, deck } = subject;
  const runner = inlineRunner(INLINE, { ...loaded, ...proved }, deck, failOnMain(subject));
  let callMs = Number.POSITIVE_INFINITY;
  const endMs = performance.now() + WARM_MS;
  for (let calls = deck.cycle; performance.now() < endMs; calls = Math.min(2 * calls, runner.most))
    callMs = Math.min(callMs, (await runner.run(calls)).callMs);
  return callMs;
}
