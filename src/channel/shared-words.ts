/**
 * Shared words: the five operations of the ring and the shared waker on memory that another thread sees too.
 *
 * Each operation is one step: no other thread acts in the middle of it. Other threads may act between two steps, and only
 * there. So a protocol is correct when it is correct for every order of the steps of all threads. These orders are too many
 * to think through, but a computer can try them all on small cases: test/model/ runs the code of the ring and of the shared
 * waker over words of its own, in every order.
 */
export interface Words {
  load(index: number): number;
  store(index: number, value: number): void;
  add(index: number, value: number): void;
  /** Sleeps until it is notified, or until `ms` have passed; not at all when the word is not `seen` any more. */
  wait(index: number, seen: number, ms?: number): void;
  /** Wakes the threads that sleep there. */
  notify(index: number): void;
}

/** Words in shared memory, from its beginning. */
export class AtomicWords implements Words {
  readonly #words: Int32Array;

  constructor(memory: ArrayBufferLike, words: number) {
    this.#words = new Int32Array(memory, 0, words);
  }

  load(index: number): number {
    return Atomics.load(this.#words, index);
  }

  store(index: number, value: number): void {
    Atomics.store(this.#words, index, value);
  }

  add(index: number, value: number): void {
    Atomics.add(this.#words, index, value);
  }

  wait(index: number, seen: number, ms?: number): void {
    Atomics.wait(this.#words, index, seen, ms);
  }

  notify(index: number): void {
    Atomics.notify(this.#words, index);
  }
}
