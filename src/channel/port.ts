/**
 * The port: a channel between two threads, on the two ends of a message channel.
 *
 * Items go one way, in batches; grants come back the other way. A grant is absolute and only grows ("you may send items
 * below number 512"), so that a grant that comes late or twice does no harm. A message costs about 1 us, even with next to
 * nothing in it. A batch is a typed array, which is copied as one block: an item in a batch of 512 costs a few nanoseconds.
 */
import { batchFor, checkCapacity, type Inlet, NOTHING, type Outlet, type Wake } from './channel.ts';
import { grantAfter, latestGrant, roomWithin } from './credit.ts';

/** To the reader: one item, a batch, or the end. */
export type ToReader = number | Uint16Array | null;

/** What either end does with its port. Each call is one step, as in shared-words.ts; an arrival is a step too. */
export interface Endpoint<Sent, Received> {
  send(message: Sent): void;
  /** The next message that has arrived and has not been delivered by an event; `undefined` when there is none. */
  receive(): Received | undefined;
  /** @param deliver called with each message that `receive` did not return before its event */
  onArrival(deliver: (message: Received) => void): void;
}

/** The writer's end. */
export class PortOutlet implements Outlet {
  readonly #endpoint: Endpoint<ToReader, number>;
  readonly #wake: Wake;
  // What changes is visible to JSON.stringify, in both ends: the model reads the state of an end from it.
  /** The batch that is being filled. Posting copies it, so that it can be filled again. */
  private readonly batch: Uint16Array;
  private filled = 0;
  /** What was sent beyond the room. While there is any, the batch is empty or the room is used up. */
  private held: number[] = [];
  /** Items posted or in the batch. */
  private sent = 0;
  /** Items below this number may be sent. */
  private granted: number;

  /**
   * @param wake called when the reader has granted more
   * @param batch how many items go in one message
   * @throws RangeError for a capacity that is not a positive integer
   */
  constructor(endpoint: Endpoint<ToReader, number>, capacity: number, wake: Wake, batch = batchFor(capacity)) {
    checkCapacity(capacity);
    this.#endpoint = endpoint;
    this.#wake = wake;
    this.batch = new Uint16Array(batch);
    this.granted = capacity;
    this.#endpoint.onArrival((grant) => this.#takeGrant(grant));
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
    this.#endpoint.send(null);
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
    this.#endpoint.send(
      filled === 1 ? (this.batch[0] ?? 0) : filled === this.batch.length ? this.batch : this.batch.slice(0, filled),
    );
  }

  /**
   * Reads grants that have arrived before their event. A grant that is read here has no event any more, so the writer is
   * woken here: a writer that saw no room a moment ago, and waits because of that, would wait for ever.
   */
  #readGrants(): void {
    for (let next = this.#endpoint.receive(); next !== undefined; next = this.#endpoint.receive())
      this.#takeGrant(next);
  }

  #takeGrant(grant: number): void {
    this.granted = latestGrant(this.granted, grant);
    const held = this.held;
    if (held.length > 0) {
      const fits = Math.min(held.length, roomWithin(this.granted, this.sent, 0));
      this.held = held.slice(fits);
      for (let i = 0; i < fits; i++) this.#write(held[i] ?? 0);
    }
    this.#wake();
  }
}

/** The reader's end. */
export class PortInlet implements Inlet {
  readonly #endpoint: Endpoint<number, ToReader>;
  readonly #capacity: number;
  /** How many items one grant covers. */
  readonly #grantEvery: number;
  /** Messages that events have delivered. */
  private readonly arrived: ToReader[] = [];
  private batch: Uint16Array = new Uint16Array(0);
  private position = 0;
  private taken = 0;
  private due: number;
  private over = false;

  /**
   * @param wake called when something has arrived
   * @throws RangeError for a capacity that is not a positive integer
   */
  constructor(endpoint: Endpoint<number, ToReader>, capacity: number, wake: Wake) {
    checkCapacity(capacity);
    this.#endpoint = endpoint;
    this.#capacity = capacity;
    this.#grantEvery = batchFor(capacity);
    this.due = this.#grantEvery;
    this.#endpoint.onArrival((message) => {
      this.arrived.push(message);
      wake();
    });
  }

  take(): number {
    if (this.position === this.batch.length && !this.#next()) return NOTHING;
    const item = this.batch[this.position++] ?? NOTHING;
    if (++this.taken === this.due) this.#postGrant();
    return item;
  }

  ended(): boolean {
    return this.over;
  }

  /** The next batch: messages that events have delivered come before those that are still in the port's queue. */
  #next(): boolean {
    const message = this.arrived.length > 0 ? this.arrived.shift() : this.#endpoint.receive();
    if (message === undefined) return false;
    if (message === null) {
      this.over = true;
      return false;
    }
    this.batch = typeof message === 'number' ? Uint16Array.of(message) : message;
    this.position = 0;
    return true;
  }

  /** Both ends count alike: each item taken is one more that may be sent. Grants are batched. */
  #postGrant(): void {
    this.due += this.#grantEvery;
    this.#endpoint.send(grantAfter(this.taken, this.#capacity));
  }
}

/** A message that cannot be deserialised: its event reports it, or `receive` throws it before that. */
export class UnreadableError extends Error {
  override name = 'UnreadableError';

  constructor(cause: unknown) {
    super(`a message could not be read: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}
