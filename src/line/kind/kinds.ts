/** The item kinds that a user names in `{ out }`: how the items of a station cross to another thread. */
import { InputError } from '../factory-error.ts';
import { isName, show } from '../printable.ts';
import { FIELD_TYPES, type Field, type FieldType, type KindSpec } from './spec.ts';

/** A kind whose items have the type `Item`. */
export interface Kind<Item> {
  readonly spec: KindSpec;
  /** Only a type: it says to the compiler what the items are. */
  readonly items?: readonly Item[];
}

/** What the kind `bytes` carries. */
export type Bytes = ArrayBuffer | ArrayBufferView<ArrayBuffer>;

/** Places in a list of names are integers of 16 bits. */
const MOST_NAMES = 2 ** 16;
/** More fields than this would be slower than a clone. */
const MOST_FIELDS = 64;

/** A kind cannot be used as it is. */
export class KindError extends InputError {
  override name = 'KindError';
}

/**
 * Any value that structured clone can copy: plain objects, lists, Map, Set, Date, typed arrays, cycles. The default.
 *
 * On one thread the receiver gets the value itself, and between threads a copy. So after `send` the value belongs to its
 * receiver: a station that changes it afterwards makes a difference between the engines, which the proof run finds. Where
 * several stations read an item, each has a copy of its own.
 *
 * What cannot be cloned, a function for instance, is refused at the sender where a copy is made: on its way to another thread, or
 * to several readers. On one thread a single reader gets the value itself, so that nothing refuses it. The proof run refuses it
 * under every engine, and names the item.
 */
export function clone<Item = unknown>(): Kind<Item> {
  return { spec: { kind: 'clone' } };
}

/**
 * ArrayBuffers and typed arrays, transferred instead of copied: after `send` the sender's own is empty, under every engine.
 *
 * A part of a larger buffer, such as a small Node Buffer or a `subarray`, is copied, and the sender keeps it. The receiver
 * gets the type that was sent; a Buffer arrives as a Uint8Array. Where several stations read an item, each has a copy.
 */
export function bytes<Item extends Bytes = Uint8Array<ArrayBuffer>>(): Kind<Item> {
  return { spec: { kind: 'bytes' } };
}

/**
 * Integers from -2,147,483,648 to 2,147,483,647.
 *
 * @param options.names the items are places in this list: a number from 0 to its length - 1. Recordings show the names.
 * @throws KindError when there are no names, or more than 65,536
 */
export function ints(options: { readonly names?: readonly string[] } = {}): Kind<number> {
  const { names } = options;
  if (names === undefined) return { spec: { kind: 'ints' } };
  if (names.length === 0 || names.length > MOST_NAMES)
    throw new KindError(`Cannot make this kind: expected 1 to ${MOST_NAMES} names, found ${names.length}`);
  return { spec: { kind: 'places', names: [...names] } };
}

/** The type of a record: `bool` fields are true or false, all others are numbers. */
export type RecordOf<Fields extends Readonly<Record<string, FieldType>>> = {
  [Name in keyof Fields]: Fields[Name] extends 'bool' ? boolean : number;
};

/**
 * Objects with fields of a fixed size, for instance `record({ x: 'f64', n: 'u32', ok: 'bool' })`. A record is copied when it
 * is sent, under every engine.
 *
 * @param fields the type of each field: i8, u8, i16, u16, i32, u32, f32, f64 or bool
 * @throws KindError when there are no fields or more than 64, or a name or a type cannot be used
 */
export function record<const Fields extends Readonly<Record<string, FieldType>>>(
  fields: Fields,
): Kind<RecordOf<Fields>> {
  const found: Field[] = Object.entries(fields).map(([name, type]) => ({ name, type }));
  if (found.length === 0 || found.length > MOST_FIELDS)
    throw new KindError(
      `Cannot make this kind: expected a record of 1 to ${MOST_FIELDS} fields, found ${found.length}`,
    );
  for (const { name, type } of found) {
    if (!isName(name) || name === '__proto__')
      throw new KindError(`Cannot make this kind: expected a visible name for every field, found ${show(name)}`);
    if (!FIELD_TYPES.includes(type))
      throw new KindError(
        `Cannot make this kind: expected the field ${show(name)} to be one of ${FIELD_TYPES.join(', ')}, found ${show(type)}`,
      );
  }
  return { spec: { kind: 'record', fields: found } };
}
