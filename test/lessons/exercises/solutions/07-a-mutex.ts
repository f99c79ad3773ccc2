/** Solves exercise 7. */
import type { Word } from '../../../../src/lessons/exercises/07-a-mutex.ts';

export function lock(word: Word): void {
  while (word.compareExchange(0, 1) !== 0) word.wait(1);
}

export function unlock(word: Word): void {
  word.store(0);
  word.notify();
}
