/** Cells: memory for a number of items of one fixed size. Shared memory and the batches of messages consist of them. */
import { compiled } from './compiled.ts';
import { type FieldPlace, layoutOf, type RecordItem, recordCarry } from './record.ts';
import type { FieldType, FixedKindSpec } from './spec.ts';

/** The items that are written must have passed the check of their kind. */
export interface Cells<Item = unknown> {
  /** How many items fit. */
  readonly length: number;
  write(place: number, item: Item): void;
  read(place: number): Item;
  /** An item that may be kept until it is written: a record is copied, since its sender may change it meanwhile. */
  kept(item: Item): Item;
}

/** The size of one item in bytes. */
export function cellBytes(spec: FixedKindSpec): number {
  switch (spec.kind) {
    case 'places':
      return Uint16Array.BYTES_PER_ELEMENT;
    case 'ints':
      return Int32Array.BYTES_PER_ELEMENT;
    case 'record':
      return layoutOf(spec.fields).stride;
  }
}

/**
 * @param memory from `offset`, a multiple of 8, to its end
 * @param length how many items fit
 */
export function cellsIn(spec: FixedKindSpec, memory: ArrayBufferLike, offset: number, length: number): Cells {
  switch (spec.kind) {
    case 'places':
      return new IntCells(new Uint16Array(memory, offset, length));
    case 'ints':
      return new IntCells(new Int32Array(memory, offset, length));
    case 'record':
      return recordCells(spec, memory, offset, length);
  }
}

/** A list of integers: an array of one of the types that hold them. */
export interface Ints {
  readonly length: number;
  [place: number]: number;
}

export class IntCells implements Cells<number> {
  readonly length: number;
  readonly ints: Ints;

  constructor(ints: Ints) {
    this.ints = ints;
    this.length = ints.length;
  }

  write(place: number, item: number): void {
    this.ints[place] = item;
  }

  read(place: number): number {
    return this.ints[place] ?? 0;
  }

  kept(item: number): number {
    return item;
  }
}

type Views = Readonly<Record<FieldType, Ints>>;

function viewsOf(memory: ArrayBufferLike, offset: number, bytes: number): Views {
  return {
    i8: new Int8Array(memory, offset, bytes),
    u8: new Uint8Array(memory, offset, bytes),
    bool: new Uint8Array(memory, offset, bytes),
    i16: new Int16Array(memory, offset, bytes / 2),
    u16: new Uint16Array(memory, offset, bytes / 2),
    i32: new Int32Array(memory, offset, bytes / 4),
    u32: new Uint32Array(memory, offset, bytes / 4),
    f32: new Float32Array(memory, offset, bytes / 4),
    f64: new Float64Array(memory, offset, bytes / 8),
  };
}

function recordCells(
  { fields }: Extract<FixedKindSpec, { readonly kind: 'record' }>,
  memory: ArrayBufferLike,
  offset: number,
  length: number,
): Cells<RecordItem> {
  const layout = layoutOf(fields);
  const views = viewsOf(memory, offset, length * layout.stride);
  const { copy } = recordCarry(fields);
  return { length, kept: copy, ...(compiledAccess(layout.fields, views) ?? plainAccess(layout.fields, views)) };
}

type Access = Pick<Cells<RecordItem>, 'write' | 'read'>;

function compiledAccess(fields: readonly FieldPlace[], views: Views): Access | null {
  const cellOf = ({ type, step, offset }: FieldPlace): string => `${type}[place * ${step} + ${offset}]`;
  const writes = fields.map((field) => `${cellOf(field)} = item[${JSON.stringify(field.name)}]`);
  const reads = fields.map(
    (field) => `[${JSON.stringify(field.name)}]: ${cellOf(field)}${field.type === 'bool' ? ' === 1' : ''}`,
  );
  return compiled<Access>(
    'views',
    `const { ${Object.keys(views).join(', ')} } = views;
     return { write(place, item) { ${writes.join('; ')}; }, read(place) { return { ${reads.join(', ')} }; } };`,
    views,
  );
}

function plainAccess(fields: readonly FieldPlace[], views: Views): Access {
  return {
    write(place, item) {
      for (const { name, type, step, offset } of fields) views[type][place * step + offset] = Number(item[name]);
    },
    read(place) {
      const item: RecordItem = {};
      for (const { name, type, step, offset } of fields) {
        const value = views[type][place * step + offset] ?? 0;
        item[name] = type === 'bool' ? value === 1 : value;
      }
      return item;
    },
  };
}
