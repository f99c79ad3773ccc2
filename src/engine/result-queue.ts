/** A queue of results between a run and its reader. */
import { type ByteLimit, bytesOf } from '../channel/byte-limit.ts';
import type { Wake } from '../channel/channel.ts';
import { Fifo } from '../channel/fifo.ts';
import type { Item } from '../line/coroutine.ts';
import type { Result, ResultSink } from './results.ts';

/** How many results wait for their reader before the line has to wait, by default. */
const CAPACITY = 1024;

type End =
  | { readonly kind: 'open' }
  | { readonly kind: 'ended' }
  | { readonly kind: 'failed'; readonly reason: unknown };

/** A call of `next` that waits for its result. */
interface Reader {
  readonly resolve: (result: Result | null) => void;
  readonly reject: (reason: unknown) => void;
}

interface Sized extends Result {
  readonly bytes: number;
}

/** What is put beyond its room is kept, so that a burst is not lost. */
export class ResultQueue implements ResultSink {
  readonly capacityBytes: number | undefined;
  readonly #capacity: number;
  /** The most bytes that may wait. */
  readonly #most: number;
  readonly #sizeOf: ByteLimit['sizeOf'];
  readonly #wakes = new Set<Wake>();
  #results = new Fifo<Sized>();
  /** While there is any, no result waits. */
  readonly #readers = new Fifo<Reader>();
  #bytes = 0;
  #end: End = { kind: 'open' };
  #isAbandoned = false;

  /**
   * @param capacity in items, 1 or more [1024]
   * @param capacityBytes 1 or more [no limit]
   */
  constructor(capacity = CAPACITY, capacityBytes?: number) {
    this.capacityBytes = capacityBytes;
    this.#capacity = capacity;
    this.#most = capacityBytes ?? Number.POSITIVE_INFINITY;
    this.#sizeOf = capacityBytes === undefined ? () => 0 : bytesOf;
  }

  room(): number {
    const room = this.#capacity - this.#results.length;
    if (this.capacityBytes === undefined) return room;
    // Nobody knows how much room the next result leaves.
    return this.#bytes >= this.#most ? 0 : Math.min(1, room);
  }

  waiting(): number {
    return this.#results.length;
  }

  put(item: Item, end: string): void {
    if (this.#isAbandoned) return;
    const reader = this.#readers.shift();
    if (reader !== undefined) reader.resolve({ item, end });
    else {
      const bytes = this.#sizeOf(item);
      this.#bytes += bytes;
      this.#results.push({ item, end, bytes });
    }
  }

  onRoom(wake: Wake): void {
    this.#wakes.add(wake);
  }

  /** Nobody wants what waits, nor what still comes. The next call of `next` rejects with the reason. */
  abandon(reason: unknown): void {
    this.#results = new Fifo();
    this.#bytes = 0;
    this.close({ kind: 'failed', reason });
    this.#isAbandoned = true;
  }

  /** Says that nothing more will come, or why. */
  close(end: End): void {
    if (this.#isAbandoned) return;
    this.#end = end;
    for (let reader = this.#readers.shift(); reader !== undefined; reader = this.#readers.shift())
      this.#nothingMore(reader);
  }

  /**
   * The next result; null at the end. Calls that wait get the results in the order of the calls.
   *
   * @throws what the run failed with, once, when all results before that have been taken
   */
  next(): Promise<Result | null> {
    const result = this.#results.shift();
    if (result !== undefined) return Promise.resolve(this.#taken(result));
    return new Promise((resolve, reject) => {
      if (this.#end.kind === 'open') this.#readers.push({ resolve, reject });
      else this.#nothingMore({ resolve, reject });
    });
  }

  #nothingMore({ resolve, reject }: Reader): void {
    const end = this.#end;
    this.#end = { kind: 'ended' };
    if (end.kind === 'failed') reject(end.reason);
    else resolve(null);
  }

  #taken(result: Sized): Result {
    const wasFull = this.#bytes >= this.#most;
    this.#bytes -= result.bytes;
    const left = this.#results.length;
    // The line is woken when half of the room is free, or it would be woken for every single result.
    if (left === 0 || left === this.#capacity >> 1 || (wasFull && this.#bytes < this.#most))
      for (const wake of this.#wakes) wake();
    return result;
  }
}
