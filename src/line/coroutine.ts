/** What a coroutine yields, and what an engine gives to it. The coroutine never learns who resumes it. */
import type { Keep } from './keep.ts';
import type { Rest } from './rest.ts';

/** What travels along a line. An engine moves it and does not look inside. It is never `undefined`. */
export type Item = unknown;

/**
 * What an engine gives to a station. Its functions need no `this`: `function* ({ send }) { ... }`.
 *
 * - **send** hands one item to every station that reads this one. It never waits: an engine resumes a station only while
 *   there is room.
 * - **work** computes for a number of iterations of the kernel and adds the result to the station's digest.
 * - **rest** makes a rest, for `yield rest(5)`: the station is resumed 5 ms later or a little after that.
 * - **report** takes a function that returns the station's account as plain data. Call it before the first `yield`. The
 *   engine calls the function once, after the station has ended.
 * - **keep** takes numbers by name, or an array of numbers, and returns what to use in their place. Call it before the first `yield`. Where
 *   an engine supervises its stations, a thread that takes the place of a dead one gets them as they were after the last item that
 *   counts. What else a coroutine has in its variables is gone then.
 */
export interface Host<Out = Item> {
  readonly send: (item: Out) => void;
  readonly work: (iterations: number) => void;
  readonly rest: (ms: number) => Rest;
  readonly keep: Keep;
  readonly report: (account: () => unknown) => void;
}

/** What an engine gives to a source, which yields its items instead of sending them. */
export interface SourceHost extends Pick<Host, 'work' | 'rest' | 'keep' | 'report'>, Part {}

/** Which part of the work a source delivers: part 0 of 1 is all of it. */
export interface Part {
  /** From 0. */
  readonly part: number;
  /** How many parts there are, 1 or more. A source that is not asked for less than all of it need not look at this. */
  readonly parts: number;
}

/** A station is sent items: `const item = yield`. Between items it may ask for a rest: `yield rest(5)`. */
export type Station<In = Item> = Generator<Rest | undefined, void, In>;

/** A source is sent nothing. It yields one item after the other, and may ask for a rest between them. */
export type Source<Out = Item> = Generator<Rest | Out, void, void>;

/** A station or a source, as an engine sees it. */
export type Coroutine = Generator<Item, void, Item>;

/** How an engine makes a coroutine. */
export type CoroutineFunction = (host: Host & Part) => Coroutine;
