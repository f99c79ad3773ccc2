/** Tiny real coroutines that do one thing wrong, or one thing visibly. Loaded by name into every engine. */
import type { Host, Source, SourceHost, Station } from '../../src/line/coroutine.ts';
import { rest } from '../../src/line/rest.ts';

/** Yields 0, 1, ... below `count`. */
export function* counter({ count }: { readonly count: number }, host: SourceHost): Source<number> {
  let yielded = 0;
  host.report(() => ({ yielded }));
  while (yielded < count) yield yielded++;
}

/** Notes what it is sent and passes it on. */
export function* passOn(_options: unknown, host: Host): Station {
  const seen: unknown[] = [];
  host.report(() => ({ seen }));
  while (true) {
    const item = yield;
    seen.push(item);
    host.send(item);
  }
}

/** Passes on, and from the item `at` on throws. */
export function* throwAt({ at, what }: { readonly at: number; readonly what: string }, host: Host): Station {
  while (true) {
    const item = yield;
    if (item === at) throw what === 'undefined' ? undefined : new Error(what);
    host.send(item);
  }
}

/** Takes one item, works on it and throws. */
export function* tired(
  { iterations, what }: { readonly iterations: number; readonly what: string },
  host: Host,
): Station {
  yield;
  host.work(iterations);
  throw new Error(what);
}

/** Works before it has anything to yield, and throws. */
// biome-ignore lint/correctness/useYield: it never gets as far
export function* tiredSource(
  { iterations, what }: { readonly iterations: number; readonly what: string },
  host: SourceHost,
): Source {
  host.work(iterations);
  throw new Error(what);
}

/** Throws when it is started. */
// biome-ignore lint/correctness/useYield: it never gets as far
export function* stillborn(): Station {
  throw new Error('no flour in the house');
}

/** Ends of its own accord after `count` items. */
export function* quitter({ count }: { readonly count: number }, host: Host): Station {
  for (let i = 0; i < count; i++) host.send(yield);
}

/** For each item sends `copies` of it at once: more than there may be room for. */
export function* burst({ copies }: { readonly copies: number }, host: Host): Station {
  while (true) {
    const item = yield;
    for (let i = 0; i < copies; i++) host.send(item);
  }
}

/** Sends what it has only when the stream has ended. */
export function* hoarder(_options: unknown, host: Host): Station {
  const shelf: unknown[] = [];
  try {
    while (true) shelf.push(yield);
  } finally {
    for (const item of shelf) host.send(item);
  }
}

/** Rests before it passes on. */
export function* sleeper({ ms }: { readonly ms: number }, host: Host): Station {
  while (true) {
    const item = yield;
    yield rest(ms);
    host.send(item);
  }
}

/** Works before it passes on. */
export function* worker({ iterations }: { readonly iterations: number }, host: Host): Station {
  while (true) {
    const item = yield;
    host.work(iterations);
    host.send(item);
  }
}

/** A source that throws after `at` items. */
export function* brokenSource({ at }: { readonly at: number }): Source<number> {
  for (let item = 0; item < at; item++) yield item;
  throw new Error('the van broke down');
}

export const notAGenerator = (): number => 1;

/** For each item sends some items of its own kind. */
export function* answering(
  { first, kinds, copies }: { readonly first: number; readonly kinds: number; readonly copies: number },
  host: Host<number>,
): Station<number> {
  while (true) {
    const item = yield;
    for (let i = 0; i < copies; i++) host.send(first + (item % kinds));
  }
}

/** Passes on, and throws once more when it is ended, or swallows what goes wrong further on. */
export function* clumsy({ swallows }: { readonly swallows: boolean }, host: Host): Station {
  try {
    while (true) {
      const item = yield;
      try {
        host.send(item);
      } catch (error) {
        if (!swallows) throw error;
      }
    }
  } finally {
    if (!swallows) drop();
  }
}

function drop(): never {
  throw new Error('dropped in passing');
}
