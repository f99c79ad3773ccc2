/** What a coroutine may say to whoever resumes it, and what it is given. It never learns who that is. */

/** What travels along a line: a small integer, its place in the line's alphabet. Channels carry nothing else. */
export type Item = number;

/** Asks to be resumed after so many milliseconds. */
export interface Rest {
  readonly ms: number;
}

/**
 * What the host gives to a coroutine.
 *
 * - **send** hands one item to the next station. It never waits: whoever resumes the coroutine does so only while
 *   there is room.
 * - **work** burns the CPU for so many iterations of the kernel and folds the result into the station's digest.
 * - **report** is given, before the first `yield`, a function that makes up the coroutine's account as plain data. It is
 *   called once the coroutine has ended.
 */
export interface Host {
  send(item: Item): void;
  work(iterations: number): void;
  report(account: () => unknown): void;
}

/** A station is sent items: `const item = yield`. In between it may ask for a rest: `yield rest(5)`. */
export type Station = Generator<Rest | undefined, void, Item>;

/** A source is sent nothing: it yields one item after the other, and may rest in between. */
export type Source = Generator<Rest | Item, void, void>;

/** Either of them, as an engine sees it that has just loaded it. */
export type Coroutine = Generator<Rest | Item | undefined, void, Item>;

/** What a module of coroutines exports: a generator function of plain-data options and a host. */
export type CoroutineFunction = (options: unknown, host: Host) => Coroutine;
