/**
 * The ring: a channel between two threads in shared memory, for one writer and one reader.
 *
 * Two counters say everything: how many items were written and how many were read, both only ever growing (and wrapping
 * at 2^32, which the differences do not notice). The slots between them hold what is on its way. An atomic access is a
 * call even in optimised code, while a plain one is a single instruction; so each end keeps its own counter to itself,
 * remembers what it last saw of the other's, and touches shared memory once per batch. A published counter is what makes
 * the plain writes before it visible to the other thread.
 */
import { batchFor, checkCapacity, type Inlet, NOTHING, type Outlet, type Ring } from './channel.ts';

/** Words of 4 bytes on one cache line and the one that is fetched with it: counters must not share one. */
const LINE = 32;
const WRITTEN = 0;
const READ = LINE;
const CLOSED = 2 * LINE;
const SLOTS = 3 * LINE;

/**
 * The shared memory of one ring.
 *
 * @param capacity 1 or more; there are as many slots as the next power of two
 * @param first where the counters start: a test lets them wrap
 * @throws RangeError for a capacity that is not a positive integer
 */
export function ringMemory(capacity: number, first = 0): SharedArrayBuffer {
  checkCapacity(capacity);
  const memory = new SharedArrayBuffer(4 * SLOTS + Uint16Array.BYTES_PER_ELEMENT * slotsFor(capacity));
  const words = wordsOf(memory);
  Atomics.store(words, WRITTEN, first);
  Atomics.store(words, READ, first);
  return memory;
}

/** The writer's end. */
export class RingOutlet implements Outlet {
  readonly #words: Int32Array;
  readonly #slots: Uint16Array;
  readonly #capacity: number;
  readonly #batch: number;
  readonly #ringReader: Ring;
  #written: number;
  /** Where the reader had come to when it was last looked at, and the capacity: no further. */
  #end: number;
  /** Where the batch is complete. */
  #due: number;
  /** What was sent beyond the room. While there is any, there is no room as far as is known. */
  #held: number[] = [];

  /**
   * @param ringReader called after something has been published
   * @param batch how many items are published at once
   */
  constructor(memory: SharedArrayBuffer, capacity: number, ringReader: Ring, batch = batchFor(capacity)) {
    this.#words = wordsOf(memory);
    this.#slots = slotsOf(memory);
    this.#capacity = capacity;
    this.#batch = batch;
    this.#ringReader = ringReader;
    this.#written = Atomics.load(this.#words, WRITTEN);
    this.#end = (this.#written + capacity) | 0;
    this.#due = (this.#written + this.#batch) | 0;
  }

  room(): number {
    if (this.#written === this.#end) this.#look();
    return ((this.#end - this.#written) | 0) - this.#held.length;
  }

  send(item: number): void {
    if (this.#written === this.#end) this.#look();
    if (this.#written === this.#end) this.#held.push(item);
    else this.#write(item);
  }

  flush(): boolean {
    if (this.#held.length > 0) this.#look();
    this.#publish();
    return this.#held.length === 0;
  }

  close(): void {
    this.#publish();
    Atomics.store(this.#words, CLOSED, 1);
    this.#ringReader();
  }

  /** Looks where the reader has come to, and moves in what has been held for want of room. */
  #look(): void {
    this.#end = (Atomics.load(this.#words, READ) + this.#capacity) | 0;
    const held = this.#held;
    if (held.length === 0) return;
    const fits = Math.min(held.length, (this.#end - this.#written) | 0);
    this.#held = held.slice(fits);
    for (let i = 0; i < fits; i++) this.#write(held[i] ?? 0);
  }

  #write(item: number): void {
    const written = this.#written;
    this.#slots[written & (this.#slots.length - 1)] = item;
    this.#written = (written + 1) | 0;
    if (this.#written === this.#due) this.#publish();
  }

  #publish(): void {
    const published = (this.#due - this.#batch) | 0;
    if (published === this.#written) return;
    this.#due = (this.#written + this.#batch) | 0;
    Atomics.store(this.#words, WRITTEN, this.#written);
    this.#ringReader();
  }
}

/** The reader's end. */
export class RingInlet implements Inlet {
  readonly #words: Int32Array;
  readonly #slots: Uint16Array;
  readonly #step: number;
  readonly #ringWriter: Ring;
  #read: number;
  /** Where the writer had come to when it was last looked at. */
  #end: number;
  /** Where enough is read to be given back. */
  #due: number;

  /** @param ringWriter called after room has been given back */
  constructor(memory: SharedArrayBuffer, capacity: number, ringWriter: Ring) {
    this.#words = wordsOf(memory);
    this.#slots = slotsOf(memory);
    this.#step = batchFor(capacity);
    this.#ringWriter = ringWriter;
    this.#read = Atomics.load(this.#words, READ);
    this.#end = this.#read;
    this.#due = (this.#read + this.#step) | 0;
  }

  take(): number {
    const read = this.#read;
    if (read === this.#end) {
      this.#end = Atomics.load(this.#words, WRITTEN);
      if (read === this.#end) {
        this.#release();
        return NOTHING;
      }
    }
    const item = this.#slots[read & (this.#slots.length - 1)] ?? NOTHING;
    this.#read = (read + 1) | 0;
    if (this.#read === this.#due) this.#release();
    return item;
  }

  /** Asks in this order: what was written before the end is seen once the end is. */
  ended(): boolean {
    return Atomics.load(this.#words, CLOSED) === 1 && this.#read === Atomics.load(this.#words, WRITTEN);
  }

  #release(): void {
    const released = (this.#due - this.#step) | 0;
    if (released === this.#read) return;
    this.#due = (this.#read + this.#step) | 0;
    Atomics.store(this.#words, READ, this.#read);
    this.#ringWriter();
  }
}

function wordsOf(memory: SharedArrayBuffer): Int32Array {
  return new Int32Array(memory, 0, SLOTS);
}

function slotsOf(memory: SharedArrayBuffer): Uint16Array {
  return new Uint16Array(memory, 4 * SLOTS);
}

function slotsFor(capacity: number): number {
  return 2 ** Math.ceil(Math.log2(capacity));
}
