/** A batch: the items of one message. */
import type { Item } from '../line/coroutine.ts';
import { bufferOf, isPlainView } from '../line/kind/bytes.ts';
import { type Cells, cellBytes, cellsIn } from '../line/kind/cells.ts';
import type { FixedKindSpec, KindSpec } from '../line/kind/spec.ts';
import { CloneBatch, ColumnArrival, type Columns, isColumns } from './clone-batch.ts';
import { type BatchMessage, NO_BUFFERS, type Parcel } from './parcel.ts';

/** The batch that a writer fills. It is emptied each time it is packed. */
export interface Batch {
  /** How many items are in it. */
  readonly filled: number;
  add(item: Item): void;
  pack(): Parcel;
  /** See `Cells.kept`. */
  kept(item: Item): Item;
  /** The items of the last parcel, where a copy is kept: to find out why it could not be sent. */
  readonly packed: readonly Item[];
}

/** The items of a message that has arrived. */
export interface Arrival {
  readonly length: number;
  read(place: number): Item;
}

/** @param most how many items fit */
export function batchOf(kind: KindSpec, most: number): Batch {
  switch (kind.kind) {
    case 'places':
      return new IntBatch(new Uint16Array(most));
    case 'ints':
      return new IntBatch(new Int32Array(most));
    case 'record':
      return new RecordBatch(kind, most);
    case 'clone':
      return new CloneBatch();
    case 'bytes':
      return new BufferBatch();
  }
}

/** A function that reads the messages of a kind. What it returns is valid until its next call. */
export function openerOf(kind: KindSpec): (message: BatchMessage) => Arrival {
  if (kind.kind === 'record') return recordOpener(kind);
  return (message) => {
    if (typeof message === 'number') return new ListArrival(Int32Array.of(message));
    return isColumns(message) ? new ColumnArrival(message) : new ListArrival(message);
  };
}

const NO_ITEMS: readonly Item[] = [];

/** Posting copies the array, so that it can be filled again. What changes is visible to JSON.stringify: see port-outlet.ts. */
class IntBatch implements Batch {
  private readonly ints: Uint16Array | Int32Array;
  filled = 0;
  readonly packed = NO_ITEMS;

  constructor(ints: Uint16Array | Int32Array) {
    this.ints = ints;
  }

  add(item: number): void {
    this.ints[this.filled++] = item;
  }

  kept(item: Item): Item {
    return item;
  }

  pack(): Parcel {
    const { filled, ints } = this;
    this.filled = 0;
    const message = filled === 1 ? (ints[0] ?? 0) : filled === ints.length ? ints : ints.slice(0, filled);
    return { message, transfer: NO_BUFFERS };
  }
}

class RecordBatch implements Batch {
  readonly #memory: ArrayBuffer;
  readonly #cells: Cells;
  readonly #stride: number;
  filled = 0;
  readonly packed = NO_ITEMS;

  constructor(kind: FixedKindSpec, most: number) {
    this.#stride = cellBytes(kind);
    this.#memory = new ArrayBuffer(this.#stride * most);
    this.#cells = cellsIn(kind, this.#memory, 0, most);
  }

  add(item: Item): void {
    this.#cells.write(this.filled++, item);
  }

  kept(item: Item): Item {
    return this.#cells.kept(item);
  }

  pack(): Parcel {
    const bytes = this.filled * this.#stride;
    this.filled = 0;
    return {
      message: bytes === this.#memory.byteLength ? this.#memory : this.#memory.slice(0, bytes),
      transfer: NO_BUFFERS,
    };
  }
}

class BufferBatch implements Batch {
  private items: Item[] = [];
  packed: readonly Item[] = NO_ITEMS;

  get filled(): number {
    return this.items.length;
  }

  add(item: Item): void {
    this.items.push(item);
  }

  kept(item: Item): Item {
    return item;
  }

  pack(): Parcel {
    const { items } = this;
    this.packed = items;
    this.items = [];
    return { message: items, transfer: buffersOf(items) };
  }
}

function buffersOf(items: readonly Item[]): ArrayBuffer[] {
  return items.flatMap((item) => (item instanceof ArrayBuffer || isPlainView(item) ? [bufferOf(item)] : []));
}

/** A single integer comes as a list too: the compiler makes faster code where all arrivals have one shape. */
export class ListArrival implements Arrival {
  readonly length: number;
  private readonly items: { readonly length: number; readonly [place: number]: Item };

  constructor(items: Exclude<BatchMessage, number | Columns>) {
    this.items = items instanceof ArrayBuffer ? [] : items;
    this.length = this.items.length;
  }

  read(place: number): Item {
    return this.items[place];
  }
}

/** It copies each message into memory of its own, since a reader of new memory would have to be compiled for each message. */
function recordOpener(kind: FixedKindSpec): (message: BatchMessage) => Arrival {
  let memory = new ArrayBuffer(0);
  let cells = cellsIn(kind, memory, 0, 0);
  return (message) => {
    if (!(message instanceof ArrayBuffer)) throw new TypeError('expected records, found another message');
    const length = message.byteLength / cellBytes(kind);
    if (message.byteLength > memory.byteLength) {
      memory = new ArrayBuffer(message.byteLength);
      cells = cellsIn(kind, memory, 0, length);
    }
    new Uint8Array(memory).set(new Uint8Array(message));
    return { length, read: (place) => cells.read(place) };
  };
}
