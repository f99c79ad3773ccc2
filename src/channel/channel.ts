/**
 * A channel: the pipe from one station to the next, with two ends.
 *
 * - **Order** is first in, first out. Between two channels there is none.
 * - **Capacity**, an integer from 1 to `MOST_CAPACITY`, is required: the most items that may have been sent and not yet taken.
 *   A writer asks for `room()` before it produces. What it sends beyond that is held at its own end until there is room.
 *   A capacity in bytes may be added: then there is no room either while so many bytes or more wait.
 * - **Waiting** is not the channel's business: no call blocks. Each end gets a function to call when the other end may have
 *   to do something.
 * - **Batches** are allowed: what was sent may be held back until `flush()`.
 * - **Close** comes after all that was sent. The reader is `ended()` once it has taken the last item.
 * - **Failure** of one end is not seen by the other end: the engine stops both.
 */
import { MOST_CAPACITY } from '../line/check.ts';
import type { Item } from '../line/coroutine.ts';

/** What `take()` returns when there is nothing to take now. No item is `undefined`. */
export const NOTHING = undefined;

/** Room without a limit: more than any channel holds. */
export const UNLIMITED = 2 ** 30;

/** The writer's end. */
export interface Outlet {
  /** Whether `send` copies a record into memory of its own, so that its sender need not [no]. */
  readonly copies?: boolean;
  /** How many more items may be sent; 0 or less when the writer has to wait. */
  room(): number;
  /** Sends an item that has passed the check of its kind. */
  send(item: Item): void;
  /** Lets the reader have all that there is room for; false when something is still held back. */
  flush(): boolean;
  /** Says that nothing more will come. Everything has to be flushed before. */
  close(): void;
}

/** The reader's end. */
export interface Inlet {
  /** The next item, or `NOTHING`. */
  take(): Item | typeof NOTHING;
  /** Whether nothing more will ever come. */
  ended(): boolean;
}

/** Called when this end may have changed something for the other end. It may be called too often. */
export type Wake = () => void;

/** A quarter of the capacity: the reader works on one batch while the next one is on its way. */
export function batchFor(capacity: number): number {
  return Math.max(1, capacity >> 2);
}

/** @throws RangeError when a capacity is not an integer from 1 to `MOST_CAPACITY` */
export function checkCapacity(capacity: number): void {
  if (!Number.isSafeInteger(capacity) || capacity < 1)
    throw new RangeError(`Cannot create channel: expected a capacity of 1 or more, a whole number, found ${capacity}`);
  if (capacity > MOST_CAPACITY)
    throw new RangeError(`Cannot create channel: expected a capacity of at most ${MOST_CAPACITY}, found ${capacity}`);
}
