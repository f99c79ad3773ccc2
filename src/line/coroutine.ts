/** What a coroutine yields, and what an engine gives to it. The coroutine never learns who resumes it. */

/** What travels along a line: a small integer, the item's place in the line's alphabet. */
export type Item = number;

/** Asks the engine to resume the coroutine after `ms` milliseconds. */
export interface Rest {
  readonly ms: number;
}

/**
 * What an engine gives to a coroutine.
 *
 * - **send** hands one item to the next station. It never waits: an engine resumes a coroutine only while there is room.
 * - **work** computes for a number of iterations of the kernel and adds the result to the station's digest.
 * - **report** takes a function that returns the coroutine's account as plain data. Call it before the first `yield`. The
 *   engine calls the function once, after the coroutine has ended.
 */
export interface Host {
  send(item: Item): void;
  work(iterations: number): void;
  report(account: () => unknown): void;
}

/** A station is sent items: `const item = yield`. Between items it may ask for a rest: `yield rest(5)`. */
export type Station = Generator<Rest | undefined, void, Item>;

/** A source is sent nothing. It yields one item after the other, and may ask for a rest between them. */
export type Source = Generator<Rest | Item, void, void>;

/** A station or a source, as an engine sees it. */
export type Coroutine = Generator<Rest | Item | undefined, void, Item>;

/** What a module of coroutines exports: a function of plain-data options and a host that returns a generator. */
export type CoroutineFunction = (options: unknown, host: Host) => Coroutine;
