/**
 * The coroutine protocol: how every engine creates, primes, resumes and ends a coroutine, and what a coroutine may yield.
 *
 * Engines differ in what a rest is: under some it blocks the thread, under others the other stations go on. So every step in
 * which a coroutine may rest is a generator of rests here, and each engine rests in its own way.
 */
import type { Coroutine, CoroutineFunction, Host } from '../../line/coroutine.ts';
import type { StationSpec } from '../../line/line.ts';
import { checkRest } from '../../line/rest.ts';

/** What a coroutine answers when it is resumed. */
export type Step = ReturnType<Coroutine['next']>;

/** @throws TypeError when the function does not return a generator */
export function create(coroutineFunction: CoroutineFunction, spec: StationSpec, host: Host): Coroutine {
  const coroutine: unknown = coroutineFunction(spec.options, host);
  if (!isGenerator(coroutine))
    throw new TypeError(`expected "${spec.export}" to return a generator, found ${shown(coroutine)}`);
  return coroutine;
}

function isGenerator(value: unknown): value is Coroutine {
  return (
    typeof value === 'object' &&
    value !== null &&
    ['next', 'return', 'throw'].every((method) => typeof Reflect.get(value, method) === 'function')
  );
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
  return restIn(value, 'a source yields an item or a rest');
}

/**
 * Ends a coroutine at the end of its stream: `finally` runs. The rests in it are yielded, in milliseconds.
 *
 * @throws TypeError when it yields anything else there: nothing will ever be sent to it
 */
export function* finish(coroutine: Coroutine): Generator<number, void, void> {
  for (let step = coroutine.return(); !step.done; step = coroutine.next())
    yield restIn(step.value, 'after the last item a coroutine yields nothing but a rest');
}

/** More than any `finally` needs; what yields for ever must not keep a failed run from ending. */
const MOST_LAST_STEPS = 1000;

/** Ends a coroutine after a failure: `finally` runs, without its rests. What it throws is not what went wrong first. */
export function abandon(coroutine: Coroutine): void {
  try {
    let step = coroutine.return();
    for (let i = 0; i < MOST_LAST_STEPS && !step.done; i++) step = coroutine.next();
  } catch {}
}

function restIn(value: unknown, rule: string): number {
  if (typeof value !== 'object' || value === null || !('ms' in value))
    throw new TypeError(`${rule}; found ${shown(value)}`);
  checkRest(value.ms);
  return value.ms;
}

/** A value as an error names it. */
function shown(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'an object';
  if (typeof value === 'string') return JSON.stringify(value.slice(0, 40));
  return typeof value === 'function' ? 'a function' : `the ${typeof value} ${String(value)}`;
}
