/** A list of what waits: first in, first out. */

/** The room of items that were taken is given back when it is at least so much, and half of the list. */
const WORTH_MOVING = 64;

/** More than any station sends in one go. A list that grows without end would end the whole process. */
const MOST_WAITING = 2 ** 24;

/** Both ends take constant time on average. `Array.shift` moves all that is left, each time. */
export class Fifo<T> {
  #entries: (T | undefined)[] = [];
  #taken = 0;
  /** How many wait. A field, since the loops that send look at it for every item. */
  length = 0;

  /** @throws RangeError when 16,777,216 wait already */
  push(entry: T): void {
    if (this.length === MOST_WAITING)
      throw new RangeError(
        `Cannot send: expected a \`yield\` after ${MOST_WAITING} items without room for them, found none`,
      );
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
