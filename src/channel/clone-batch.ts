/**
 * The batch of items that are cloned.
 *
 * Structured clone writes the names of an object's properties with every object, and looks each of them up again. Items are
 * mostly flat objects of one shape. So such a batch travels as columns: the names once, and the values of each property as a list.
 * That costs a quarter of a list of objects. The objects that arrive are equal to clones.
 */
import type { Item } from '../line/coroutine.ts';
import { compiled } from '../line/kind/compiled.ts';
import type { Arrival, Batch } from './batch.ts';
import { NO_BUFFERS, type Parcel } from './parcel.ts';

/** Flat objects of one shape. */
export interface Columns {
  readonly names: readonly string[];
  /** For each name its values, one for each item. */
  readonly columns: readonly (readonly unknown[])[];
}

/** Objects with more properties than this travel as they are. */
const MOST_NAMES = 32;

export class CloneBatch implements Batch {
  // What changes is visible to JSON.stringify: see port-outlet.ts.
  private items: Item[] = [];
  private names: readonly string[] | null = null;
  private columns: unknown[][] = [];
  private areFlat = true;
  packed: readonly Item[] = [];

  get filled(): number {
    return this.items.length;
  }

  add(item: Item): void {
    this.items.push(item);
    if (!this.areFlat) return;
    if (this.names === null) this.#begin(item);
    this.areFlat = this.areFlat && isPlain(item) && this.#addValues(item);
  }

  kept(item: Item): Item {
    return item;
  }

  pack(): Parcel {
    const { items, names, columns, areFlat } = this;
    this.packed = items;
    this.items = [];
    this.names = null;
    this.columns = [];
    this.areFlat = true;
    // Of a single item the columns would be longer than the item.
    const message = areFlat && names !== null && items.length > 1 ? { names, columns } : items;
    return { message, transfer: NO_BUFFERS };
  }

  /** The first item says which properties the others have to have. */
  #begin(item: Item): void {
    const names = isPlain(item) ? Object.keys(item) : [];
    this.areFlat = names.length > 0 && names.length <= MOST_NAMES;
    this.names = names;
    this.columns = names.map(() => []);
  }

  /** False where the item has other properties, or one that is no primitive value. */
  #addValues(item: Readonly<Record<string, unknown>>): boolean {
    const { names, columns } = this;
    let place = 0;
    for (const name in item) {
      if (name !== names?.[place]) return false;
      const value = item[name];
      if (!isPrimitive(value)) return false;
      columns[place++]?.push(value);
    }
    return place === names?.length;
  }
}

/** A value that is the same before and after a clone. A symbol cannot be cloned. */
function isPrimitive(value: unknown): boolean {
  const type = typeof value;
  return (type !== 'object' || value === null) && type !== 'function' && type !== 'symbol';
}

/** An object as a literal makes it: a clone of it differs in nothing. */
function isPlain(item: Item): item is Readonly<Record<string, unknown>> {
  return typeof item === 'object' && item !== null && Object.getPrototypeOf(item) === Object.prototype;
}

export function isColumns(message: unknown): message is Columns {
  return typeof message === 'object' && message !== null && 'names' in message && 'columns' in message;
}

type Build = (columns: Columns['columns'], place: number) => unknown;

/** How objects of a shape are built: compiled for the first shapes that a reader meets, so that they have one shape for V8 too. */
const builds = new Map<string, Build>();
const MOST_COMPILED = 64;

export class ColumnArrival implements Arrival {
  readonly length: number;
  private readonly columns: Columns['columns'];
  readonly #build: Build;

  constructor({ names, columns }: Columns) {
    this.length = columns[0]?.length ?? 0;
    this.columns = columns;
    this.#build = buildFor(names);
  }

  read(place: number): Item {
    return this.#build(this.columns, place);
  }
}

function buildFor(names: readonly string[]): Build {
  const key = JSON.stringify(names);
  const known = builds.get(key);
  if (known !== undefined) return known;
  const fields = names.map((name, i) => `[${JSON.stringify(name)}]: columns[${i}][place]`);
  const made =
    builds.size < MOST_COMPILED
      ? compiled<Build>('_', `return (columns, place) => ({ ${fields.join(', ')} });`, null)
      : null;
  const build = made ?? plainBuild(names);
  if (builds.size < MOST_COMPILED) builds.set(key, build);
  return build;
}

function plainBuild(names: readonly string[]): Build {
  return (columns, place) => Object.fromEntries(names.map((name, i) => [name, columns[i]?.[place]]));
}
