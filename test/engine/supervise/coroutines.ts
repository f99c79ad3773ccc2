/** Coroutines for supervised lines: they keep what they remember. */
import type { Host, Source, SourceHost, Station } from '../../../src/line/coroutine.ts';
import { type Rest, rest } from '../../../src/line/rest.ts';

/** Yields 0, 1, ... below `count`. */
export function* counter({ count }: { readonly count: number }, host: SourceHost): Source<number> {
  const progress = host.keep({ yielded: 0 });
  host.report(() => ({ yielded: progress.yielded }));
  while (progress.yielded < count) {
    host.work(0);
    yield progress.yielded++;
  }
}

/** The same, and rests before each item. */
export function* slowCounter({ count }: { readonly count: number }, host: SourceHost): Source<number> {
  const progress = host.keep({ yielded: 0 });
  while (progress.yielded < count) {
    yield rest(0.2);
    yield progress.yielded++;
  }
}

interface UntilOptions {
  readonly below: number;
  /** One word of shared memory. */
  readonly end: Int32Array;
}

/** Yields 0, 1, ... below `below`, again and again, until the word is not 0. */
export function* counterUntil({ below, end }: UntilOptions, host: SourceHost): Source<number> {
  const progress = host.keep({ yielded: 0 });
  while (Atomics.load(end, 0) === 0) yield progress.yielded++ % below;
}

/** As `counter`, and keeps nothing. */
export function* forgetfulCounter({ count }: { readonly count: number }): Source<number> {
  for (let n = 0; n < count; n++) yield n;
}

interface SumOptions {
  /** The sums stay below it. */
  readonly below: number;
  readonly restMs?: number;
}

/** Sends the sum of all items so far, and says something before its first item and after its last one. */
export function* sums({ below, restMs = 0 }: SumOptions, host: Host<number>): Station<number> {
  const kept = host.keep({ sum: 0 });
  const seen = host.keep(new Int32Array(below));
  host.report(() => ({ sum: kept.sum, seen: [...seen] }));
  host.send(1);
  host.work(0);
  try {
    while (true) {
      const item = yield;
      kept.sum = (kept.sum + item) % below;
      seen[item] = (seen[item] ?? 0) + 1;
      host.work(0);
      if (restMs > 0) yield rest(restMs);
      host.send(kept.sum);
    }
  } finally {
    host.send(kept.sum);
    host.work(0);
    host.send(2);
  }
}

/** Sends each item several times. */
export function* burst({ copies }: { readonly copies: number }, host: Host<number>): Station<number> {
  while (true) {
    const item = yield;
    for (let i = 0; i < copies; i++) host.send(item);
  }
}

/** More rests than a reader needs, on the busiest machine. */
const MOST_RESTS = 10_000;

/** Passes items on, and does not end before somebody has set the word. */
export function* endsWhenSeen({ seen }: { readonly seen: Int32Array }, host: Host<number>): Station<number> {
  try {
    while (true) host.send(yield);
  } finally {
    yield* untilSet(seen);
  }
}

function* untilSet(word: Int32Array): Generator<Rest, void, number> {
  for (let rests = 0; Atomics.load(word, 0) === 0; rests++) {
    if (rests === MOST_RESTS) throw new Error('nobody has seen the last item');
    yield rest(1);
  }
}

/** Passes items on, and throws whenever it is sent the item `at`. */
export function* poisonedBy({ at }: { readonly at: number }, host: Host<number>): Station<number> {
  while (true) {
    const item = yield;
    if (item === at) throw new Error('no taste for this one');
    host.send(item);
  }
}

/** Passes items on, counts them from 1000 on, and throws at some of them. */
export function* tastes({ bad }: { readonly bad: readonly number[] }, host: Host<number>): Station<number> {
  const kept = host.keep({ tasted: 1000 });
  host.report(() => ({ tasted: kept.tasted }));
  while (true) {
    const item = yield;
    if (bad.includes(item)) throw new Error('no taste for this one');
    kept.tasted++;
    host.send(item);
  }
}

/** Passes items on, and ends its thread whenever it is sent the item `at`. */
export function* exitsAt({ at }: { readonly at: number }, host: Host<number>): Station<number> {
  while (true) {
    const item = yield;
    if (item === at) process.exit(3);
    host.send(item);
  }
}

/** Passes items on. It hangs at the item `at` once: whether it has is in memory that outlives its thread. */
export function* hangsOnce(
  { at, hung }: { readonly at: number; readonly hung: SharedArrayBuffer },
  host: Host<number>,
): Station<number> {
  const word = new Int32Array(hung);
  while (true) {
    const item = yield;
    if (item === at && Atomics.exchange(word, 0, 1) === 0) while (true);
    host.send(item);
  }
}

/** Throws at each item once. At which it has is in memory that outlives its thread. */
export function* diesOnceAtEach({ died }: { readonly died: SharedArrayBuffer }, host: Host<number>): Station<number> {
  const words = new Int32Array(died);
  while (true) {
    const item = yield;
    if (Atomics.exchange(words, item, 1) === 0) throw new Error('not again');
    host.send(item);
  }
}

/** Asks for more than a station may keep. */
export function* keepsTooMuch(_options: unknown, host: Host<number>): Station<number> {
  host.keep(new Uint8Array(70_000));
  while (true) host.send(yield);
}
