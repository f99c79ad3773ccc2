/** The function with its inputs, and what the first calls show. */
import { reasonOf } from '../engine/failure.ts';
import { FactoryError } from '../line/factory-error.ts';
import { medianOf } from '../measure/statistics/samples.ts';
import { workerBuild } from '../platform/node/worker-build.ts';
import { bytesOf, copyUsOf } from './costs.ts';
import { Deck } from './deck.ts';
import { type LoadedFunction, loadFunction } from './function-file.ts';
import { inputsFrom } from './inputs.ts';
import type { Tell } from './measure.ts';
import { movableIn } from './movable.ts';
import { CallError, callFailure, type Proved, prove, samplesOf } from './proof.ts';
import type { Request } from './request.ts';
import type { Fail } from './runner.ts';

export interface Subject {
  readonly request: Request;
  readonly loaded: LoadedFunction;
  /** How long it took to load, in milliseconds. */
  readonly loadMs: number;
  readonly samples: number;
  readonly proved: Proved;
  /** The samples of the timed runs, and the outputs for them. */
  readonly used: readonly unknown[];
  readonly outputs: readonly unknown[];
  readonly deck: Deck;
  readonly bytesIn: number;
  readonly bytesOut: number;
  /** How long it takes to copy an input and its output once, in microseconds. */
  readonly copyUs: number;
  /** About how long a call takes that is not warm, in milliseconds. */
  readonly coldMs: number;
}

/** The share of the budget for the calls of the proof on the main thread. */
const PROOF_SHARE = 0.04;
/** Up to so many inputs it may be larger. */
const LEAST_PROVED = 8;
const MOST_PROOF_SHARE = 0.2;
/** The samples of the timed runs take about so long on the main thread, in milliseconds. */
const CYCLE_MS = 50;
const MOST_TIMED = 1024;
/** The most memory for one round of the samples, in bytes. */
const MOST_CYCLE_BYTES = 16_000_000;
/** Less memory than this, in bytes, is not worth a transfer. */
const LEAST_MOVED = 1000;

/** To read and copy large inputs may take so long, in milliseconds. */
export const LONG_COPY_MS = 60_000;

/** Loads the function and its inputs, and calls it with as many of them as there is time for. */
export async function firstCalls(request: Request, tell: Tell): Promise<Subject> {
  tell('loading the file', 0);
  const beganMs = performance.now();
  const loaded = await loadFunction(request, workerBuild());
  const loadMs = performance.now() - beganMs;
  tell('reading the inputs', LONG_COPY_MS);
  const inputs = await inputsFrom(request.inputs, loaded.code.moduleUrl);
  tell('copying the inputs', LONG_COPY_MS);
  const samples = samplesOf(inputs);
  const proofBeganMs = performance.now();
  let tried = 0;
  const enough = (): boolean => {
    tried++;
    const share = (performance.now() - proofBeganMs) / request.budgetMs;
    return share > (tried < LEAST_PROVED ? MOST_PROOF_SHARE : PROOF_SHARE);
  };
  const proved = await prove(loaded.call, samples, request.path, (index) => tell(`input ${index}`, 0), enough);
  tell('the sizes of inputs and outputs', LONG_COPY_MS);
  const coldMs = medianOf(proved.callMs);
  const bytesIn = bytesOf(proved.samples.map(({ input }) => input));
  const bytesOut = bytesOf(proved.outputs);
  const timed = timedOf(proved, coldMs, bytesIn + bytesOut);
  const used = proved.samples.slice(0, timed).map(({ input }) => input);
  const outputs = proved.outputs.slice(0, timed);
  return {
    request,
    loaded,
    loadMs,
    samples: inputs.length,
    proved,
    used,
    outputs,
    deck: new Deck(used, bytesIn),
    bytesIn,
    bytesOut,
    copyUs: copyUsOf(used, outputs),
    coldMs,
  };
}

/** Whether there is memory that is worth a transfer, and nobody else's. */
export function canTransfer({ used, outputs, proved }: Subject): boolean {
  const buffers = [...movableIn(used), ...movableIn(outputs)];
  const bytes = buffers.reduce((sum, { byteLength }) => sum + byteLength, 0);
  return !proved.sharesMemory && bytes >= LEAST_MOVED * used.length;
}

export function failOnMain({ request, proved, used }: Subject): Fail {
  return (error, place) => {
    throw callFailure(error, indexAt(proved, place, used.length), request.path);
  };
}

/** @param cycle how many samples follow each other in a run */
export function failOnThread({ request, proved }: Subject, cycle: number): Fail {
  return (error, place) => {
    if (error instanceof FactoryError) throw error;
    const [, code] = /^worker exited with code: (\d+)$/.exec(reasonOf(error)) ?? [];
    throw code === undefined
      ? callFailure(error, indexAt(proved, place, cycle), request.path, 'on a thread')
      : new CallError(`a call ends its thread, with code ${code}`, { cause: error });
  };
}

/** The place of an input among those that the user gave. @param place in a run, in which the samples come again and again */
function indexAt({ samples }: Proved, place: number | null, cycle: number): number | null {
  return place === null ? null : (samples[place % cycle]?.index ?? null);
}

/** How many samples the timed runs use: few where calls are long or inputs are large. */
function timedOf({ inputs }: Proved, callMs: number, bytes: number): number {
  const byTime = Math.floor(CYCLE_MS / Math.max(callMs, 1e-6));
  const byBytes = Math.floor(MOST_CYCLE_BYTES / Math.max(1, bytes));
  return Math.max(1, Math.min(inputs, MOST_TIMED, byTime, byBytes));
}
