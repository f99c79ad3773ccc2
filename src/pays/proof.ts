/** The proof: each call gives the same output, on the main thread and on every other one. */
import { reasonIn } from '../channel/uncloneable.ts';
import { reasonOf } from '../engine/failure.ts';
import { FactoryError, InputError } from '../line/factory-error.ts';
import { type Hash, hashOf, UnhashableError } from '../line/hash.ts';
import { printable } from '../line/printable.ts';
import { positionIn } from '../own/position.ts';
import { type Callable, isThenable } from './callable.ts';
import { movableIn } from './movable.ts';

/** An input or an output cannot cross to a thread, or the function throws. */
export class CallError extends InputError {
  override name = 'CallError';
}

/** The outputs on a thread are others than those on the main thread. */
export class OutputsError extends FactoryError {
  override name = 'OutputsError';
}

export interface Proof {
  /** Whether each output was found equal, in each way of calling. */
  readonly equal: boolean;
  /** Why nothing is proved; null where it is. */
  readonly reason: 'outputs differ between runs' | 'outputs cannot be compared' | null;
  /** How many inputs were tried. */
  readonly inputs: number;
  /** The class that outputs lose on their way from a thread; null where they lose none. */
  readonly lostClass: string | null;
}

/** An input, and its place among those that the user gave. */
export interface Sample {
  readonly index: number;
  readonly input: unknown;
}

export interface Proved extends Proof {
  /** Those that were tried. */
  readonly samples: readonly Sample[];
  /** Of the outputs, in the same order; null where nothing is proved. */
  readonly hashes: readonly Hash[] | null;
  readonly outputs: readonly unknown[];
  /** Whether the function returns promises. */
  readonly isAsync: boolean;
  /** Whether the function changes its inputs. Then each call needs a new one. */
  readonly changesInput: boolean;
  /** Whether two outputs have the same memory. Then none of it can be transferred. */
  readonly sharesMemory: boolean;
  /** How long the calls took, in milliseconds: the second one of each input. */
  readonly callMs: readonly number[];
}

/**
 * Clones the inputs: what crosses to a thread is a clone too. The first ones of the result are spread evenly over all
 * inputs, so that a few of them stand for all.
 *
 * @throws CallError for the first one that cannot be cloned
 */
export function samplesOf(inputs: readonly unknown[]): Sample[] {
  const samples = inputs.map((input, index) => {
    try {
      return { index, input: structuredClone(input) };
    } catch (error) {
      throw new CallError(
        `input ${index}: expected what can be cloned to another thread, found ${reasonIn(input, error)}`,
      );
    }
  });
  return samples.toSorted((one, other) => reversed(one.index) - reversed(other.index));
}

/** The lowest 16 bits in reverse (the sequence of van der Corput): 0, 32768, 16384, 49152, ... */
function reversed(index: number): number {
  let bits = 0;
  for (let bit = 0; bit < 16; bit++) bits = (bits << 1) | ((index >> bit) & 1);
  return bits;
}

/**
 * Calls the function twice with each input.
 *
 * @param before called before each call
 * @param enough asked after each input; the rest is left out
 * @throws CallError when the function throws, or an output cannot be cloned
 */
