/** A mutex: one word in shared memory. Who finds it FREE sets it to HELD; all others sleep. */
import type { AtomicOperations } from '../../explorer/memory.ts';

const [FREE, HELD] = [0, 1];

export function lock(atomics: AtomicOperations, words: Int32Array, at: number): void {
  while (atomics.compareExchange(words, at, FREE, HELD) !== FREE) {
    atomics.wait(words, at, HELD); // Does not sleep if the word has changed.
  }
}

export function unlock(atomics: AtomicOperations, words: Int32Array, at: number): void {
  atomics.store(words, at, FREE);
  atomics.notify(words, at, 1); // Wakes one thread, if one sleeps there.
}

/** With a mistake: it expects what it reads, not what it wants to wait for. */
export function lockCarelessly(atomics: AtomicOperations, words: Int32Array, at: number): void {
  while (atomics.compareExchange(words, at, FREE, HELD) !== FREE) {
    atomics.wait(words, at, atomics.load(words, at));
  }
}
