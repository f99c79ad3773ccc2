/**
 * The ring: a channel between two threads in shared memory, for one writer and one reader.
 *
 * Two counters are its whole state: how many items were written, and how many were read. Both only grow, and wrap at 2^32,
 * which does not change their differences. The slots between them hold what is on its way. An atomic access is a call even
 * in optimised code, and a plain access is a single instruction. So each end keeps its own counter in a field, remembers
 * what it last saw of the other's, and touches shared memory once per batch. When a counter is published, the plain writes
 * before it become visible to the other thread.
 */
import type { Item } from '../line/coroutine.ts';
import { type Cells, cellBytes, cellsIn, IntCells, type Ints } from '../line/kind/cells.ts';
import type { FixedKindSpec } from '../line/kind/spec.ts';
import { batchFor, checkCapacity, type Inlet, NOTHING, type Outlet, type Wake } from './channel.ts';
import { DEFAULT_KIND } from './default-kind.ts';
import { Fifo } from './fifo.ts';
import { AtomicWords, type Words } from './shared-words.ts';

/** Two cache lines, in words of 4 bytes. Processors fetch them as a pair, so each counter gets a pair of its own. */
const CACHE_LINES = 32;
export const WRITTEN = 0;
export const READ = CACHE_LINES;
export const CLOSED = 2 * CACHE_LINES;
/** How many words come before the slots. */
export const RING_WORDS = 3 * CACHE_LINES;

/** What the two ends share: the counters, and slots that only the counters make safe to touch. Their number is a power of two. */
export interface Shared {
  readonly words: Words;
  readonly slots: Ints;
}

/**
 * The shared memory of one ring.
 *
 * @param capacity 1 or more; there are as many cells as the next power of two
 * @param first where the counters start: a test lets them wrap
 * @param kind what the items are [places in an alphabet]
 * @param slots how many items may lie there, `capacity` or more [capacity]
 * @throws RangeError for a capacity that is not a positive integer
 */
export function ringMemory(
  capacity: number,
  first = 0,
  kind: FixedKindSpec = DEFAULT_KIND,
  slots = capacity,
): SharedArrayBuffer {
  checkCapacity(capacity);
  const memory = new SharedArrayBuffer(4 * RING_WORDS + cellBytes(kind) * slotsFor(slots));
  const words = new AtomicWords(memory, RING_WORDS);
  words.store(WRITTEN, first);
  words.store(READ, first);
  return memory;
}

/** The writer's end. */
export class RingOutlet implements Outlet {
  readonly copies = true;
  readonly #words: Words;
  readonly #cells: Cells;
  /** The cells of integers, to be reached without a call: it is a tenth of a line without work. */
  readonly #ints: Ints | null;
  /** The number of cells, a power of two, less 1: `counter & mask` is a place. */
  readonly #mask: number;
  readonly #capacity: number;
  readonly #batch: number;
  readonly #wakeReader: Wake;
  // What changes is visible to JSON.stringify, in both ends: the model reads the state of an end from it.
  private written: number;
  /** How far it may write: the reader's counter when it was last loaded, and the capacity. */
  private end: number;
  /** At this count the batch is complete. */
  private due: number;
  /** What was sent beyond the room. While there is any, the slots are full as far as this end knows. */
  private readonly held = new Fifo<Item>();

