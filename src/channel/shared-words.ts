/**
 * Shared words: the five things that the ring and the doorbell do with memory that another thread sees too.
 *
 * Each of them is one step: nothing that another thread does falls into the middle of it. Between two steps anything may
 * happen, and only there; so a protocol is right when it is right for every order of the steps of all who take part.
 * There are too many orders to think through and too few to be afraid of: test/model/ runs the code of the ring and of the
 * doorbell over words of its own, through all of them.
 */
export interface Words {
  load(index: number): number;
  store(index: number, value: number): void;
  add(index: number, value: number): void;
  /** Sleeps until it is notified, or for so many milliseconds; not at all when the word is not `seen` any more. */
  wait(index: number, seen: number, ms?: number): void;
  /** Wakes whoever sleeps there. */
  notify(index: number): void;
}

/** Words in shared memory, from its beginning. */
export class AtomicWords implements Words {
  readonly #words: Int32Array;

  constructor(memory: SharedArrayBuffer, words: number) {
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
