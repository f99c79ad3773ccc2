/** The mailbox: a channel between two coroutines on the same thread. */
import { checkCapacity, type Inlet, NOTHING, type Outlet, type Ring } from './channel.ts';

/** One channel with both its ends. */
export interface Mailbox {
  readonly outlet: Outlet;
  readonly inlet: Inlet;
}

/**
 * @param capacity 1 or more
 * @param ringReader called when there is something to read, or when the writer has closed
 * @param ringWriter called when there is room again
 * @throws RangeError for a capacity that is not a positive integer
 */
export function mailbox(capacity: number, ringReader: Ring, ringWriter: Ring): Mailbox {
  checkCapacity(capacity);
  // A ring of slots. What is sent beyond the capacity waits behind it, so that a burst is late and not lost.
  const slots = new Uint16Array(capacity);
  const held: number[] = [];
  let sent = 0;
  let taken = 0;
  let flushed = 0;
  let closed = false;

  const moveIn = (): void => {
    while (held.length > 0 && sent - taken < capacity) slots[sent++ % capacity] = held.shift() ?? 0;
  };

  return {
    outlet: {
      room: () => capacity - (sent - taken) - held.length,
      send(item) {
        if (held.length === 0 && sent - taken < capacity) slots[sent++ % capacity] = item;
        else held.push(item);
      },
      flush() {
        moveIn();
        if (sent > flushed) {
          flushed = sent;
          ringReader();
        }
        return held.length === 0;
      },
      close() {
        closed = true;
        ringReader();
      },
    },
    inlet: {
      take() {
        if (taken === sent) return NOTHING;
        const item = slots[taken % capacity] ?? NOTHING;
        // The writer is woken when half of the capacity is free, or it would be woken for every single item.
        if (++taken === sent || (sent - taken) * 2 === capacity) ringWriter();
        return item;
      },
      ended: () => closed && held.length === 0 && taken === sent,
    },
  };
}
