/** The mailbox: a channel between two coroutines on the same thread. */
import type { Item } from '../line/coroutine.ts';
import type { ByteLimit } from './byte-limit.ts';
import { checkCapacity, type Inlet, NOTHING, type Outlet, type Wake } from './channel.ts';
import { Fifo } from './fifo.ts';

/** One channel with both its ends. */
export interface Mailbox {
  readonly outlet: Outlet;
  readonly inlet: Inlet;
}

/**
 * @param capacity 1 or more
 * @param wakeReader called when there is something to read, or when the writer has closed
 * @param wakeWriter called when there is room again
 * @param limit how many bytes may wait; null for no limit
 * @throws RangeError for a capacity that is not a positive integer
 */
export function mailbox(capacity: number, wakeReader: Wake, wakeWriter: Wake, limit: ByteLimit | null = null): Mailbox {
  checkCapacity(capacity);
  const box = new Box(capacity, wakeReader, wakeWriter);
  return limit === null ? { outlet: box, inlet: box } : limited(box, limit, wakeWriter);
}

/** Both ends in one object, since both are on one thread. */
class Box implements Outlet, Inlet {
  readonly #capacity: number;
  /** Half of the capacity, rounded down. */
  readonly #half: number;
  readonly #wakeReader: Wake;
  readonly #wakeWriter: Wake;
  readonly #slots: Item[];
  /** What was sent beyond the capacity: it is written when there is room, so that a burst is late and not lost. */
  readonly #held = new Fifo<Item>();
  #sent = 0;
  #taken = 0;
  #flushed = 0;
  #closed = false;

  constructor(capacity: number, wakeReader: Wake, wakeWriter: Wake) {
    this.#capacity = capacity;
    this.#half = capacity >> 1;
    this.#wakeReader = wakeReader;
    this.#wakeWriter = wakeWriter;
    this.#slots = new Array<Item>(capacity).fill(NOTHING);
  }

  room(): number {
    return this.#capacity - (this.#sent - this.#taken) - this.#held.length;
  }

  send(item: Item): void {
    if (this.#held.length === 0 && this.#sent - this.#taken < this.#capacity) this.#write(item);
    else this.#held.push(item);
  }

  flush(): boolean {
    if (this.#held.length > 0) this.#moveIn();
    if (this.#sent > this.#flushed) {
      this.#flushed = this.#sent;
      this.#wakeReader();
    }
    return this.#held.length === 0;
  }

  close(): void {
    this.#closed = true;
    this.#wakeReader();
  }

  take(): Item | typeof NOTHING {
    if (this.#taken === this.#sent) return NOTHING;
    const slot = this.#taken % this.#capacity;
    const item = this.#slots[slot];
    if (typeof item !== 'number') this.#slots[slot] = NOTHING;
    this.#taken++;
    // The writer is woken when half of the capacity is free, or it would be woken for every single item.
    const left = this.#sent - this.#taken;
    if (left === 0 || left === this.#half) this.#wakeWriter();
    return item;
  }

  ended(): boolean {
    return this.#closed && this.#held.length === 0 && this.#taken === this.#sent;
  }

  #write(item: Item): void {
    this.#slots[this.#sent % this.#capacity] = item;
    this.#sent++;
  }

  #moveIn(): void {
    const held = this.#held;
    while (held.length > 0 && this.#sent - this.#taken < this.#capacity) this.#write(held.shift());
  }
}

/** A box with no room while the bytes in it reach the limit. An item of any size fits into an empty box. */
function limited(box: Box, { most, sizeOf }: ByteLimit, wakeWriter: Wake): Mailbox {
  let waiting = 0;
  // Kept, since a size may change: a value may be shared with other code of this thread.
  const sizes = new Fifo<number>();
  return {
    outlet: {
      room: () => (waiting >= most ? 0 : Math.min(1, box.room())),
      send(item) {
        const size = sizeOf(item);
        waiting += size;
        sizes.push(size);
        box.send(item);
      },
      flush: () => box.flush(),
      close: () => box.close(),
    },
    inlet: {
      take() {
        const item = box.take();
        if (item === NOTHING) return item;
        const before = waiting;
        waiting -= sizes.shift() ?? 0;
        if (before >= most && waiting < most) wakeWriter();
        return item;
      },
      ended: () => box.ended(),
    },
  };
}
