/**
 * Exercise 7: a mutex.
 *
 * Threads call `lock` before they use the oven, and `unlock` after that. The word is shared memory, 0 at the beginning. Each
 * of its methods is one step, as those of `Atomics` are: other threads may come between two of them. Change `lock` and
 * `unlock` so that
 *
 * - only one thread at a time is between `lock` and `unlock`,
 * - a thread that has to wait sleeps (`wait`), and no thread sleeps for ever.
 *
 * Grade it: npm run exercise -- 7, or with the package: npx cake-factory exercise 7 --file FILE
 */

export interface Word {
  load(): number;
  store(value: number): void;
  /** Stores `value` if the word is `expected`. Returns what the word was before. */
  compareExchange(expected: number, value: number): number;
  /** Sleeps until a notify if the word is `expected`. Otherwise returns at once. */
  wait(expected: number): void;
  /** Wakes the thread that has slept for the longest time; does nothing if none sleeps. */
  notify(): void;
}

export function lock(word: Word): void {
  while (word.load() === 1) word.wait(1);
  word.store(1);
}

export function unlock(word: Word): void {
  word.store(0);
  word.notify();
}
