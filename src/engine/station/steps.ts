/**
 * The coroutine protocol: how every engine creates, primes and ends a coroutine, and what a coroutine may yield. The resume for
 * an item is in `takeTurn` (loop.ts) and in `resume` (calls/station.ts): they are the inner loops.
 *
 * Engines differ in what a rest is: under some it blocks the thread, under others the other stations go on. So every step in
 * which a coroutine may rest is a generator of rests here, and each engine rests in its own way.
 */
import type { Coroutine, CoroutineFunction, Host, Part } from '../../line/coroutine.ts';
import type { StationSpec } from '../../line/line.ts';
import { show } from '../../line/printable.ts';
import { checkRest, isRest } from '../../line/rest.ts';

/** What a coroutine answers when it is resumed. */
export type Step = ReturnType<Coroutine['next']>;

/** @throws TypeError when the function does not return a generator */
export function create(coroutineFunction: CoroutineFunction, spec: StationSpec, host: Host & Part): Coroutine {
  const coroutine: unknown = coroutineFunction(host);
  const name = spec.place === undefined ? spec.export : spec.name;
  if (!isGenerator(coroutine))
    throw new TypeError(
      `expected "${name}" to return a generator, found ${isAsync(coroutine) ? 'an async one' : show(coroutine)}`,
    );
  return coroutine;
}

/** Not an async generator: its `next` returns a promise, and the items that it is sent would vanish. */
function isGenerator(value: unknown): value is Coroutine {
  return (
    typeof value === 'object' &&
    value !== null &&
    ['next', 'return', 'throw', Symbol.iterator].every((method) => typeof Reflect.get(value, method) === 'function')
  );
}

function isAsync(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}

/**
 * Runs a station to its first plain `yield`: without it the first item would be lost. Yields the rests that the station
 * asks for before, in milliseconds.
 */
export function* prime(coroutine: Coroutine): Generator<number, void, void> {
  yield* restsUntilItem(coroutine, coroutine.next(), 'it ended before it was sent anything');
}

/**
 * The rests that a station asks for after an item, in milliseconds, until it waits for the next item.
 *
 * @param first what it answered when it was sent the item
 */
export function* restsAfterItem(coroutine: Coroutine, first: Step): Generator<number, void, void> {
  yield* restsUntilItem(coroutine, first, 'it ended while items were still coming');
}

function* restsUntilItem(coroutine: Coroutine, first: Step, ended: string): Generator<number, void, void> {
  let step = first;
  while (!step.done && step.value !== undefined) {
    yield restIn(step.value, 'a station yields a rest or nothing, and sends what it makes');
    step = coroutine.next();
  }
  if (step.done) throw new Error(ended);
}

/** The rest that a source yields instead of an item, in milliseconds. */
export function sourceRest(value: unknown): number {
  return restIn(value, 'a source yields items and rests');
}

/**
 * Ends a coroutine at the end of its stream: `finally` runs. The rests in it are yielded, in milliseconds. When one of them
 * is cut short, the rest of `finally` runs without them.
 *
 * @throws TypeError when it yields anything else there: nothing will ever be sent to it
 */
export function* finish(coroutine: Coroutine): Generator<number, void, void> {
  let step = coroutine.return();
  try {
    for (; !step.done; step = coroutine.next())
      yield restIn(step.value, 'in `finally` a coroutine yields rests and nothing else');
  } finally {
    // Not `return`, as in `abandon`: at a `yield` inside `finally` it would cut off what comes after.
    if (!step.done) drain(coroutine);
  }
}

/** Ends a coroutine after a failure: `finally` runs, without its rests. What it throws is not what went wrong first. */
export function abandon(coroutine: Coroutine): void {
  try {
    if (!coroutine.return().done) drain(coroutine);
  } catch {}
}

/** More than any `finally` needs. A coroutine that yields for ever must not keep a failed run from ending. */
export const MOST_LAST_STEPS = 1000;

/** Drives a coroutine that is in its `finally` to its end. */
function drain(coroutine: Coroutine): void {
  try {
    for (let steps = 0; steps < MOST_LAST_STEPS; steps++) if (coroutine.next().done) return;
  } catch {}
}

/** Whether a source has yielded an item. */
export function isItem({ value, done }: Step): boolean {
  return !done && value !== undefined && !isRest(value);
}

function restIn(value: unknown, rule: string): number {
  if (!isRest(value)) throw new TypeError(`${rule}; found ${value === undefined ? 'a plain yield' : show(value)}`);
  const { ms } = value;
  checkRest(ms);
  return ms;
}
