/** Random records, and what becomes of them: the same whether the code for them is compiled or not. */
import { inspect } from 'node:util';
import * as fc from 'fast-check';
import { carryOf } from '../../src/line/kind/carry.ts';
import { cellBytes, cellsIn } from '../../src/line/kind/cells.ts';
import {
  FIELD_TYPES,
  type Field,
  type FieldType,
  type FixedKindSpec,
  type KindSpec,
} from '../../src/line/kind/spec.ts';
import { isName } from '../../src/line/printable.ts';

export type RecordKind = Extract<KindSpec, { readonly kind: 'record' }>;

/** The integers that fit into a field of a type; null where it holds other numbers, or none. */
export const RANGES: Readonly<Record<FieldType, readonly [least: number, most: number] | null>> = {
  i8: [-128, 127],
  u8: [0, 255],
  i16: [-32_768, 32_767],
  u16: [0, 65_535],
  i32: [-2_147_483_648, 2_147_483_647],
  u32: [0, 4_294_967_295],
  f32: null,
  f64: null,
  bool: null,
};

export interface RecordCase {
  readonly kind: RecordKind;
  readonly items: readonly Readonly<Record<string, unknown>>[];
}

const fieldName = fc
  .oneof(
    fc.string({ minLength: 1, unit: 'grapheme' }),
    fc.constantFrom('constructor', 'toString', '0', 'item', "'", '"]'),
  )
  .filter((name) => isName(name) && name !== '__proto__');

export const fields: fc.Arbitrary<readonly Field[]> = fc.uniqueArray(
  fc.record({ name: fieldName, type: fc.constantFrom(...FIELD_TYPES) }),
  { minLength: 1, maxLength: 9, selector: ({ name }) => name },
);

/** A value that fits into a field. */
function valueFor(type: FieldType): fc.Arbitrary<number | boolean> {
  if (type === 'bool') return fc.boolean();
  const range = RANGES[type];
  if (range === null)
    return fc.oneof(fc.double(), fc.constantFrom(Number.NaN, -0, Number.MAX_VALUE, Number.MIN_VALUE, 2 ** 53));
  const [min, max] = range;
  return fc.oneof(fc.integer({ min, max }), fc.constantFrom(min, max, -0));
}

const recordsOf = (of: readonly Field[], value: (type: FieldType) => fc.Arbitrary<unknown>) =>
  fc
    .tuple(...of.map(({ name, type }) => value(type).map((found) => [name, found] as const)))
    .map((entries) => Object.fromEntries(entries));

/** Records that fit their kind. */
export const recordCase: fc.Arbitrary<RecordCase> = fields.chain((of) =>
  fc.record({
    kind: fc.constant({ kind: 'record', fields: of } as const),
    items: fc.array(recordsOf(of, valueFor), { minLength: 1, maxLength: 6 }),
  }),
);

/** Records of which some do not fit. */
const anyRecordCase: fc.Arbitrary<RecordCase> = fields.chain((of) =>
  fc.record({
    kind: fc.constant({ kind: 'record', fields: of } as const),
    items: fc.array(
      recordsOf(of, (type) =>
        fc.oneof({ weight: 9, arbitrary: valueFor(type) }, fc.constantFrom('5', null, 0.5, 2 ** 40)),
      ),
      { minLength: 1, maxLength: 6 },
    ),
  }),
);

/** What is read from cells after these items have been written, each at its own place. */
export function throughCells(kind: FixedKindSpec, items: readonly unknown[], offset = 0): unknown[] {
  const memory = new ArrayBuffer(offset + cellBytes(kind) * items.length);
  const cells = cellsIn(kind, memory, offset, items.length);
  items.forEach((item, place) => void cells.write(place, item));
  return items.map((_, place) => cells.read(place));
}

/** What happens to a fixed choice of random records, as text: what is refused, and what arrives. */
export function outcomes(): string[] {
  return fc.sample(anyRecordCase, { seed: 20, numRuns: 300 }).map(({ kind, items }) => {
    const { pass } = carryOf(kind);
    const passed = items.flatMap((item) => attempted(() => pass(item)));
    const fit = passed.filter((item) => !(item instanceof Error));
    return inspect([passed.map((item) => (item instanceof Error ? String(item) : item)), throughCells(kind, fit)], {
      depth: null,
    });
  });
}

function attempted(attempt: () => unknown): unknown {
  try {
    return attempt();
  } catch (error) {
    return error;
  }
}
