/** The reader's end of a port: it unpacks batches, and grants the writer more as their items are taken. */
import type { Item } from '../line/coroutine.ts';
import { type Arrival, ListArrival, openerOf } from './batch.ts';
import type { ByteLimit } from './byte-limit.ts';
import { batchFor, checkCapacity, type Inlet, NOTHING, type Wake } from './channel.ts';
import { grantAfter } from './credit.ts';
import { DEFAULT_KIND } from './default-kind.ts';
import type { BatchMessage } from './parcel.ts';
import type { Endpoint, PortOptions, ToReader, ToWriter } from './port.ts';

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
    { kind = DEFAULT_KIND, limit = null }: PortOptions = {},
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
