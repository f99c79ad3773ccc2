/**
 * The port: a channel between two threads, on a pair of `MessagePort`s.
 *
 * Items go one way, in batches; grants come back the other way. A grant is absolute and only grows ("you may send items
 * below number 512"), so that one that comes late or twice does no harm. A message costs about 1 us however little is in
 * it; a batch is a typed array, which is copied as one block, so that an item in a batch of 512 costs a few nanoseconds.
 */
import { MessagePort, receiveMessageOnPort } from 'node:worker_threads';
import { batchFor, checkCapacity, type Inlet, NOTHING, type Outlet, type Wake } from './channel.ts';
import { grantAfter, granted, roomWithin } from './credit.ts';

/** To the reader: one item, a batch, or the end. */
export type ToReader = number | Uint16Array | null;

/** What either end does with its port. Each is one step, as in words.ts; an arrival is one too. */
export interface Endpoint<Sent, Received> {
  send(message: Sent): void;
  /** The next message that is there already and has not been delivered; `undefined` when there is none. */
  receive(): Received | undefined;
  /** @param deliver called with each message that nobody received before its event */
  onArrival(deliver: (message: Received) => void): void;
}

/** The writer's end. */
export class PortOutlet implements Outlet {
  readonly #post: Endpoint<ToReader, number>;
  readonly #ring: Wake;
  // What changes is open to JSON.stringify, in both ends: the model tells by it where an end stands.
  /** The batch that is being filled. Posting copies it, so that it can be filled again. */
  private readonly batch: Uint16Array;
  private filled = 0;
  /** What was sent beyond the room: while there is any, the batch is empty or the room is used up. */
  private held: number[] = [];
  /** Items posted or in the batch. */
  private sent = 0;
  /** Items below this number may be sent. */
  private granted: number;

  /**
   * @param ring called when the reader has granted more
   * @param batch how many items go in one message
   * @throws RangeError for a capacity that is not a positive integer
   */
  constructor(
    port: MessagePort | Endpoint<ToReader, number>,
    capacity: number,
    ring: Wake,
    batch = batchFor(capacity),
  ) {
    checkCapacity(capacity);
    this.#post = postOf(port);
    this.#ring = ring;
    this.batch = new Uint16Array(batch);
    this.granted = capacity;
    this.#post.onArrival((grant) => this.#grant(grant));
  }

  room(): number {
    if (this.sent === this.granted) this.#readGrants();
    return roomWithin(this.granted, this.sent, this.held.length);
  }

  send(item: number): void {
    if (this.sent === this.granted) this.held.push(item);
    else this.#write(item);
  }

  flush(): boolean {
    this.#sendBatch();
    return this.held.length === 0;
  }

  close(): void {
    this.#post.send(null);
  }

  #write(item: number): void {
    this.batch[this.filled++] = item;
    this.sent++;
    if (this.filled === this.batch.length) this.#sendBatch();
  }

  #sendBatch(): void {
    const filled = this.filled;
    if (filled === 0) return;
    this.filled = 0;
    this.#post.send(
      filled === 1 ? (this.batch[0] ?? 0) : filled === this.batch.length ? this.batch : this.batch.slice(0, filled),
    );
  }

  /**
   * Grants that have arrived but whose event has not been delivered yet. A grant that is read here has no event any more,
   * so that it is rung here: a writer that saw no room a moment ago, and waits because of it, would wait for ever.
   */
  #readGrants(): void {
    for (let next = this.#post.receive(); next !== undefined; next = this.#post.receive()) this.#grant(next);
  }

  #grant(grant: number): void {
    this.granted = granted(this.granted, grant);
    const held = this.held;
    if (held.length > 0) {
      const fits = Math.min(held.length, roomWithin(this.granted, this.sent, 0));
      this.held = held.slice(fits);
      for (let i = 0; i < fits; i++) this.#write(held[i] ?? 0);
    }
    this.#ring();
  }
}

/** The reader's end. */
export class PortInlet implements Inlet {
  readonly #post: Endpoint<number, ToReader>;
  readonly #capacity: number;
  readonly #step: number;
  /** What events have brought. */
  private readonly arrived: ToReader[] = [];
  private batch: Uint16Array = new Uint16Array(0);
  private position = 0;
  private taken = 0;
  private due: number;
  private over = false;

  /**
   * @param ring called when something has arrived
   * @throws RangeError for a capacity that is not a positive integer
   */
  constructor(port: MessagePort | Endpoint<number, ToReader>, capacity: number, ring: Wake) {
    checkCapacity(capacity);
    this.#post = postOf(port);
    this.#capacity = capacity;
    this.#step = batchFor(capacity);
    this.due = this.#step;
    this.#post.onArrival((message) => {
      this.arrived.push(message);
      ring();
    });
  }

  take(): number {
    if (this.position === this.batch.length && !this.#next()) return NOTHING;
    const item = this.batch[this.position++] ?? NOTHING;
    if (++this.taken === this.due) this.#grant();
    return item;
  }

  ended(): boolean {
    return this.over;
  }

  /** The next batch: what an event has brought comes before what is still in the port's queue. */
  #next(): boolean {
    const message = this.arrived.length > 0 ? this.arrived.shift() : this.#post.receive();
    if (message === undefined) return false;
    if (message === null) {
      this.over = true;
      return false;
    }
    this.batch = typeof message === 'number' ? Uint16Array.of(message) : message;
    this.position = 0;
    return true;
  }

  /** Both ends count alike: an item taken is an item more that may be sent. Once every step, so that grants are batched. */
  #grant(): void {
    this.due += this.#step;
    this.#post.send(grantAfter(this.taken, this.#capacity));
  }
}

/** A message that cannot be deserialised: told by an event, or to whoever asks for it before that. */
export class UnreadableError extends Error {
  override name = 'UnreadableError';

  constructor(cause: unknown) {
    super(`a message could not be read: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}

function postOf<Sent, Received>(port: MessagePort | Endpoint<Sent, Received>): Endpoint<Sent, Received> {
  if (!(port instanceof MessagePort)) return port;
  return {
    send: (message) => port.postMessage(message),
    receive() {
      try {
        const received: { message: Received } | undefined = receiveMessageOnPort(port);
        return received?.message;
      } catch (error) {
        throw new UnreadableError(error);
      }
    },
    onArrival: (deliver) => void port.on('message', deliver),
  };
}
