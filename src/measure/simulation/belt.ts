/** A simulated channel: what its two ends know, without what it carries it in. */
import { batchFor } from '../../channel/channel.ts';
import type { Edge } from '../../line/line.ts';

/** What it costs to move items on threads, in nanoseconds. Half of it falls on each end. */
export interface BeltCost {
  readonly itemNs: number;
  /** Of a message, whatever the number of its items. */
  readonly messageNs: number;
}

/** Items are held until a batch is full or flushed, as in a channel. What its ends still have to pay for collects here. */
export class Belt {
  readonly edge: Edge;
  readonly #cost: BeltCost;
  readonly #batch: number;
  readonly #arrived: number[] = [];
  #held: number[] = [];
  #onItsWay = 0;
  #takenSinceGrant = 0;
  #isClosed = false;
  /** What the sender and the reader owe, in nanoseconds of work. */
  readonly owed = { sender: 0, reader: 0 };

  constructor(edge: Edge, cost: BeltCost) {
    this.edge = edge;
    this.#cost = cost;
    this.#batch = batchFor(edge.capacity);
  }

  hasRoom(): boolean {
    return this.#onItsWay < this.edge.capacity;
  }

  send(item: number): void {
    this.#held.push(item);
    this.#onItsWay++;
    this.owed.sender += this.#cost.itemNs / 2;
    if (this.#held.length >= this.#batch) this.flush();
  }

  flush(): void {
    if (this.#held.length === 0) return;
    this.#arrived.push(...this.#held);
    this.#held = [];
    this.owed.sender += this.#cost.messageNs / 2;
    this.owed.reader += this.#cost.messageNs / 2;
  }

  /** Says that nothing more will come. */
  close(): void {
    this.flush();
    this.#isClosed = true;
  }

  /** Undefined where nothing has arrived. */
  take(): number | undefined {
    const item = this.#arrived.shift();
    if (item === undefined) return undefined;
    this.owed.reader += this.#cost.itemNs / 2;
    // Credit goes back for several items at once.
    if (++this.#takenSinceGrant >= this.#batch) {
      this.#onItsWay -= this.#takenSinceGrant;
      this.#takenSinceGrant = 0;
    }
    return item;
  }

  hasArrived(): boolean {
    return this.#arrived.length > 0;
  }

  ended(): boolean {
    return this.#isClosed && this.#arrived.length === 0;
  }
}
