/**
 * The ends of a ring between supervised stations. What an end does counts only when its station commits: until then the reader sees
 * nothing of what was written, and the writer gets no room for what was taken. So when the thread of a station dies, all that it did since
 * its last commit has not happened, and the thread that takes its place does it again.
 *
 * An end gives its station a batch and no more until that is committed, so that its neighbours always have something to do. It is asked for
 * room and for items between two items only: so it can have that done itself.
 */
import type { Item } from '../line/coroutine.ts';
import { type Cells, IntCells, type Ints } from '../line/kind/cells.ts';
import type { FixedKindSpec } from '../line/kind/spec.ts';
import { batchFor, type Inlet, NOTHING, type Outlet, type Wake } from './channel.ts';
import { DEFAULT_KIND } from './default-kind.ts';
import { CLOSED, READ, ringMemory, type Shared, sharedIn, WRITTEN } from './ring.ts';
import type { Words } from './shared-words.ts';

/**
 * How many items one item may lead to beyond the room in the channel: a station is resumed while there is room for one. What an item leads
 * to is committed as a whole, so that it has to fit.
 */
export const BURST = 4096;

/** @param capacity 1 or more */
export function committedRingMemory(capacity: number, kind: FixedKindSpec = DEFAULT_KIND): SharedArrayBuffer {
  return ringMemory(capacity, 0, kind, slotsFor(capacity));
}

/** How many items may lie there in all. */
function slotsFor(capacity: number): number {
  return capacity + burstOf(capacity);
}

function burstOf(capacity: number): number {
  return Math.max(BURST, capacity);
}

/** What a station promises when its thread dies. Only the first keeps every item; the others show what the commit is good for. */
export const PROMISES = ['exactly-once', 'at-least-once', 'at-most-once'] as const;
/**
 * - `exactly-once`: what was taken and what was written become true together.
 * - `at-least-once`: what was written is seen at once. After a crash some of it is written again.
 * - `at-most-once`: what was taken is given back at once. After a crash some of it is missing.
 */
export type Promised = (typeof PROMISES)[number];

/**
 * Why a station commits: the batch of one of its ends is complete; what it has sent grows old; it has nothing else to do.
 */
export type CommitReason = 'full' | 'due' | 'idle';

/** An end whose count is committed. */
export interface CommittedEnd {
  /** How many items it has written or taken: what the next commit makes true. */
  count(): number;
  /**
   * Lets the neighbour see the count, which has been committed. To wake a neighbour costs both of them: so a writer waits for its own batch
   * where only the batch of another end is complete, or until what it has sent grows old, and a reader gives back a whole batch of room where the station has something else to do.
   */
  publish(reason: CommitReason): void;
  /** From now on it gives a whole batch: see `CommittedOptions.cautious`. */
  widen(): void;
  /** What it calls when its batch is complete: it commits. Without it the end gives nothing until somebody else does. */
  onBatch(commit: () => void): void;
}

export interface CommittedOptions {
  readonly capacity: number;
  /** Called after the neighbour's view has changed. */
  readonly wake: Wake;
  readonly kind?: FixedKindSpec;
  readonly promised?: Promised;
  /** How many items may be written or taken until the next commit [a quarter of the capacity]. */
  readonly batch?: number;
  /** Whether it begins with single items in the place of batches: near an item at which a thread has died [false]. */
  readonly cautious?: boolean;
  /** How many items may lie in the channel and beyond its capacity. A model has fewer. */
  readonly slots?: number;
  /** A word for others to read: where the count is, committed or not. */
  readonly live?: Int32Array;
}

/** The writer's end. It begins where the words of its memory say. */
export class CommittedOutlet implements Outlet, CommittedEnd {
  readonly copies = true;
  readonly #words: Words;
  readonly #cells: Cells;
  readonly #ints: Ints | null;
  readonly #mask: number;
  readonly #capacity: number;
  readonly #slots: number;
  readonly #widest: number;
  #batch: number;
  readonly #wakeReader: Wake;
  readonly #isEarly: boolean;
  #commit = (): void => {};
  readonly #live: Int32Array;
  // Visible to JSON.stringify, as in the ring: the model reads the state of an end from it.
  private written: number;
  /** What the reader can see. */
  private published: number;
  /** The reader's counter when it was last loaded. */
  private read: number;
  /** Up to here there is room for certain. */
  private limit: number;

  constructor(memory: SharedArrayBuffer | Shared, { capacity, wake, kind = DEFAULT_KIND, ...more }: CommittedOptions) {
    const slots = more.slots ?? slotsFor(capacity);
    const { words, cells } = sharedIn(memory, kind, slots);
    this.#words = words;
    this.#cells = cells;
    this.#ints = cells instanceof IntCells ? cells.ints : null;
    this.#mask = cells.length - 1;
    this.#capacity = capacity;
    this.#slots = slots;
    this.#widest = more.batch ?? batchFor(capacity);
    this.#batch = more.cautious === true ? 1 : this.#widest;
    this.#wakeReader = wake;
    this.#isEarly = more.promised === 'at-least-once';
    this.published = words.load(WRITTEN);
    this.written = this.published;
    this.#live = more.live ?? new Int32Array(1);
    this.#live[0] = this.written;
    this.read = words.load(READ);
    this.limit = this.written;
  }

  room(): number {
    const left = (this.limit - this.written) | 0;
    return left > 0 ? left : this.#moreRoom();
  }

