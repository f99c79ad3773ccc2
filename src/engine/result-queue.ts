/** A queue of results between a run and whoever reads them. */
import type { Wake } from '../channel/channel.ts';
import type { Item } from '../line/coroutine.ts';
import type { Result, ResultSink } from './results.ts';

/** How many results wait for their reader before the line has to wait, by default. */
const CAPACITY = 1024;

type End =
  | { readonly kind: 'open' }
  | { readonly kind: 'ended' }
  | { readonly kind: 'failed'; readonly reason: unknown };

/** One reader at a time takes from it. What is put beyond its room is kept, so that a burst is not lost. */
export class ResultQueue implements ResultSink {
  readonly #capacity: number;
  readonly #wakes = new Set<Wake>();
  #waiting: Result[] = [];
  #taken = 0;
  #end: End = { kind: 'open' };
  #wakeReader: (() => void) | null = null;

  /** @param capacity in items, 1 or more [1024] */
  constructor(capacity = CAPACITY) {
    this.#capacity = capacity;
  }

  room(): number {
    return this.#capacity - (this.#waiting.length - this.#taken);
  }

  put(item: Item, end: string): void {
    this.#waiting.push({ item, end });
    this.#wakeReader?.();
  }

  onRoom(wake: Wake): void {
    this.#wakes.add(wake);
  }

  /** Says that nothing more will come, or why. */
  close(end: End): void {
    this.#end = end;
    this.#wakeReader?.();
  }

  /**
   * The next result; null at the end.
   *
   * @throws what the run failed with, when all results before that have been taken
   */
  async next(): Promise<Result | null> {
    while (true) {
      const result = this.#waiting[this.#taken];
      if (result !== undefined) return this.#take(result);
      if (this.#end.kind === 'failed') throw this.#end.reason;
      if (this.#end.kind === 'ended') return null;
      await new Promise<void>((resolve) => {
        this.#wakeReader = resolve;
      });
      this.#wakeReader = null;
    }
  }

  #take(result: Result): Result {
    this.#taken++;
    const left = this.#waiting.length - this.#taken;
    // The line is woken when half of the room is free, or it would be woken for every single result.
    if (left === 0) {
      this.#waiting = [];
      this.#taken = 0;
    } else if (this.#taken === this.#capacity) {
      this.#waiting = this.#waiting.slice(this.#taken);
      this.#taken = 0;
    }
    if (left === 0 || left === this.#capacity >> 1) for (const wake of this.#wakes) wake();
    return result;
  }
}
