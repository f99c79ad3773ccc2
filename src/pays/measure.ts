/** Measures one function: on the main thread, on one worker, on pools; what crossing costs; what a thread costs. */
import { freemem } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { serialize } from 'node:v8';
import { reasonOf } from '../engine/failure.ts';
import { FactoryError } from '../line/factory-error.ts';
import { medianOf } from '../measure/statistics/samples.ts';
import { type Machine, thisMachine, watchForDisturbance } from '../platform/node/machine.ts';
import { workerBuild } from '../platform/node/worker-build.ts';
import type { Disturbance } from '../platform/platform.ts';
import { type BreakEven, breakEvenOf } from './break-even.ts';
import { Deck } from './deck.ts';
import { type LoadedFunction, loadFunction } from './function-file.ts';
import { heldBy } from './held.ts';
import { inputsFrom } from './inputs.ts';
import { movableIn } from './movable.ts';
import { TaskPool } from './pool.ts';
import { CallError, callFailure, checkOutputs, type Proved, prove, samplesOf } from './proof.ts';
import { chooseAmong, type Raced, race, simplest, warmUp } from './race.ts';
import type { Request } from './request.ts';
import { inlineRunner, poolRunner, type Runner } from './runner.ts';
import { batchFor, INLINE, nameOf, poolSizes, poolWays, type Way } from './way.ts';

export interface Measured {
  readonly samples: number;
  readonly timed: number;
  readonly machine: Machine;
  readonly disturbance: Disturbance;
  readonly proved: Proved;
  readonly heldMs: number;
  readonly bytesIn: number;
  readonly bytesOut: number;
  /** How long it takes to copy an input and its output, there and back, in microseconds. */
  readonly copyUs: number;
  /** Every way of calling; the first is `INLINE`. */
  readonly raced: readonly Raced[];
  /** The way on a pool that is the simplest among the fastest. */
  readonly chosen: Way;
  readonly breakEven: BreakEven | null;
  /** Of one thread: the starts that were measured. */
  readonly startupMs: readonly number[];
  /** Of the pool that was chosen. */
  readonly poolStartupMs: number;
  readonly memoryMb: number;
  readonly availableMb: number;
  /** Whether there was memory for a pool of two threads. */
  readonly fits: boolean;
}

/** Says what comes next, and about how long it takes in milliseconds. */
export type Tell = (what: string, expectedMs: number) => void;

