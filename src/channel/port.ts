/**
 * The port: a channel between two threads, on the two ends of a message channel.
 *
 * Items go one way, in batches; grants come back the other way. A grant is absolute and only grows ("you may send items
 * below number 512"), so that a grant that comes late or twice does no harm. A message costs about 1 us, even with next to
 * nothing in it. A batch is a typed array, which is copied as one block: an item in a batch of 512 costs a few nanoseconds.
 */
import type { Item } from '../line/coroutine.ts';
import type { KindSpec } from '../line/kind/spec.ts';
import { type Arrival, type Batch, batchOf, ListArrival, openerOf } from './batch.ts';
import { type ByteLimit, bytesOf } from './byte-limit.ts';
import { batchFor, checkCapacity, type Inlet, NOTHING, type Outlet, type Wake } from './channel.ts';
import { grantAfter, latestGrant, roomWithin } from './credit.ts';
import { Fifo } from './fifo.ts';
import type { BatchMessage, Parcel } from './parcel.ts';
import { UncloneableError } from './uncloneable.ts';

/** To the reader: the items of a batch, or the end. With a limit on bytes, also how many bytes the items take. */
export type ToReader = BatchMessage | { readonly items: BatchMessage; readonly bytes: number } | null;
/** To the writer: items, and where there is a limit bytes, below these numbers may be sent. */
export type ToWriter = number | { readonly items: number; readonly bytes: number };

/** What either end does with its port. Each call is one step, as in shared-words.ts; an arrival is a step too. */
export interface Endpoint<Sent, Received> {
  /** @param transfer buffers that move instead of being copied */
  send(message: Sent, transfer?: readonly ArrayBuffer[]): void;
  /** The next message that has arrived and has not been delivered by an event; `undefined` when there is none. */
  receive(): Received | undefined;
  /** @param deliver called with each message that `receive` did not return before its event */
  onArrival(deliver: (message: Received) => void): void;
}

/** What both ends of a port know of their channel. */
export interface PortOptions {
  /** What the items are [places in an alphabet]. */
  readonly kind?: KindSpec;
  /** How many bytes may wait; null for no limit [null]. */
  readonly limit?: ByteLimit | null;
}

/** Items of 16 bits. */
const PLACES: KindSpec = { kind: 'places', names: [] };
/** A batch of buffers is sent when it has so many bytes: a message of its own costs next to nothing then. */
const LARGE_BATCH_BYTES = 2 ** 16;

/** The writer's end. */
export class PortOutlet implements Outlet {
  readonly copies: boolean;
  readonly #endpoint: Endpoint<ToReader, ToWriter>;
  readonly #wake: Wake;
  readonly #most: number;
  readonly #limit: ByteLimit | null;
  /** Null where nobody needs to know how large an item is. */
  readonly #sizeOf: ByteLimit['sizeOf'] | null;
  /** What went wrong in an event, where nobody would have caught it. */
  #failure: { readonly reason: unknown } | null = null;
  // What changes is visible to JSON.stringify, in both ends: the model reads the state of an end from it.
  /** The batch that is being filled. */
  private readonly batch: Batch;
  private batchBytes = 0;
  /** What was sent beyond the room. While there is any, the batch is empty or the room is used up. */
  private readonly held = new Fifo<Item>();
  /** Items posted or in the batch. */
  private sent = 0;
  /** Items below this number may be sent. */
  private granted: number;
  /** The item that is held back, and all after it: the end of what is granted, or nearer where the bytes are used up. */
  private stop: number;
  /** The same for bytes. An item may begin below that number and end above. */
  private sentBytes = 0;
  private grantedBytes: number;

  /**
   * @param wake called when the reader has granted more
   * @param batch how many items go in one message
   * @throws RangeError for a capacity that is not a positive integer
   */
  constructor(
    endpoint: Endpoint<ToReader, ToWriter>,
    capacity: number,
    wake: Wake,
    batch = batchFor(capacity),
    { kind = PLACES, limit = null }: PortOptions = {},
  ) {
    checkCapacity(capacity);
    this.#endpoint = endpoint;
    this.#wake = wake;
    this.#most = batch;
    this.#limit = limit;
    this.#sizeOf = limit?.sizeOf ?? (kind.kind === 'bytes' ? bytesOf : null);
    this.copies = kind.kind === 'record';
    this.batch = batchOf(kind, batch);
    this.granted = capacity;
    this.stop = capacity;
    this.grantedBytes = limit?.most ?? 0;
    this.#endpoint.onArrival((grant) => this.#takeGrant(grant));
  }

  room(): number {
    if (this.sent === this.stop) this.#readGrants();
    const room = roomWithin(this.granted, this.sent, this.held.length);
    // With a limit on bytes nobody knows how much room the next item leaves.
    return this.#limit === null ? room : this.#bytesAreUsedUp() ? 0 : Math.min(1, room);
  }

  send(item: Item): void {
    if (this.sent === this.stop) this.held.push(this.batch.kept(item));
    else this.#write(item);
  }

  flush(): boolean {
    if (this.#failure !== null) throw this.#failure.reason;
    this.#sendBatch();
    return this.held.length === 0;
  }

  close(): void {
    this.#endpoint.send(null);
  }

  #bytesAreUsedUp(): boolean {
    return this.#limit !== null && this.sentBytes >= this.grantedBytes;
  }

