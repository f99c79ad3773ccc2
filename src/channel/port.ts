/**
 * The port: a channel between two threads, on a pair of `MessagePort`s.
 *
 * Items go one way, in batches; grants come back the other way. A grant is absolute and only grows ("you may send items
 * below number 512"), so that one that comes late or twice does no harm. A message costs about 1 us however little is in
 * it; a batch is a typed array, which is copied as one block, so that an item in a batch of 512 costs a few nanoseconds.
 */
import { type MessagePort, receiveMessageOnPort } from 'node:worker_threads';
import { batchFor, checkCapacity, type Inlet, NOTHING, type Outlet, type Ring } from './channel.ts';

/** To the reader: one item, a batch, or the end. */
type ToReader = number | Uint16Array | null;

/** The writer's end. */
export class PortOutlet implements Outlet {
  readonly #port: MessagePort;
  readonly #ring: Ring;
  /** The batch that is being filled. Posting copies it, so that it can be filled again. */
  readonly #batch: Uint16Array;
  #filled = 0;
  /** What was sent beyond the room: while there is any, the batch is empty or the room is used up. */
  #held: number[] = [];
  /** Items posted or in the batch. */
  #sent = 0;
  /** Items below this number may be sent. */
  #granted: number;

  /**
   * @param ring called when the reader has granted more
   * @param batch how many items go in one message
   * @throws RangeError for a capacity that is not a positive integer
   */
  constructor(port: MessagePort, capacity: number, ring: Ring, batch = batchFor(capacity)) {
    checkCapacity(capacity);
    this.#port = port;
    this.#ring = ring;
    this.#batch = new Uint16Array(batch);
    this.#granted = capacity;
    port.on('message', (grant: number) => this.#grant(grant));
  }

  room(): number {
    if (this.#sent === this.#granted) this.#readGrants();
    return this.#granted - this.#sent - this.#held.length;
  }

  send(item: number): void {
    if (this.#sent === this.#granted) this.#held.push(item);
    else this.#write(item);
  }

  flush(): boolean {
    this.#post();
    return this.#held.length === 0;
  }

  close(): void {
    const message: ToReader = null;
    this.#port.postMessage(message);
  }

  #write(item: number): void {
    this.#batch[this.#filled++] = item;
    this.#sent++;
    if (this.#filled === this.#batch.length) this.#post();
  }

  #post(): void {
    const filled = this.#filled;
    if (filled === 0) return;
    this.#filled = 0;
    const message: ToReader =
      filled === 1 ? (this.#batch[0] ?? 0) : filled === this.#batch.length ? this.#batch : this.#batch.slice(0, filled);
    this.#port.postMessage(message);
  }

  /**
   * Grants that have arrived but whose event has not been delivered yet. A grant that is read here has no event any more,
   * so that it is rung here: a writer that saw no room a moment ago, and waits because of it, would wait for ever.
   */
  #readGrants(): void {
    for (let next = receive<number>(this.#port); next !== undefined; next = receive<number>(this.#port)) {
      this.#grant(next);
    }
  }

  #grant(grant: number): void {
    this.#granted = Math.max(this.#granted, grant);
    const held = this.#held;
    if (held.length > 0) {
      const fits = Math.min(held.length, this.#granted - this.#sent);
      this.#held = held.slice(fits);
      for (let i = 0; i < fits; i++) this.#write(held[i] ?? 0);
    }
    this.#ring();
  }
}

/** The reader's end. */
export class PortInlet implements Inlet {
  readonly #port: MessagePort;
  readonly #capacity: number;
  readonly #step: number;
  /** What events have brought. */
  readonly #arrived: ToReader[] = [];
  #batch: Uint16Array = new Uint16Array(0);
  #position = 0;
  #taken = 0;
  #due: number;
  #ended = false;

  /**
   * @param ring called when something has arrived
   * @throws RangeError for a capacity that is not a positive integer
   */
  constructor(port: MessagePort, capacity: number, ring: Ring) {
    checkCapacity(capacity);
    this.#port = port;
    this.#capacity = capacity;
    this.#step = batchFor(capacity);
    this.#due = this.#step;
    port.on('message', (message: ToReader) => {
      this.#arrived.push(message);
      ring();
    });
  }

  take(): number {
    if (this.#position === this.#batch.length && !this.#next()) return NOTHING;
    const item = this.#batch[this.#position++] ?? NOTHING;
    if (++this.#taken === this.#due) this.#grant();
    return item;
  }

  ended(): boolean {
    return this.#ended;
  }

  /** The next batch: what an event has brought comes before what is still in the port's queue. */
  #next(): boolean {
    const message = this.#arrived.length > 0 ? this.#arrived.shift() : receive<ToReader>(this.#port);
    if (message === undefined) return false;
    if (message === null) {
      this.#ended = true;
      return false;
    }
    this.#batch = typeof message === 'number' ? Uint16Array.of(message) : message;
    this.#position = 0;
    return true;
  }

  /** Both ends count alike: an item taken is an item more that may be sent. Once every step, so that grants are batched. */
  #grant(): void {
    this.#due += this.#step;
    this.#port.postMessage(this.#taken + this.#capacity);
  }
}

/** The next message that is there already. */
function receive<Message>(port: MessagePort): Message | undefined {
  const received: { message: Message } | undefined = receiveMessageOnPort(port);
  return received?.message;
}
