/** Tiny coroutines at the edges of the protocol: odd yields, rests at odd places, and what is seen of their `finally`. */
import type { Host, Source, Station } from '../../src/line/coroutine.ts';
import { rest } from '../../src/line/rest.ts';
import { passOn } from './coroutines.ts';

/** Counts in shared memory: a thread that has ended reports nothing. */
export interface Counts {
  readonly primed: Int32Array;
  /** How often a `finally` has run to its end. */
  readonly ended: Int32Array;
}

export function newCounts(): Counts {
  const word = (): Int32Array => new Int32Array(new SharedArrayBuffer(4));
  return { primed: word(), ended: word() };
}

/** Passes on, and is counted. */
export function* counted({ primed, ended }: Counts, host: Host): Station {
  try {
    Atomics.add(primed, 0, 1);
    Atomics.notify(primed, 0);
    while (true) host.send(yield);
  } finally {
    Atomics.add(ended, 0, 1);
  }
}

/** Sends what no item is: something that plain JavaScript would take for a place in a list. */
export function* sendsAnything({ what }: { readonly what: unknown }, host: Host): Station {
  while (true) {
    yield;
    host.send(what);
  }
}

/** Throws at priming, when so many others have been primed. */
// biome-ignore lint/correctness/useYield: it never gets as far
export function* failsAfter({ primed, others }: Pick<Counts, 'primed'> & { readonly others: number }): Station {
  for (let seen = Atomics.load(primed, 0); seen < others; seen = Atomics.load(primed, 0)) Atomics.wait(primed, 0, seen);
  throw new Error('no flour in the house');
}

/** Rests for so long before it is ready, and is counted. */
export function* restsFirst({ ms, ended }: { readonly ms: number } & Pick<Counts, 'ended'>, host: Host): Station {
  try {
    yield rest(ms);
    while (true) host.send(yield);
  } finally {
    Atomics.add(ended, 0, 1);
  }
}

/** Passes on an item and rests for so long, and is counted. */
export function* restsAfterItem({ ms, ended }: { readonly ms: number } & Pick<Counts, 'ended'>, host: Host): Station {
  try {
    while (true) {
      host.send(yield);
      yield rest(ms);
    }
  } finally {
    Atomics.add(ended, 0, 1);
  }
}

/** Its `finally` takes so long without using a processor, as on a machine that is busy with other things. */
export function* tidiesLong({ ms, ended }: { readonly ms: number } & Pick<Counts, 'ended'>, host: Host): Station {
  try {
    while (true) host.send(yield);
  } finally {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
    Atomics.add(ended, 0, 1);
  }
}

/** Rests before its first item and twice in its `finally`, and sends what it has only then. */
export function* patient(_options: unknown, host: Host): Station {
  const kept: unknown[] = [];
  const done: string[] = [];
  host.report(() => done);
  yield rest(1);
  yield host.rest(0.5);
  done.push('primed');
  try {
    while (true) kept.push(yield);
  } finally {
    done.push('finally');
    yield rest(1);
    for (const item of kept) host.send(item);
    yield rest(1);
    done.push('over');
  }
}

export type Where = 'before the first item' | 'after an item' | 'in finally';

/** Yields a value at a place where nothing but a rest is allowed. */
export function* yieldsOdd(
  { value, where, ended }: { readonly value: unknown; readonly where: Where } & Pick<Counts, 'ended'>,
  host: Host,
): Generator<unknown, void, number> {
  if (where === 'before the first item') yield value;
  try {
    while (true) {
      const item = yield;
      if (typeof item === 'number') host.send(item);
      if (where === 'after an item') yield value;
    }
  } finally {
    if (where === 'in finally') yield value;
    Atomics.add(ended, 0, 1);
  }
}

/** The mark of a rest: a coroutine that knows it can make a rest by hand, which nothing has checked. */
const REST = Symbol.for('cake-factory.rest');