  /** @throws RangeError when there is no slot left: its item leads to more than fits */
  send(item: Item): void {
    const written = this.written;
    // Below the limit there is a slot. Beyond it an item may lead to more than there is room for.
    if (((this.limit - written) | 0) <= 0 && ((written - this.read) | 0) >= this.#slots) this.#look();
    if (this.#ints !== null && typeof item === 'number') this.#ints[written & this.#mask] = item;
    else this.#cells.write(written & this.#mask, item);
    this.written = (written + 1) | 0;
    this.#live[0] = this.written;
    if (this.#isEarly) this.publish('due');
  }

  /** Nothing is held back here: only a commit lets the reader see more. */
  flush(): boolean {
    return true;
  }

  /** Closed is what the commit says: see `end`. */
  close(): void {}

  count(): number {
    return this.written;
  }

  widen(): void {
    this.#batch = this.#widest;
    // The next question is for the wider batch.
    this.limit = this.written;
  }

  onBatch(commit: () => void): void {
    this.#commit = commit;
  }

  publish(reason: CommitReason): void {
    const written = this.written;
    const news = (written - this.published) | 0;
    if (news === 0 || (reason === 'full' && news < this.#batch)) return;
    this.published = written;
    this.#words.store(WRITTEN, written);
    this.#wakeReader();
  }

  /** Says that nothing more will come. That has been committed. */
  end(): void {
    this.#words.store(CLOSED, 1);
    this.#wakeReader();
  }

  #moreRoom(): number {
    const written = this.written;
    if (((written - this.published) | 0) >= this.#batch) this.#commit();
    const left = this.#batch - ((written - this.published) | 0);
    if (left <= 0) return 0;
    if (((written - this.read) | 0) >= this.#capacity) this.read = this.#words.load(READ);
    const room = Math.min(left, this.#capacity - ((written - this.read) | 0));
    this.limit = (written + room) | 0;
    return room;
  }

  #look(): void {
    this.read = this.#words.load(READ);
    if (((this.count() - this.read) | 0) < this.#slots) return;
    throw new RangeError(
      `expected one item to lead to at most ${this.#slots - this.#capacity + 1} others under supervision, found more: give the edge a larger capacity than ${this.#capacity}`,
    );
  }
}

/** The reader's end. It begins where the words of its memory say. */
export class CommittedInlet implements Inlet, CommittedEnd {
  readonly #words: Words;
  readonly #cells: Cells;
  readonly #ints: Ints | null;
  readonly #mask: number;
  readonly #widest: number;
  #batch: number;
  /** Whether everything is committed before each item: also what was taken from other inlets. */
  #isCautious: boolean;
  readonly #wakeWriter: Wake;
  readonly #isEarly: boolean;
  #commit = (): void => {};
  readonly #live: Int32Array;
  private taken: number;
  /** What has been committed, and what of it has been given back to the writer. */
  private committed: number;
  private released: number;
  /** How far it may read: what the writer had published when that was last loaded, but no more than a batch. */
  private end: number;

  constructor(memory: SharedArrayBuffer | Shared, { capacity, wake, kind = DEFAULT_KIND, ...more }: CommittedOptions) {
    const { words, cells } = sharedIn(memory, kind, more.slots ?? slotsFor(capacity));
    this.#words = words;
    this.#cells = cells;
    this.#ints = cells instanceof IntCells ? cells.ints : null;
    this.#mask = cells.length - 1;
    this.#widest = more.batch ?? batchFor(capacity);
    this.#isCautious = more.cautious === true;
    this.#batch = this.#isCautious ? 1 : this.#widest;
    this.#wakeWriter = wake;
    this.#isEarly = more.promised === 'at-most-once';
    this.released = words.load(READ);
    this.committed = this.released;
    this.taken = this.released;
    this.#live = more.live ?? new Int32Array(1);
    this.#live[0] = this.taken;
    this.end = this.released;
  }

  take(): Item | typeof NOTHING {
    const taken = this.taken;
    if (taken === this.end && !this.#look(taken)) return NOTHING;
    const ints = this.#ints;
    const item = ints === null ? this.#cells.read(taken & this.#mask) : ints[taken & this.#mask];
    this.taken = (taken + 1) | 0;
    this.#live[0] = this.taken;
    if (this.#isEarly) this.publish('idle');
    return item;
  }

  /** In this order: when the end is seen, everything that was written before it is seen too. */
  ended(): boolean {
    return this.#words.load(CLOSED) === 1 && this.count() === this.#words.load(WRITTEN);
  }

  count(): number {
    return this.taken;
  }

  widen(): void {
    this.#isCautious = false;
    this.#batch = this.#widest;
  }

  onBatch(commit: () => void): void {
    this.#commit = commit;
  }

  publish(reason: CommitReason): void {
    const taken = this.taken;
    this.committed = taken;
    const freed = (taken - this.released) | 0;
    if (freed === 0 || (reason !== 'idle' && freed < this.#widest)) return;
    this.released = taken;
    this.#words.store(READ, taken);
    this.#wakeWriter();
  }

  /** Loads the writer's counter; false where there is nothing, or where the batch is complete. */
  #look(taken: number): boolean {
    if (this.#isCautious || ((taken - this.committed) | 0) >= this.#batch) this.#commit();
    const left = this.#batch - ((taken - this.committed) | 0);
    if (left <= 0) return false;
    const there = (this.#words.load(WRITTEN) - taken) | 0;
    this.end = (taken + Math.min(there, left)) | 0;
    return there > 0;
  }
}
