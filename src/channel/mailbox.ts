/** The mailbox: a channel between two coroutines on the same thread. */
import { checkCapacity, type Inlet, NOTHING, type Outlet, type Wake } from './channel.ts';

/** One channel with both its ends. */
export interface Mailbox {
  readonly outlet: Outlet;
  readonly inlet: Inlet;
}

/**
 * @param capacity 1 or more
 * @param wakeReader called when there is something to read, or when the writer has closed
 * @param wakeWriter called when there is room again
 * @throws RangeError for a capacity that is not a positive integer
 */
export function mailbox(capacity: number, wakeReader: Wake, wakeWriter: Wake): Mailbox {
  checkCapacity(capacity);
  const box = new Box(capacity, wakeReader, wakeWriter);
  return { outlet: box, inlet: box };
}

/** Both ends in one object, since both are on one thread. */
class Box implements Outlet, Inlet {
  readonly #capacity: number;
  /** Half of the capacity, rounded down. */
  readonly #half: number;
  readonly #wakeReader: Wake;
  readonly #wakeWriter: Wake;
  readonly #slots: Uint16Array;
  /** What was sent beyond the capacity: it is written when there is room, so that a burst is late and not lost. */
  #held: number[] = [];
  #sent = 0;
  #taken = 0;
  #flushed = 0;
  #closed = false;

  constructor(capacity: number, wakeReader: Wake, wakeWriter: Wake) {
    this.#capacity = capacity;
    this.#half = capacity >> 1;
    this.#wakeReader = wakeReader;
    this.#wakeWriter = wakeWriter;
    this.#slots = new Uint16Array(capacity);
  }

  room(): number {
    return this.#capacity - (this.#sent - this.#taken) - this.#held.length;
  }

  send(item: number): void {
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

  take(): number {
    if (this.#taken === this.#sent) return NOTHING;
    const item = this.#slots[this.#taken % this.#capacity] ?? NOTHING;
    this.#taken++;
    // The writer is woken when half of the capacity is free, or it would be woken for every single item.
    const left = this.#sent - this.#taken;
    if (left === 0 || left === this.#half) this.#wakeWriter();
    return item;
  }

  ended(): boolean {
    return this.#closed && this.#held.length === 0 && this.#taken === this.#sent;
  }

  #write(item: number): void {
    this.#slots[this.#sent % this.#capacity] = item;
    this.#sent++;
  }

  #moveIn(): void {
    const held = this.#held;
    const fits = Math.min(held.length, this.#capacity - (this.#sent - this.#taken));
    this.#held = held.slice(fits);
    for (let i = 0; i < fits; i++) this.#write(held[i] ?? 0);
  }
}