  #write(item: Item): void {
    this.batch.add(item);
    this.sent++;
    if (this.#sizeOf !== null) this.#count(this.#sizeOf(item));
    if (this.batch.filled === this.#most) this.#sendBatch();
  }

  #count(bytes: number): void {
    this.sentBytes += bytes;
    this.batchBytes += bytes;
    if (this.#bytesAreUsedUp()) this.stop = this.sent;
    if (this.batchBytes >= LARGE_BATCH_BYTES) this.#sendBatch();
  }

  #sendBatch(): void {
    if (this.batch.filled > 0) this.#post(this.batch.pack());
  }

  #post({ message, transfer }: Parcel): void {
    const bytes = this.batchBytes;
    this.batchBytes = 0;
    const sent = this.#limit === null ? message : { items: message, bytes };
    try {
      if (transfer.length === 0) this.#endpoint.send(sent);
      else this.#endpoint.send(sent, transfer);
    } catch (error) {
      throw explained(this.batch.packed, this.sent, error);
    }
  }

  /**
   * Reads grants that have arrived before their event. A grant that is read here has no event any more, so the writer is
   * woken here: a writer that saw no room a moment ago, and waits because of that, would wait for ever.
   */
  #readGrants(): void {
    for (let next = this.#endpoint.receive(); next !== undefined; next = this.#endpoint.receive())
      this.#takeGrant(next);
  }

  #takeGrant(grant: ToWriter): void {
    this.granted = latestGrant(this.granted, typeof grant === 'number' ? grant : grant.items);
    if (typeof grant !== 'number') this.grantedBytes = latestGrant(this.grantedBytes, grant.bytes);
    this.stop = this.#bytesAreUsedUp() ? this.sent : this.granted;
    try {
      if (this.held.length > 0) this.#sendHeld();
    } catch (error) {
      this.#failure = { reason: error };
    }
    this.#wake();
  }

  #sendHeld(): void {
    const held = this.held;
    while (held.length > 0 && this.sent < this.stop) this.#write(held.shift());
  }
}

/** The first item of a batch that cannot be cloned, where that is the reason. Its number counts what went to this reader. */
function explained(items: readonly Item[], sent: number, cause: unknown): unknown {
  const place = items.findIndex((item) => !isCloneable(item));
  if (place === -1) return cause;
  return new UncloneableError(`item ${sent - items.length + place + 1} to its reader`, items[place], cause);
}

function isCloneable(item: Item): boolean {
  try {
    structuredClone(item);
    return true;
  } catch {
    return false;
  }
}

/** The reader's end. */
export class PortInlet implements Inlet {
  readonly #endpoint: Endpoint<ToWriter, ToReader>;
  readonly #capacity: number;
  /** How many items one grant covers. */
  readonly #grantEvery: number;
  readonly #open: (message: BatchMessage) => Arrival;
  readonly #limit: ByteLimit | null;
  /** Messages that events have delivered. */
  private readonly arrived: ToReader[] = [];
  private batch: Arrival = NO_ARRIVAL;
  private batchBytes = 0;
  private position = 0;
  private taken = 0;
  private takenBytes = 0;
  private due: number;
  private over = false;

  /**
   * @param wake called when something has arrived
   * @throws RangeError for a capacity that is not a positive integer
   */
  constructor(
    endpoint: Endpoint<ToWriter, ToReader>,
    capacity: number,
    wake: Wake,
    { kind = PLACES, limit = null }: PortOptions = {},
  ) {
    checkCapacity(capacity);
    this.#endpoint = endpoint;
    this.#capacity = capacity;
    this.#grantEvery = batchFor(capacity);
    this.#open = openerOf(kind);
    this.#limit = limit;
    this.due = this.#grantEvery;
    this.#endpoint.onArrival((message) => {
      this.arrived.push(message);
      wake();
    });
  }

  take(): Item | typeof NOTHING {
    if (this.position === this.batch.length && !this.#next()) return NOTHING;
    const item = this.batch.read(this.position++);
    if (++this.taken === this.due) this.#postGrant();
    return item;
  }

  ended(): boolean {
    return this.over;
  }

  /** The next batch: messages that events have delivered come before those that are still in the port's queue. */
  #next(): boolean {
    if (this.batchBytes > 0) this.#grantBytes();
    const message = this.arrived.length > 0 ? this.arrived.shift() : this.#endpoint.receive();
    if (message === undefined) return false;
    if (message === null) {
      this.over = true;
      return false;
    }
    const sized = typeof message === 'object' && 'items' in message;
    this.batch = this.#open(sized ? message.items : message);
    this.batchBytes = sized ? message.bytes : 0;
    this.position = 0;
    return true;
  }

  /** The bytes of a batch are given back when all its items have been taken. */
  #grantBytes(): void {
    this.takenBytes += this.batchBytes;
    this.batchBytes = 0;
    this.#postGrant();
  }

  /** Both ends count alike: each item taken is one more that may be sent. Grants are batched. */
  #postGrant(): void {
    if (this.taken === this.due) this.due += this.#grantEvery;
    const items = grantAfter(this.taken, this.#capacity);
    const limit = this.#limit;
    this.#endpoint.send(limit === null ? items : { items, bytes: grantAfter(this.takenBytes, limit.most) });
  }
}

const NO_ARRIVAL: Arrival = new ListArrival([]);

/** A message that cannot be deserialised: its event reports it, or `receive` throws it before that. */
export class UnreadableError extends Error {
  override name = 'UnreadableError';

  constructor(cause: unknown) {
    super(`a message could not be read: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}
