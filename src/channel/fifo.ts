/** A list of what waits: first in, first out. */

/** How many places a list has at first, a power of two. */
const FIRST_PLACES = 16;
/** A list that has grown larger than this is given back when it is empty. A smaller one is kept: it is soon filled again. */
const MOST_KEPT = 1024;
/** More than any station sends in one go. A list that grows without end would end the whole process. */
const MOST_WAITING = 2 ** 24;

/** A ring of places that doubles when it is full: both ends take constant time on average. `Array.shift` moves all that is left. */
export class Fifo<T> {
  #places: (T | undefined)[] = emptyPlaces(FIRST_PLACES);
  /** The place of the entry that is taken next. */
  #first = 0;
  /** How many wait. A field, since the loops that send look at it for every item. */
  length = 0;

  /** @throws RangeError when 16,777,216 wait already */
  push(entry: T): void {
    if (this.length === this.#places.length) this.#grow();
    this.#places[(this.#first + this.length) & (this.#places.length - 1)] = entry;
    this.length++;
  }

  /** Undefined when nothing waits. */
  shift(): T | undefined {
    if (this.length === 0) return undefined;
    const place = this.#first;
    const entry = this.#places[place];
    // What was taken may be large, and its place may be kept for long.
    this.#places[place] = undefined;
    this.#first = (place + 1) & (this.#places.length - 1);
    this.length--;
    if (this.length === 0 && this.#places.length > MOST_KEPT) {
      this.#places = emptyPlaces(FIRST_PLACES);
      this.#first = 0;
    }
    return entry;
  }

  #grow(): void {
    if (this.length === MOST_WAITING)
      throw new RangeError(
        `Cannot send: expected a \`yield\` after ${MOST_WAITING} items without room for them, found none`,
      );
    const places = emptyPlaces<T>(2 * this.length);
    for (let i = 0; i < this.length; i++) places[i] = this.#places[(this.#first + i) & (this.length - 1)];
    this.#places = places;
    this.#first = 0;
  }

  /** What waits, and nothing else: the model compares channels by this. */
  toJSON(): unknown {
    return Array.from({ length: this.length }, (_, i) => this.#places[(this.#first + i) & (this.#places.length - 1)]);
  }
}

function emptyPlaces<T>(count: number): (T | undefined)[] {
  return new Array<T | undefined>(count).fill(undefined);
}