/** Asks for a rest that it has made by hand. */
export function* restsByHand(
  { ms, where, ended }: { readonly ms: unknown; readonly where: Where } & Pick<Counts, 'ended'>,
  host: Host,
): Generator<unknown, void, number> {
  yield* yieldsOdd({ value: { [REST]: true, ms }, where, ended }, host);
}

/** A source that asks for a rest that it has made by hand. */
export function* sourceRestsByHand({ ms }: { readonly ms: unknown }): Generator<unknown, void, void> {
  yield 0;
  yield { [REST]: true, ms };
}

/** Asks for a rest by the function that checks it. */
export function* restsFor({ ms }: { readonly ms: number }, host: Host): Station {
  while (true) {
    const item = yield;
    yield rest(ms);
    host.send(item);
  }
}

/** A source that yields these values. */
export function* yieldsThese({ values }: { readonly values: readonly unknown[] }): Generator<unknown, void, void> {
  for (const value of values) yield value;
}

/** Passes on, and sends a value with a function in it instead of the item number `at`, from 1. */
export function* sendsAFunction({ at }: { readonly at: number }, host: Host): Station {
  for (let number = 1; ; number++) {
    const item = yield;
    host.send(number === at ? { user: { save() {} } } : item);
  }
}

/** Notes the number in each record and then changes it. */
export function* meddles(_options: unknown, host: Host): Station<{ n: number }> {
  const seen: number[] = [];
  host.report(() => ({ seen }));
  while (true) {
    const item = yield;
    seen.push(item.n);
    item.n = -1;
  }
}

/** For each item sends this one. */
export function* sendsOdd({ item }: { readonly item: number }, host: Host): Station {
  while (true) {
    yield;
    host.send(item);
  }
}

interface TidiesOptions extends Pick<Counts, 'ended'> {
  /** How long it rests in its `finally`. */
  readonly restMs: number;
  /** Whether it yields there anything but rests. */
  readonly yields: boolean;
}

/** Its `finally` sends and rests, and may yield. Each step of it that runs is counted. */
export function* tidies({ ended, restMs, yields }: TidiesOptions, host: Host): Station {
  try {
    while (true) host.send(yield);
  } finally {
    host.send(0);
    Atomics.add(ended, 0, 1);
    yield rest(restMs);
    Atomics.add(ended, 0, 1);
    if (yields) yield;
    Atomics.add(ended, 0, 1);
  }
}

/** Passes on some items, and then never comes back. */
export function* hangs({ after }: { readonly after: number }, host: Host): Station {
  for (let taken = 0; ; taken++) {
    const item = yield;
    while (taken === after);
    host.send(item);
  }
}

/** Passes on some items, and then ends its thread. */
export function* exits({ after, code }: { readonly after: number; readonly code: number }, host: Host): Station {
  for (let taken = 0; ; taken++) {
    const item = yield;
    if (taken === after) process.exit(code);
    host.send(item);
  }
}

/** Its `finally` never ends by itself. */
export function* lingers(_options: unknown, host: Host): Station {
  try {
    while (true) host.send(yield);
  } finally {
    for (;;) yield;
  }
}

/** Swallows what goes wrong further on, for ever. */
export function* swallowing(_options: unknown, host: Host): Station {
  while (true) {
    const item = yield;
    try {
      host.send(item);
    } catch {}
  }
}

/** Yields the same item for ever. */
export function* endless(): Source<number> {
  while (true) yield 0;
}

/** Writes its number into a list that all runs share, when it begins and when it ends. */
export function* logged(
  { log, run }: { readonly log: Int32Array<SharedArrayBuffer>; readonly run: number },
  host: Host,
): Station {
  const note = (): void => void Atomics.store(log, Atomics.add(log, 0, 1) + 1, run);
  note();
  try {
    while (true) host.send(yield);
  } finally {
    note();
  }
}

/** A plain function that returns a generator is as good as a generator function. */
export const plain = (options: unknown, host: Host): Station => passOn(options, host);

export const returnsNothing = (): void => {};
export const returnsList = (): unknown => [];
export async function* isAsync(): AsyncGenerator<undefined, void, number> {
  while (true) yield;
}
export class Baker {}
