/** The kinds of items: what each accepts, what it refuses, and what its receivers get. Records have a file of their own. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { carryOf } from '../../src/line/kind/carry.ts';
import { bytes, clone, ints, KindError, record } from '../../src/line/kind/kinds.ts';
import { throughCells } from './record-cases.ts';

test.each([
  ['clone', clone()],
  ['bytes', bytes()],
  ['ints', ints()],
  ['places', ints({ names: ['egg', 'mix'] })],
  ['record', record({ x: 'f64', ok: 'bool' })],
])('the kind %s is plain data, so that every thread can be sent it', (name, { spec }) => {
  expect(spec.kind).toBe(name);
  expect(structuredClone(spec)).toStrictEqual(spec);
});

describe('ints', () => {
  const { pass, copy } = carryOf({ kind: 'ints' });

  test('every integer of 32 bits passes, and comes out of memory as it went in', () => {
    const anyInt = fc.oneof(fc.integer(), fc.constantFrom(-(2 ** 31), 2 ** 31 - 1, 0));
    fc.assert(
      fc.property(fc.array(anyInt), (items) => {
        expect(items.map(pass)).toEqual(items);
        expect(items.map(copy)).toEqual(items);
        expect(throughCells({ kind: 'ints' }, items, 8)).toEqual(items);
      }),
    );
  });

  test('-0 becomes 0, as it would in memory', () => {
    expect(pass(-0)).toBe(0);
  });

  test.each([
    [2 ** 31, '2147483648'],
    [-(2 ** 31) - 1, '-2147483649'],
    [0.5, '0.5'],
    [Number.NaN, 'NaN'],
    [Number.POSITIVE_INFINITY, 'Infinity'],
    ['0', '"0"'],
    [5n, 'a bigint'],
    [true, 'true'],
    [[5], 'a list'],
    [null, 'null'],
    [undefined, 'nothing'],
  ])('%o is refused', (item, found) => {
    expect(() => pass(item)).toThrow(new RangeError(`Cannot send: expected an integer of 32 bits, found ${found}`));
  });

  test.each([0, 65_537])('%d names are refused', (count) => {
    expect(() => ints({ names: Array<string>(count).fill('x') })).toThrow(
      new KindError(`Cannot make this kind: expected 1 to 65536 names, found ${count}`),
    );
  });

  test('with names, the items are the places in the list of names, and nothing else', () => {
    const places = carryOf(ints({ names: ['egg', 'mix'] }).spec);
    expect([0, 1].map(places.pass)).toEqual([0, 1]);
    for (const item of [2, -1, 0.5, '0', Number.NaN, undefined])
      expect(() => places.pass(item)).toThrow(/^Cannot send: expected an item from 0 to 1, found /);
  });
});

describe('bytes', () => {
  const { pass, copy } = carryOf({ kind: 'bytes' });
  type View = new (buffer: ArrayBuffer, offset?: number, elements?: number) => ArrayBufferView<ArrayBuffer>;
  // Node has it from version 24 on.
  const { Float16Array }: { readonly Float16Array?: View; readonly Uint8Array: unknown } = globalThis;
  /** Each type with the size of its elements. */
  const VIEWS: readonly (readonly [name: string, type: View, bytes: number])[] = [
    ...[
      Int8Array,
      Uint8Array,
      Uint8ClampedArray,
      Int16Array,
      Uint16Array,
      Int32Array,
      Uint32Array,
      Float32Array,
      Float64Array,
      BigInt64Array,
      BigUint64Array,
    ].map((type) => [type.name, type, type.BYTES_PER_ELEMENT] as const),
    ['DataView', DataView, 1],
    ...(Float16Array === undefined ? [] : [['Float16Array', Float16Array, 2] as const]),
  ];
  const typeOf = (item: unknown): unknown => (typeof item === 'object' && item !== null ? item.constructor : null);
  const bufferOf = (item: unknown): unknown => (ArrayBuffer.isView(item) ? item.buffer : item);
  const content = (item: unknown): number[] => {
    if (item instanceof ArrayBuffer) return [...new Uint8Array(item)];
    if (!ArrayBuffer.isView(item)) throw new TypeError('expected bytes');
    return [...new Uint8Array(item.buffer, item.byteOffset, item.byteLength)];
  };
  /** Its halves hold elements of every type. */
  const filled = fc
    .uint8Array({ minLength: 16, maxLength: 100 })
    .map((numbers) => Uint8Array.from(numbers.slice(0, numbers.length - (numbers.length % 16))).buffer);

  test('a whole buffer is taken from its sender, whose own is empty then', () => {
    fc.assert(
      fc.property(filled, (buffer) => {
        const before = content(buffer);
        const passed = pass(buffer);
        expect(content(passed)).toEqual(before);
        expect(passed).toBeInstanceOf(ArrayBuffer);
        expect(buffer.byteLength).toBe(0);
      }),
    );
  });

  test.each(VIEWS)('a whole %s is taken too, and keeps its type', (_, View) => {
    fc.assert(
      fc.property(filled, (buffer) => {
        const before = content(buffer);
        const passed = pass(new View(buffer));
        expect(typeOf(passed)).toBe(View);
        expect(content(passed)).toEqual(before);
        expect(buffer.byteLength).toBe(0);
      }),
    );
  });

  test.each(VIEWS)('a part of a buffer is copied, and the sender keeps it: %s', (_, View, size) => {
    fc.assert(
      fc.property(filled, fc.boolean(), (buffer, atEnd) => {
        const before = content(buffer);
        const half = buffer.byteLength / 2;
        const view = new View(buffer, atEnd ? half : 0, half / size);
        const passed = pass(view);
        expect(typeOf(passed)).toBe(View);
        expect(content(passed)).toEqual(content(view));
        expect(content(buffer)).toEqual(before);
        expect(ArrayBuffer.isView(passed) ? passed.buffer.byteLength : null).toBe(half);
      }),
    );
  });

  test.each([
    ['a small Buffer, a part of a pool,', Buffer.from('egg')],
    ['a large Buffer, with memory of its own,', Buffer.alloc(10_000, 1)],
  ])('%s arrives as a Uint8Array', (_, buffer) => {
    const before = content(buffer);
    const passed = pass(buffer);
    expect(typeOf(passed)).toBe(Uint8Array);
    expect(content(passed)).toEqual(before);
  });

  test('each further receiver has a copy of its own', () => {
    fc.assert(
      fc.property(filled, fc.constantFrom(...VIEWS.map(([, View]) => View), null), (buffer, View) => {
        const passed = pass(View === null ? buffer : new View(buffer));
        const copied = copy(passed);
        expect(copied).toEqual(passed);
        expect(typeOf(copied)).toBe(typeOf(passed));
        expect(copied).not.toBe(passed);
        expect(bufferOf(copied)).not.toBe(bufferOf(passed));
      }),
    );
  });

  test.each([
    ['shared memory', () => new SharedArrayBuffer(4), 'shared memory'],
    ['a view of shared memory', () => new Uint8Array(new SharedArrayBuffer(4)), 'a view of shared memory'],
    ['a list', () => [1, 2], 'a list'],
    ['a text', () => 'egg', '"egg"'],
    ['a number', () => 5, '5'],
    ['null', () => null, 'null'],
    ['nothing', () => undefined, 'nothing'],
  ])('%s is refused', (_, make, found) => {
    expect(() => pass(make())).toThrow(
      new TypeError(`Cannot send: expected an ArrayBuffer or a typed array, found ${found}`),
    );
  });

  test.each<[string, (buffer: ArrayBuffer) => unknown]>([
    ['buffer', (buffer) => buffer],
    ['empty buffer', () => new ArrayBuffer(0)],
    ...VIEWS.map(([name, View]): [string, (buffer: ArrayBuffer) => unknown] => [name, (buffer) => new View(buffer)]),
  ])('what is sent twice is refused: %s', (_, make) => {
    const item = make(new ArrayBuffer(16));
    pass(item);
    expect(() => pass(item)).toThrow(
      new TypeError('Cannot send: expected bytes, found a buffer that has been sent before'),
    );
  });

  test('an empty buffer is an item', () => {
    expect(pass(new ArrayBuffer(0))).toEqual(new ArrayBuffer(0));
    expect(pass(new Float64Array(0))).toEqual(new Float64Array(0));
  });
});

describe('clone', () => {
  const { pass, copy } = carryOf({ kind: 'clone' });

  test('nothing is refused: it would be no item', () => {
    expect(() => pass(undefined)).toThrow(new TypeError('Cannot send: expected an item, found nothing'));
  });

  test('everything else is an item, and on one thread arrives as itself', () => {
    fc.assert(
      fc.property(
        fc
          .anything({ withDate: true, withMap: true, withSet: true, withTypedArray: true })
          .filter((item) => item !== undefined),
        (item) => {
          expect(pass(item)).toBe(item);
        },
      ),
    );
  });

  test('each further receiver has a copy of its own, also of cycles', () => {
    const cake: { layers: unknown[]; of?: unknown } = { layers: [new Map([['egg', new Set([1])]])] };
    cake.of = cake;
    const copied = copy(pass(cake));
    expect(copied).toEqual(cake);
    expect(copied).not.toBe(cake);
    expect(copied).toHaveProperty('of', copied);
  });
});