/** Shares of the budget. The rest is for the last race. */
const PROOF_SHARE = 0.04;
const CHOICE_SHARE = 0.25;
const BREAK_EVEN_SHARE = 0.12;
/** What comes after the last race, in milliseconds. */
const LAST_MS = 300;
/** The samples of the timed runs take about so long on the main thread, in milliseconds. */
const CYCLE_MS = 50;
const MOST_TIMED = 1024;
/** The most memory for one round of the samples, in bytes. */
const MOST_CYCLE_BYTES = 16_000_000;
/** A pool may take this share of the memory that is available. */
const MEMORY_SHARE = 0.5;
/** The last race has at least so many rounds: with fewer there is no verdict. */
const LEAST_ROUNDS = 5;
/** For that the calls may exceed the budget so many times, where they are long. */
const MOST_OVER = 3;
/** Such a call is warm when it has been made, in milliseconds. */
const LONG_CALL_MS = 100;
/** A thread is started so often to measure that. */
const STARTS = 3;
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
  const loaded = await loadFunction(request, build);
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

  tell('starting threads', 0);
  const startupMs: number[] = [];
  let oneMb = 0;
  for (let i = 0; i < STARTS; i++) {
    const before = process.memoryUsage.rss();
    const pool = await TaskPool.start(loaded, 1);
    startupMs.push(pool.startupMs);
    // The first one also brings what all threads share.
    if (i > 0) oneMb = Math.max(oneMb, (process.memoryUsage.rss() - before) / 1e6);
    await pool.end();
  }
  const availableMb = availableMemory() / 1e6;
  const sizes = poolSizes(machine.cores).filter(
    (threads) => threads === 1 || threads * oneMb <= MEMORY_SHARE * availableMb,
  );
  const pools = new Map<number, TaskPool>();
  let memoryMb = 0;
  // The largest first: the memory of many threads says more than that of one.
  for (const threads of sizes.toReversed()) {
    const before = process.memoryUsage.rss();
    const pool = await TaskPool.start(loaded, threads);
    pools.set(threads, pool);
    if (memoryMb === 0) memoryMb = Math.max(0, process.memoryUsage.rss() - before) / threads / 1e6;
  }

  tell('warm-up on the main thread', 2 * timed * callMs);
  const warmUs = callMs > LONG_CALL_MS ? callMs * 1000 : await warmCallUs(loaded, proved, deck);
  tell('the event loop', 5 * timed * callMs);
  // A long call is the stretch itself.
  const heldMs =
    callMs > LONG_CALL_MS && !proved.isAsync ? callMs : await heldBy(loaded.call, used, proved.isAsync, callMs);
  const moved = [...movableIn(used), ...movableIn(outputs)].reduce((sum, { byteLength }) => sum + byteLength, 0);
  const ways = poolWays(sizes, batchFor(warmUs, bytesIn + bytesOut), moved >= LEAST_MOVED * used.length);
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
  const course = { deck, tell, callMs: warmUs / 1000 };
  const warm = await warmUp(runners, course, check).catch(onThread(request));
  const isInline = ({ threads }: Way): boolean => threads === 0;
  const first = await chooseAmong(warm, course, isInline, CHOICE_SHARE * request.budgetMs).catch(onThread(request));
  const chosen = simplest(first.filter(({ way }) => way.threads > 0));
  const alone = first.filter(({ way }) => way.threads > 0 && way.batch === 1);
  const oneByOne = simplest(alone);

  tell('the break-even', 0);
  const pool = pools.get(oneByOne.threads);
  const copies = oneByOne.transfer && movableIn(outputs).length > 0;
  await pool?.keep(outputs, copies);
  const breakEven =
    pool === undefined
      ? null
      : await breakEvenOf(oneByOne, pool, deck, outputs, copies, BREAK_EVEN_SHARE * request.budgetMs);

  const oneWorker = { ...chosen, threads: 1, inFlight: chosen.inFlight / chosen.threads };
  const finalists = warm.filter(({ runner: { way } }) =>
    [...inlineWays, chosen, oneByOne, oneWorker].some((wanted) => nameOf(wanted) === nameOf(way)),
  );
  const budgetMs = leftMs();
  const mostMs = budgetMs + (MOST_OVER - 1) * request.budgetMs;
  const last = await race(finalists, course, { least: LEAST_ROUNDS, budgetMs, mostMs }).catch(onThread(request));
  const again = new Map(last.map((raced) => [nameOf(raced.way), raced]));
  return {
    samples: inputs.length,
    timed,
    machine,
    disturbance: disturbance(),
    proved,
    heldMs,
    bytesIn,
    bytesOut,
    copyUs: copyUsOf(used, outputs),
    raced: first.map((raced) => again.get(nameOf(raced.way)) ?? raced),
    chosen,
    breakEven,
    startupMs,
    poolStartupMs: pools.get(chosen.threads)?.startupMs ?? 0,
    memoryMb,
    availableMb,
    fits: machine.cores === 1 || sizes.length > 1,
  };
}

/** In bytes: what the system or the container has left. */
function availableMemory(): number {
  const available: unknown = Reflect.get(process, 'availableMemory');
  const found: unknown = typeof available === 'function' ? available.call(process) : null;
  return typeof found === 'number' ? found : freemem();
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

/** The mean size of a value as a message, in bytes; 0 where that is not known. */
function bytesOf(values: readonly unknown[]): number {
  try {
    const sizes = values.slice(0, 100).map((value) => serialize(value).length);
    return Math.round(sizes.reduce((sum, size) => sum + size, 0) / sizes.length);
  } catch {
    return 0;
  }
}

/** About how long a call takes when it is warm, in microseconds. */
async function warmCallUs(loaded: LoadedFunction, proved: Proved, deck: Deck): Promise<number> {
  const runner = inlineRunner(INLINE, { ...loaded, ...proved }, deck);
  let callMs = Number.POSITIVE_INFINITY;
  const endMs = performance.now() + 100;
  for (let calls = deck.cycle; performance.now() < endMs; calls = Math.min(2 * calls, runner.most))
    callMs = Math.min(callMs, (await runner.run(calls)).callMs);
  await delay(0);
  return callMs * 1000;
}

function copyUsOf(inputs: readonly unknown[], outputs: readonly unknown[]): number {
  const endMs = performance.now() + 30;
  const tookUs: number[] = [];
  for (let i = 0; i < 3 || (performance.now() < endMs && tookUs.length < 1000); i++) {
    const beganMs = performance.now();
    structuredClone(inputs[i % inputs.length]);
    structuredClone(outputs[i % outputs.length]);
    tookUs.push((performance.now() - beganMs) * 1000);
  }
  return medianOf(tookUs);
}
