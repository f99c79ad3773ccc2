/**
 * A channel: the pipe from one station to the next, with two ends.
 *
 * - **Order** is first in, first out; between two channels there is none.
 * - **Capacity**, an integer from 1 to `MOST_CAPACITY`, is required: so many items may have been sent and not yet taken.
 *   A writer asks for `room()` before it produces; what it sends beyond is held at its own end until there is room.
 * - **Waiting** is nobody's business here: no call blocks. Each end is given a function to call when the other end may
 *   have changed something.
 * - **Batches** are allowed: what was sent may be held back until `flush()`.
 * - **Close** comes after all that was sent; the reader is `ended()` once it has taken the last item.
 * - **Failure** of one end is not seen by the other: whoever runs both must tell.
 */

/** Answer of `take()` when there is nothing to take now. Items are never negative. */
export const NOTHING = -1;

/** The writer's end. */
export interface Outlet {
  /** How many more items may be sent; 0 or less when the writer has to wait. */
  room(): number;
  /** Sends an item, an integer from 0 to 65 535. */
  send(item: number): void;
  /** Lets the reader have all that there is room for; false when something is still held back. */
  flush(): boolean;
  /** Says that nothing more will come. Everything has to be flushed before. */
  close(): void;
}

/** The reader's end. */
export interface Inlet {
  /** The next item, or `NOTHING`. */
  take(): number;
  /** Whether nothing more will ever come. */
  ended(): boolean;
}

/** Called when the other end may have changed something; it may be called too often. */
export type Wake = () => void;

/** A quarter of the capacity: the reader is at work on one batch while the next is on its way. */
export function batchFor(capacity: number): number {
  return Math.max(1, capacity >> 2);
}

/** More would be memory and no help: the widest channel that a line asks for holds 16 384 items. */
export const MOST_CAPACITY = 2 ** 20;

/** @throws RangeError when a capacity is not an integer from 1 to `MOST_CAPACITY` */
export function checkCapacity(capacity: number): void {
  if (!Number.isSafeInteger(capacity) || capacity < 1)
    throw new RangeError(`Cannot create channel: capacity must be a positive integer, received ${capacity}`);
  if (capacity > MOST_CAPACITY)
    throw new RangeError(`Cannot create channel: capacity must be at most ${MOST_CAPACITY}, received ${capacity}`);
}