export async function prove(
  call: Callable,
  samples: readonly Sample[],
  file: string,
  before: (index: number) => void,
  enough: () => boolean,
): Promise<Proved> {
  const hashes: Hash[] = [];
  const outputs: unknown[] = [];
  const callMs: number[] = [];
  let reason: Proof['reason'] = null;
  let isAsync = false;
  let changesInput = false;
  let sharesMemory = false;
  let lostClass: string | null = null;
  const memory = new WeakSet<ArrayBuffer>();
  for (const { index: i, input } of samples) {
    const copies = [structuredClone(input), structuredClone(input)];
    const found: Hash[] = [];
    for (const [turn, copy] of copies.entries()) {
      before(i);
      const beganMs = performance.now();
      let output = called(call, copy, i, file);
      if (isThenable(output)) {
        isAsync = true;
        output = await settled(output, i, file);
      }
      const tookMs = performance.now() - beganMs;
      lostClass ??= lostBy(output, cloneOf(output, i));
      for (const buffer of movableIn(output)) {
        sharesMemory ||= memory.has(buffer);
        memory.add(buffer);
      }
      const hash = hashIn(output);
      if (hash === null) reason ??= 'outputs cannot be compared';
      else found.push(hash);
      if (turn === 1) {
        callMs.push(tookMs);
        outputs.push(output);
      }
    }
    changesInput ||= !sameHash(hashIn(copies[0]), hashIn(input));
    const [one, other] = found;
    if (one !== undefined && other !== undefined) {
      hashes.push(one);
      if (!sameHash(one, other)) reason ??= 'outputs differ between runs';
    }
    if (enough()) break;
  }
  const equal = reason === null;
  return {
    equal,
    reason,
    inputs: outputs.length,
    samples: samples.slice(0, outputs.length),
    hashes: equal ? hashes : null,
    outputs,
    isAsync,
    changesInput,
    sharesMemory,
    lostClass,
    callMs,
  };
}

/**
 * Whether outputs are those of the proof.
 *
 * @param outputs for the first samples, in turn
 * @param timed how many samples that are
 * @returns the first sample whose output differs; null where all are equal, or where nothing is proved
 */
export function firstDifference(
  { hashes, samples }: Proved,
  outputs: readonly unknown[],
  timed: number,
): Sample | null {
  if (hashes === null) return null;
  const place = outputs.findIndex((output, i) => !sameHash(hashIn(output), hashes[i % timed] ?? null));
  return place === -1 ? null : (samples[place % timed] ?? null);
}

/** @throws OutputsError for the first output on a thread that differs */
export function checkOnThread(proved: Proved, outputs: readonly unknown[], timed: number, where: string): void {
  const found = firstDifference(proved, outputs, timed);
  if (found === null) return;
  throw new OutputsError(
    `input ${found.index}: expected the same output ${where} as on the main thread, found another one: the function may use what only one of them has, such as state of its module or the class of its input`,
  );
}

/** The same without a proof: the outputs have changed since. */
export function withoutProof(proved: Proved): Proved {
  return { ...proved, equal: false, reason: 'outputs differ between runs', hashes: null };
}

/** The failure of a call. @param where the call was made; empty for the main thread */
export function callFailure(error: unknown, input: number | null, file: string, where = ''): CallError {
  const position = positionIn(error, [file]);
  const which = input === null ? 'a call' : `input ${input}`;
  return new CallError(
    `${which}: the function throws${where === '' ? '' : ` ${where}`}: ${reasonOf(error)}${position === null ? '' : `, at ${position}`}`,
    { cause: error },
  );
}

function called(call: Callable, input: unknown, index: number, file: string): unknown {
  try {
    return call(input);
  } catch (error) {
    throw callFailure(error, index, file);
  }
}

async function settled(output: PromiseLike<unknown>, index: number, file: string): Promise<unknown> {
  try {
    return await output;
  } catch (error) {
    throw callFailure(error, index, file);
  }
}

function cloneOf(output: unknown, index: number): unknown {
  try {
    const clone: unknown = structuredClone(output);
    return clone;
  } catch (error) {
    throw new CallError(
      `input ${index}: expected an output that can be cloned to another thread, found ${reasonIn(output, error)}`,
    );
  }
}

/** The class that a value has and its clone has not. Only the value itself is looked at, not what is in it. */
function lostBy(value: unknown, clone: unknown): string | null {
  if (typeof value !== 'object' || value === null || typeof clone !== 'object' || clone === null) return null;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === null || prototype === Object.getPrototypeOf(clone)) return null;
  const { name } = value.constructor;
  return name === '' ? 'of no name' : printable(name);
}

function hashIn(value: unknown): Hash | null {
  try {
    return hashOf(value);
  } catch (error) {
    if (error instanceof UnhashableError) return null;
    throw error;
  }
}

function sameHash(one: Hash | null, other: Hash | null): boolean {
  return one !== null && other !== null ? one.high === other.high && one.low === other.low : one === other;
}
