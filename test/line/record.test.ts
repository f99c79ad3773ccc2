/** Records: what fits into their fields, what is refused, and that a record comes out of memory as it went in. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { carryOf } from '../../src/line/kind/carry.ts';
import { KindError, record } from '../../src/line/kind/kinds.ts';
import { FIELD_TYPES, type FieldType } from '../../src/line/kind/spec.ts';
import { outcomes, RANGES, type RecordCase, type RecordKind, recordCase, throughCells } from './record-cases.ts';

/** What memory keeps of a value: no integer is -0, and a number of 32 bits is rounded. */
const kept = (type: FieldType, value: unknown): unknown => {
  if (type === 'f32') return Math.fround(Number(value));
  return RANGES[type] !== null && value === 0 ? 0 : value;
};
const arrives = ({ kind, items }: RecordCase): unknown[] =>
  items.map((item) => Object.fromEntries(kind.fields.map(({ name, type }) => [name, kept(type, item[name])])));
const oneField = (type: FieldType): RecordKind => ({ kind: 'record', fields: [{ name: 'a field', type }] });
const integers = FIELD_TYPES.flatMap((type) => (RANGES[type] === null ? [] : [[type, ...RANGES[type]] as const]));

test('whatever its fields and their values, a record comes out of memory as it went in', () => {
  fc.assert(
    fc.property(recordCase, fc.constantFrom(0, 8, 64), (one, offset) => {
      const { pass } = carryOf(one.kind);
      const passed = one.items.map(pass);
      expect(passed).toEqual(arrives(one));
      expect(throughCells(one.kind, passed, offset)).toEqual(arrives(one));
    }),
  );
});

test('a record is copied when it is sent, and once more for each further receiver', () => {
  const { pass, copy } = carryOf(record({ n: 'i32' }).spec);
  const item = { n: 1 };
  const passed = pass(item);
  const other = copy(passed);
  item.n = 2;
  expect([passed, other]).toEqual([{ n: 1 }, { n: 1 }]);
  expect(other).not.toBe(passed);
});

test('what is no field is left out', () => {
  const { pass } = carryOf(record({ n: 'i32' }).spec);
  expect(pass({ n: 1, name: 'egg', save() {} })).toEqual({ n: 1 });
});

test.each(integers)('what does not fit into %s is refused, with the name of its field', (type, least, most) => {
  const { pass } = carryOf(oneField(type));
  for (const [value, found] of [
    [least - 1, String(least - 1)],
    [most + 1, String(most + 1)],
    [0.5, '0.5'],
    [Number.NaN, 'NaN'],
    ['1', '"1"'],
    [true, 'true'],
    [undefined, 'nothing'],
  ])
    expect(() => pass({ 'a field': value })).toThrow(
      new RangeError(
        `Cannot send: expected the field "a field" to be a whole number from ${least} to ${most}, found ${found}`,
      ),
    );
});

test.each<[FieldType, string, readonly unknown[]]>([
  ['f32', 'a number', ['1', true, null, undefined, 5n]],
  ['f64', 'a number', ['1', true, null, undefined, 5n]],
  ['bool', 'true or false', [0, 1, 'true', null, undefined]],
])('what is no %s is refused, with the name of its field', (type, wanted, values) => {
  const { pass } = carryOf(oneField(type));
  for (const value of values)
    expect(() => pass({ 'a field': value })).toThrow(
      `Cannot send: expected the field "a field" to be ${wanted}, found `,
    );
});

test.each([[5], ['x'], [null], [undefined], [true]])('%o is no record', (item) => {
  expect(() => carryOf(oneField('i8')).pass(item)).toThrow(/^Cannot send: expected a record, found /);
});

test('where no code can be made from text, records are checked, copied, written and read alike', () => {
  const text = execFileSync(
    process.execPath,
    ['--disallow-code-generation-from-strings', '--import', 'tsx', join(import.meta.dirname, 'plain-records.ts')],
    { encoding: 'utf8' },
  );
  expect(JSON.parse(text)).toEqual({ compiles: false, outcomes: outcomes() });
});

test.each<[string, () => unknown, string]>([
  ['no fields', () => record({}), 'expected a record of 1 to 64 fields, found 0'],
  [
    '65 fields',
    () => record(Object.fromEntries(Array.from({ length: 65 }, (_, i) => [`f${i}`, 'i8' as const]))),
    'expected a record of 1 to 64 fields, found 65',
  ],
  ['an empty name', () => record({ '': 'i8' }), 'expected a visible name for every field, found ""'],
  ['a name of two lines', () => record({ 'x\ny': 'i8' }), 'expected a visible name for every field, found "x\\ny"'],
  [
    'a name that would change the prototype',
    () => record({ ['__proto__']: 'i8' }),
    'expected a visible name for every field, found "__proto__"',
  ],
  [
    'a type that does not exist',
    () => Reflect.apply(record, undefined, [{ x: 'i64' }]),
    'expected the field "x" to be one of i8, u8, i16, u16, i32, u32, f32, f64, bool, found "i64"',
  ],
])('a record with %s is refused', (_, make, reason) => {
  expect(make).toThrow(new KindError(`Cannot make this kind: ${reason}`));
});
