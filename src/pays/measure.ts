/** Measures one function: on the main thread, on one worker, on pools; what crossing costs; what a thread costs. */
import { reasonOf } from '../engine/failure.ts';
import { FactoryError } from '../line/factory-error.ts';
import { medianOf } from '../measure/statistics/samples.ts';
import { type Machine, thisMachine, watchForDisturbance } from '../platform/node/machine.ts';
import { workerBuild } from '../platform/node/worker-build.ts';
import type { Disturbance } from '../platform/platform.ts';
import { type BreakEven, breakEvenOf } from './break-even.ts';
import { bytesOf, copyUsOf } from './costs.ts';
import { Deck } from './deck.ts';
import { type LoadedFunction, loadFunction } from './function-file.ts';
import { heldBy } from './held.ts';
import { inputsFrom } from './inputs.ts';
import { movableIn } from './movable.ts';
import { CallError, callFailure, checkOutputs, type Proved, prove, samplesOf } from './proof.ts';
import { chooseAmong, type Raced, race, simplest, warmUp } from './race.ts';
import type { Request } from './request.ts';
import { inlineRunner, poolRunner, type Runner } from './runner.ts';
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

/** Shares of the budget. The rest is for the last race. */
const PROOF_SHARE = 0.04;
const CHOICE_SHARE = 0.25;
const BREAK_EVEN_SHARE = 0.12;
/** With this budget runs have their usual length. With less they are shorter: a run has its share of the budget. */
const USUAL_BUDGET_MS = 10_000;
const LEAST_PACE = 0.25;
const MOST_PACE = 2;
/** What comes after the last race, in milliseconds. */
const LAST_MS = 300;
/** The samples of the timed runs take about so long on the main thread, in milliseconds. */
const CYCLE_MS = 50;
const MOST_TIMED = 1024;
/** The most memory for one round of the samples, in bytes. */
const MOST_CYCLE_BYTES = 16_000_000;
/** The last race has at least so many rounds: with fewer there is no verdict. */
const LEAST_ROUNDS = 5;
/** For that the calls may exceed the budget so many times, where they are long. */
const MOST_OVER = 3;
/** Such a call is warm when it has been made, in milliseconds. */
const LONG_CALL_MS = 100;
/** Less memory than this, in bytes, is not worth a transfer. */
const LEAST_MOVED = 1000;

/**
 * @param sinceMs when the budget began, as `performance.now()` counts
 * @throws CallError, SamplesError, UserFileError when the function or its inputs cannot be used
 * @throws OutputsError when the outputs on a thread differ
 */
