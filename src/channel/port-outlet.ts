/** The writer's end of a port: it sends batches as far as the reader has granted, and holds what comes beyond that. */
import type { Item } from '../line/coroutine.ts';
import { type Batch, batchOf } from './batch.ts';
import { type ByteLimit, bytesOf } from './byte-limit.ts';
import { batchFor, checkCapacity, type Outlet, type Wake } from './channel.ts';
import { latestGrant, roomWithin } from './credit.ts';
import { DEFAULT_KIND } from './default-kind.ts';
import { Fifo } from './fifo.ts';
import type { Parcel } from './parcel.ts';
import type { Endpoint, PortOptions, ToReader, ToWriter } from './port.ts';
import { UncloneableError } from './uncloneable.ts';

/** A batch of buffers is sent when it has so many bytes: a message of its own costs next to nothing then. */
const LARGE_BATCH_BYTES = 2 ** 16;

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
    { kind = DEFAULT_KIND, limit = null }: PortOptions = {},
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