  /**
   * @param wakeReader called after something has been published
   * @param batch how many items are published at once
   * @param kind what the items are [places in an alphabet]
   */
  constructor(
    memory: SharedArrayBuffer | Shared,
    capacity: number,
    wakeReader: Wake,
    batch = batchFor(capacity),
    kind: FixedKindSpec = DEFAULT_KIND,
  ) {
    const { words, cells } = sharedIn(memory, kind, capacity);
    this.#words = words;
    this.#cells = cells;
    this.#ints = cells instanceof IntCells ? cells.ints : null;
    this.#mask = cells.length - 1;
    this.#capacity = capacity;
    this.#batch = batch;
    this.#wakeReader = wakeReader;
    this.written = this.#words.load(WRITTEN);
    this.end = (this.written + capacity) | 0;
    this.due = (this.written + this.#batch) | 0;
  }

  room(): number {
    if (this.written === this.end) this.#look();
    return ((this.end - this.written) | 0) - this.held.length;
  }

  send(item: Item): void {
    if (this.written === this.end) this.#look();
    if (this.written === this.end) this.held.push(this.#cells.kept(item));
    else this.#write(item);
  }

  flush(): boolean {
    if (this.held.length > 0) this.#look();
    this.#publish();
    return this.held.length === 0;
  }

  close(): void {
    this.#publish();
    this.#words.store(CLOSED, 1);
    this.#wakeReader();
  }

  /** Loads the reader's counter, and writes what has been held back because there was no room. */
  #look(): void {
    this.end = (this.#words.load(READ) + this.#capacity) | 0;
    const held = this.held;
    while (held.length > 0 && this.written !== this.end) this.#write(held.shift());
  }

  #write(item: Item): void {
    const written = this.written;
    if (this.#ints !== null && typeof item === 'number') this.#ints[written & this.#mask] = item;
    else this.#cells.write(written & this.#mask, item);
    this.written = (written + 1) | 0;
    if (this.written === this.due) this.#publish();
  }

  #publish(): void {
    const published = (this.due - this.#batch) | 0;
    if (published === this.written) return;
    this.due = (this.written + this.#batch) | 0;
    this.#words.store(WRITTEN, this.written);
    this.#wakeReader();
  }
}

/** The reader's end. */
export class RingInlet implements Inlet {
  readonly #words: Words;
  readonly #cells: Cells;
  /** As in the writer's end. */
  readonly #ints: Ints | null;
  /** The number of cells, a power of two, less 1: `counter & mask` is a place. */
  readonly #mask: number;
  /** How many items are given back at once. */
  readonly #releaseEvery: number;
  readonly #wakeWriter: Wake;
  private read: number;
  /** The writer's counter when it was last loaded. */
  private end: number;
  /** At this count enough is read to be given back. */
  private due: number;

  /**
   * @param wakeWriter called after room has been given back
   * @param kind what the items are [places in an alphabet]
   */
  constructor(
    memory: SharedArrayBuffer | Shared,
    capacity: number,
    wakeWriter: Wake,
    kind: FixedKindSpec = DEFAULT_KIND,
  ) {
    const { words, cells } = sharedIn(memory, kind, capacity);
    this.#words = words;
    this.#cells = cells;
    this.#ints = cells instanceof IntCells ? cells.ints : null;
    this.#mask = cells.length - 1;
    this.#releaseEvery = batchFor(capacity);
    this.#wakeWriter = wakeWriter;
    this.read = this.#words.load(READ);
    this.end = this.read;
    this.due = (this.read + this.#releaseEvery) | 0;
  }

  take(): Item | typeof NOTHING {
    const read = this.read;
    if (read === this.end) {
      this.end = this.#words.load(WRITTEN);
      if (read === this.end) {
        this.#release();
        return NOTHING;
      }
    }
    const ints = this.#ints;
    const item = ints === null ? this.#cells.read(read & this.#mask) : ints[read & this.#mask];
    this.read = (read + 1) | 0;
    if (this.read === this.due) this.#release();
    return item;
  }

  /** In this order: when the end is seen, everything that was written before it is seen too. */
  ended(): boolean {
    return this.#words.load(CLOSED) === 1 && this.read === this.#words.load(WRITTEN);
  }

  #release(): void {
    const released = (this.due - this.#releaseEvery) | 0;
    if (released === this.read) return;
    this.due = (this.read + this.#releaseEvery) | 0;
    this.#words.store(READ, this.read);
    this.#wakeWriter();
  }
}

/** @param slots how many items may lie there */
export function sharedIn(
  memory: SharedArrayBuffer | Shared,
  kind: FixedKindSpec,
  slots: number,
): { readonly words: Words; readonly cells: Cells } {
  if (!(memory instanceof SharedArrayBuffer)) return { words: memory.words, cells: new IntCells(memory.slots) };
  return { words: new AtomicWords(memory, RING_WORDS), cells: cellsIn(kind, memory, 4 * RING_WORDS, slotsFor(slots)) };
}

function slotsFor(items: number): number {
  return 2 ** Math.ceil(Math.log2(items));
}