export async function measure(request: Request, tell: Tell, sinceMs: number): Promise<Measured> {
  const disturbance = watchForDisturbance(true);
  const machine = thisMachine();
  const build = workerBuild();
  const leftMs = (): number => request.budgetMs - LAST_MS - (performance.now() - sinceMs);
  tell('loading the file', 0);
  const beganMs = performance.now();
  const loaded = await loadFunction(request, build);
  const loadMs = performance.now() - beganMs;
  const inputs = await inputsFrom(request.inputs, loaded.code.moduleUrl);
  const samples = samplesOf(inputs);

  const proofEndMs = performance.now() + PROOF_SHARE * request.budgetMs;
  const proved = await prove(
    loaded.call,
    samples,
    request.path,
    (index) => tell(`input ${index}`, 0),
    () => performance.now() > proofEndMs,
  );
  const callMs = medianOf(proved.callMs);
  const bytesIn = bytesOf(samples.slice(0, proved.inputs).map(({ input }) => input));
  const bytesOut = bytesOf(proved.outputs);
  const timed = timedOf(proved, callMs, bytesIn + bytesOut);
  const used = samples.slice(0, timed).map(({ input }) => input);
  const outputs = proved.outputs.slice(0, timed);
  const deck = new Deck(used, bytesIn);

  const { pools, ...started } = await startPools(loaded, machine.cores, tell, loadMs);

  tell('warm-up on the main thread', 2 * timed * callMs);
  const warmUs = callMs > LONG_CALL_MS ? callMs * 1000 : await warmCallUs(loaded, proved, deck);
  tell('the event loop', 5 * timed * callMs);
  // A long call is the stretch itself.
  const heldMs =
    callMs > LONG_CALL_MS && !proved.isAsync ? callMs : await heldBy(loaded.call, used, proved.isAsync, callMs);
  const moved = [...movableIn(used), ...movableIn(outputs)].reduce((sum, { byteLength }) => sum + byteLength, 0);
  const ways = poolWays(
    [...pools.keys()].toReversed(),
    batchFor(warmUs, bytesIn + bytesOut),
    moved >= LEAST_MOVED * used.length,
  );
  const inlineWays = proved.isAsync ? [INLINE, { ...INLINE, inFlight: machine.cores + 1 }] : [INLINE];
  const runners: Runner[] = [
    ...inlineWays.map((way) => inlineRunner(way, { ...loaded, ...proved }, deck)),
    ...ways.flatMap((way) => {
      const pool = pools.get(way.threads);
      return pool === undefined ? [] : [poolRunner(way, pool, deck)];
    }),
  ];
  const check = (runner: Runner, found: readonly unknown[]): void =>
    checkOutputs(proved, found, timed, `in the way "${nameOf(runner.way)}"`);
  const copyUs = copyUsOf(used, outputs);
  const pace = Math.min(MOST_PACE, Math.max(LEAST_PACE, request.budgetMs / USUAL_BUDGET_MS));
  // On a thread a call takes as long as its message too.
  const course = { deck, tell, pace, callMs: (warmUs + 2 * copyUs) / 1000 };
  const warm = await warmUp(runners, course, check).catch(onThread(request));
  const isInline = ({ threads }: Way): boolean => threads === 0;
  const first = await chooseAmong(warm, course, isInline, CHOICE_SHARE * request.budgetMs).catch(onThread(request));
  const chosen = simplest(first.filter(({ way }) => way.threads > 0));
  const alone = first.filter(({ way }) => way.threads > 0 && way.batch === 1);
  const oneByOne = simplest(alone);

  tell('the break-even', 0);
  const pool = pools.get(oneByOne.threads);
  if (pool === undefined) throw new Error(`expected a pool of ${oneByOne.threads}, found none`);
  const copies = oneByOne.transfer && movableIn(outputs).length > 0;
  await pool.keep(outputs, copies);
  const breakEven = await breakEvenOf(
    { way: oneByOne, pool, deck, outputs, copies, pace },
    BREAK_EVEN_SHARE * request.budgetMs,
  );

  const oneWorker = { ...chosen, threads: 1, inFlight: chosen.inFlight / chosen.threads };
  const finalists = warm.filter(({ runner: { way } }) =>
    [...inlineWays, chosen, oneByOne, oneWorker].some((wanted) => nameOf(wanted) === nameOf(way)),
  );
  const budgetMs = leftMs();
  const mostMs = budgetMs + (MOST_OVER - 1) * request.budgetMs;
  const last = await race(finalists, course, { least: LEAST_ROUNDS, budgetMs, mostMs }).catch(onThread(request));
  const again = new Map(last.map((raced) => [nameOf(raced.way), raced]));
  return {
    ...started,
    samples: inputs.length,
    timed,
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

/** A call on a thread has failed: its error says so. */
function onThread({ path }: Request): (error: unknown) => never {
  return (error) => {
    if (error instanceof FactoryError) throw error;
    const [, code] = /^worker exited with code: (\d+)$/.exec(reasonOf(error)) ?? [];
    throw code === undefined
      ? callFailure(error, null, path, 'on a thread')
      : new CallError(`a call ends its thread, with code ${code}`, { cause: error });
  };
}

/** How many samples the timed runs use: few where calls are long or inputs are large. */
function timedOf({ inputs }: Proved, callMs: number, bytes: number): number {
  const byTime = Math.floor(CYCLE_MS / Math.max(callMs, 1e-6));
  const byBytes = Math.floor(MOST_CYCLE_BYTES / Math.max(1, bytes));
  return Math.max(1, Math.min(inputs, MOST_TIMED, byTime, byBytes));
}

/** About how long a call takes when it is warm, in microseconds. */
async function warmCallUs(loaded: LoadedFunction, proved: Proved, deck: Deck): Promise<number> {
  const runner = inlineRunner(INLINE, { ...loaded, ...proved }, deck);
  let callMs = Number.POSITIVE_INFINITY;
  const endMs = performance.now() + 100;
  for (let calls = deck.cycle; performance.now() < endMs; calls = Math.min(2 * calls, runner.most))
    callMs = Math.min(callMs, (await runner.run(calls)).callMs);
  return callMs * 1000;
}
