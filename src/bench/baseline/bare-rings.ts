/**
 * The hand-written line on threads, over rings: what somebody writes who needs this one line and nothing else.
 *
 * A writer that finds its ring full blocks inside its send, so that no station asks for room before it is resumed. Nobody
 * watches the threads, counts what they do, spins before a sleep or stops them.
 */
import type { Ingredient } from '../../cake/recipe/graph.ts';

/** Words of 32 bits. Each counter has two cache lines of its own. */
const WRITTEN = 0;
const READ = 32;
const CLOSED = 64;
const WORDS = 96;

/** One ring, and the word at which its reader waits for any of its rings. */
export interface BareRing {
  readonly memory: SharedArrayBuffer;
  readonly bell: SharedArrayBuffer;
  /** Items: a power of two. */
  readonly capacity: number;
  /** How many items are published, or given back, at once. */
  readonly batch: number;
}

/** @throws RangeError for a capacity that is not a power of two */
export function bareRing(capacity: number, batch: number, bell: SharedArrayBuffer): BareRing {
  if (!Number.isInteger(Math.log2(capacity)))
    throw new RangeError(`expected a capacity that is a power of two, found ${capacity}`);
  return { memory: new SharedArrayBuffer(4 * WORDS + 2 * capacity), bell, capacity, batch };
}

export class BareRingWriter {
  readonly #words: Int32Array;
  readonly #slots: Uint16Array;
  readonly #bell: Int32Array;
  readonly #capacity: number;
  readonly #batch: number;
  readonly #beforeWait: () => void;
  #written = 0;
  #end: number;
  #due: number;

  /** @param beforeWait called before it blocks because the ring is full: the other rings of the station are flushed there */
  constructor({ memory, bell, capacity, batch }: BareRing, beforeWait: () => void) {
    this.#words = new Int32Array(memory, 0, WORDS);
    this.#slots = new Uint16Array(memory, 4 * WORDS);
    this.#bell = new Int32Array(bell);
    this.#capacity = capacity;
    this.#batch = batch;
    this.#beforeWait = beforeWait;
    this.#end = capacity;
    this.#due = batch;
  }

  next(ingredient: Ingredient): void {
    if (this.#written === this.#end) this.#waitForRoom();
    this.#slots[this.#written & (this.#slots.length - 1)] = ingredient;
    this.#written = (this.#written + 1) | 0;
    if (this.#written === this.#due) this.#publish();
  }

  /** Publishes what has not been published yet. */
  flush(): void {
    if (this.#due !== ((this.#written + this.#batch) | 0)) this.#publish();
  }

  close(): void {
    this.flush();
    Atomics.store(this.#words, CLOSED, 1);
    this.#ring();
  }

  #waitForRoom(): void {
    this.flush();
    for (;;) {
      const read = Atomics.load(this.#words, READ);
      this.#end = (read + this.#capacity) | 0;
      if (this.#written !== this.#end) return;
      this.#beforeWait();
      Atomics.wait(this.#words, READ, read);
    }
  }

  #publish(): void {
    this.#due = (this.#written + this.#batch) | 0;
    Atomics.store(this.#words, WRITTEN, this.#written);
    this.#ring();
  }

  #ring(): void {
    Atomics.add(this.#bell, 0, 1);
    Atomics.notify(this.#bell, 0);
  }
}

export class BareRingReader {
  readonly #words: Int32Array;
  readonly #slots: Uint16Array;
  readonly #batch: number;
  #read = 0;
  #end = 0;
  #due: number;

  constructor({ memory, batch }: BareRing) {
    this.#words = new Int32Array(memory, 0, WORDS);
    this.#slots = new Uint16Array(memory, 4 * WORDS);
    this.#batch = batch;
    this.#due = batch;
  }

  /** The next item; -1 when there is none now. */
  take(): number {
    if (this.#read === this.#end) {
      this.#end = Atomics.load(this.#words, WRITTEN);
      if (this.#read === this.#end) {
        this.#giveBack();
        return -1;
      }
    }
    const item = this.#slots[this.#read & (this.#slots.length - 1)] ?? -1;
    this.#read = (this.#read + 1) | 0;
    if (this.#read === this.#due) this.#giveBack();
    return item;
  }

  ended(): boolean {
    return Atomics.load(this.#words, CLOSED) === 1 && this.#read === Atomics.load(this.#words, WRITTEN);
  }

  #giveBack(): void {
    if (this.#due === ((this.#read + this.#batch) | 0)) return;
    this.#due = (this.#read + this.#batch) | 0;
    Atomics.store(this.#words, READ, this.#read);
    Atomics.notify(this.#words, READ);
  }
}

/** Sends every item of the readers to a station, until all rings have ended. */
export function runBareStation(
  station: { next(ingredient: Ingredient): unknown },
  readers: readonly BareRingReader[],
  writers: readonly BareRingWriter[],
  bell: SharedArrayBuffer,
): void {
  const word = new Int32Array(bell);
  for (;;) {
    const rung = Atomics.load(word, 0);
    let idle = true;
    for (const reader of readers) if (takeAll(reader, station)) idle = false;
    if (!idle) continue;
    if (readers.every((reader) => reader.ended())) return;
    for (const writer of writers) writer.flush();
    Atomics.wait(word, 0, rung);
  }
}

function takeAll(reader: BareRingReader, station: { next(ingredient: Ingredient): unknown }): boolean {
  let item = reader.take();
  if (item === -1) return false;
  for (; item !== -1; item = reader.take()) station.next(item);
  return true;
}
