/** A list of what waits: first in, first out. */

/** The room of items that were taken is given back when it is at least so much, and half of the list. */
const WORTH_MOVING = 64;

/** Both ends take constant time on average. `Array.shift` moves all that is left, each time. */
export class Fifo<T> {
  #entries: (T | undefined)[] = [];
  #taken = 0;
  /** How many wait. A field, since the loops that send look at it for every item. */
  length = 0;

  push(entry: T): void {
    this.#entries.push(entry);
    this.length++;
  }

  /** Undefined when nothing waits. */
  shift(): T | undefined {
    if (this.length === 0) return undefined;
    const entry = this.#entries[this.#taken];
    // What was taken may be large, and its place may be kept for long.
    this.#entries[this.#taken++] = undefined;
    this.length--;
    if (this.length === 0) {
      this.#entries = [];
      this.#taken = 0;
    } else if (this.#taken >= WORTH_MOVING && this.#taken >= this.length) {
      this.#entries = this.#entries.slice(this.#taken);
      this.#taken = 0;
    }
    return entry;
  }

  /** What waits, and nothing else: the model compares channels by this. */
  toJSON(): unknown {
    return this.#entries.slice(this.#taken);
  }
}
