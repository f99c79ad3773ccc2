/** Records: their layout in memory, and the functions that check, copy, write and read them. */
import { show } from '../printable.ts';
import { compiled } from './compiled.ts';
import type { Field, FieldType } from './spec.ts';

export type RecordItem = Record<string, number | boolean>;

const BYTES: Readonly<Record<FieldType, number>> = {
  i8: 1,
  u8: 1,
  bool: 1,
  i16: 2,
  u16: 2,
  i32: 4,
  u32: 4,
  f32: 4,
  f64: 8,
};

/** The integers that fit into a field; null for fields that are no integers. */
const RANGES: Readonly<Record<FieldType, readonly [least: number, most: number] | null>> = {
  i8: [-(2 ** 7), 2 ** 7 - 1],
  u8: [0, 2 ** 8 - 1],
  i16: [-(2 ** 15), 2 ** 15 - 1],
  u16: [0, 2 ** 16 - 1],
  i32: [-(2 ** 31), 2 ** 31 - 1],
  u32: [0, 2 ** 32 - 1],
  f32: null,
  f64: null,
  bool: null,
};

/** Where a field is, in units of its own size. */
export interface FieldPlace extends Field {
  /** From one record to the next. */
  readonly step: number;
  /** In the first record. */
  readonly offset: number;
}

export interface RecordLayout {
  /** In the order in which the user named them. */
  readonly fields: readonly FieldPlace[];
  /** Bytes from one record to the next, a multiple of 8. */
  readonly stride: number;
}

/** The largest fields first, so that each is at a multiple of its own size. */
export function layoutOf(fields: readonly Field[]): RecordLayout {
  const offsets = new Map<string, number>();
  let bytes = 0;
  for (const { name, type } of fields.toSorted((one, other) => BYTES[other.type] - BYTES[one.type])) {
    offsets.set(name, bytes);
    bytes += BYTES[type];
  }
  const stride = Math.ceil(bytes / 8) * 8;
  return {
    stride,
    fields: fields.map(({ name, type }) => ({
      name,
      type,
      step: stride / BYTES[type],
      offset: (offsets.get(name) ?? 0) / BYTES[type],
    })),
  };
}

/** What an engine does with a record that is sent. */
export interface RecordCarry {
  /**
   * Checks a record and copies it: an `f32` is rounded, -0 in an integer becomes 0, and properties that are no fields are left
   * out, as in shared memory.
   *
   * @throws TypeError for what is no object, RangeError or TypeError for a field that does not fit
   */
  readonly copy: (item: unknown) => RecordItem;
  /** The same check without the copy, for a channel that writes the fields into memory of its own at once. */
  readonly check: (item: unknown) => RecordItem;
}

export function recordCarry(fields: readonly Field[]): RecordCarry {
  const { copy, check } = compiledCarry(fields) ?? plainCarry(fields);
  const checked = (item: unknown): RecordItem => {
    if (!isObject(item)) throw new TypeError(`Cannot send: expected a record, found ${show(item)}`);
    return item;
  };
  return { copy: (item) => copy(checked(item)), check: (item) => check(checked(item)) };
}

type Carry = { readonly [Name in keyof RecordCarry]: (item: RecordItem) => RecordItem };

/** When a value does not fit a field, and what is written where it does; of the value `v`. */
const CODE: Readonly<Record<FieldType, readonly [wrong: string, written: string]>> = {
  i8: ["typeof v !== 'number' || (v << 24 >> 24) !== v", 'v | 0'],
  u8: ["typeof v !== 'number' || (v & 255) !== v", 'v | 0'],
  i16: ["typeof v !== 'number' || (v << 16 >> 16) !== v", 'v | 0'],
  u16: ["typeof v !== 'number' || (v & 65535) !== v", 'v | 0'],
  i32: ["typeof v !== 'number' || (v | 0) !== v", 'v | 0'],
  u32: ["typeof v !== 'number' || (v >>> 0) !== v", 'v >>> 0'],
  f32: ["typeof v !== 'number'", 'Math.fround(v)'],
  f64: ["typeof v !== 'number'", 'v'],
  bool: ["typeof v !== 'boolean'", 'v'],
};

function compiledCarry(fields: readonly Field[]): Carry | null {
  const code = fields.map(({ name, type }, i) => {
    const value = `v${i}`;
    const [wrong, written] = CODE[type].map((text) => text.replace(/\bv\b/g, value));
    const key = JSON.stringify(name);
    return {
      check: `const ${value} = item[${key}]; if (${wrong}) checks.${type}(${value}, ${key});`,
      field: `[${key}]: ${written}`,
    };
  });
  const check = code.map((one) => one.check).join(' ');
  return compiled<Carry>(
    'checks',
    `return {
       copy(item) { ${check} return { ${code.map(({ field }) => field).join(', ')} }; },
       check(item) { ${check} return item; },
     };`,
    CHECKS,
  );
}

function plainCarry(fields: readonly Field[]): Carry {
  return {
    copy: (item) => Object.fromEntries(fields.map(({ name, type }) => [name, CHECKS[type](item[name], name)])),
    check(item) {
      for (const { name, type } of fields) CHECKS[type](item[name], name);
      return item;
    },
  };
}

function isObject(item: unknown): item is RecordItem {
  return typeof item === 'object' && item !== null;
}

type Check = (value: unknown, name: string) => number | boolean;

function integerCheck(type: FieldType): Check {
  const [least, most] = RANGES[type] ?? [0, 0];
  return (value, name) => {
    if (typeof value !== 'number' || !Number.isInteger(value) || value < least || value > most)
      throw new RangeError(
        `Cannot send: expected the field ${show(name)} to be a whole number from ${least} to ${most}, found ${show(value)}`,
      );
    return value + 0;
  };
}

function numberIn(value: unknown, name: string): number {
  if (typeof value !== 'number')
    throw new TypeError(`Cannot send: expected the field ${show(name)} to be a number, found ${show(value)}`);
  return value;
}

const CHECKS: Readonly<Record<FieldType, Check>> = {
  i8: integerCheck('i8'),
  u8: integerCheck('u8'),
  i16: integerCheck('i16'),
  u16: integerCheck('u16'),
  i32: integerCheck('i32'),
  u32: integerCheck('u32'),
  f32: (value, name) => Math.fround(numberIn(value, name)),
  f64: numberIn,
  bool(value, name) {
    if (typeof value !== 'boolean')
      throw new TypeError(`Cannot send: expected the field ${show(name)} to be true or false, found ${show(value)}`);
    return value;
  },
};
