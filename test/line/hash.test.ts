/** The hash of items: equal before and after a clone, and different for values that differ. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hashOf, UnhashableError } from '../../src/line/hash.ts';
import { cloneable } from './arbitrary-value.ts';

class OvenError extends Error {
  override name = 'OvenError';
  readonly degrees = 500;
}

/** The errors of old code: they inherit from Error, and are plain objects for structured clone. */
function OldError(this: { message: string }, message: string): void {
  this.message = message;
}
OldError.prototype = Object.create(Error.prototype);

const errors: readonly (readonly [string, unknown])[] = [
  ['of a class of its own', new OvenError('hot')],
  ['of a class below a standard one', new (class LateError extends RangeError {})('late')],
  ['of several', new AggregateError([new Error('one')], 'several')],
  ['with a cause', new Error('outer', { cause: { name: 'inner', of: [1, 2] } })],
  ['with a cause of a class of its own', new Error('outer', { cause: new OvenError('inner') })],
  ['with a name that is none of an error', Object.assign(new Error('late'), { name: undefined })],
  ['with a name that is a number', Object.assign(new Error('late'), { name: 5 })],
  ['without a message of its own', Object.create(new Error('late'))],
  ['whose message is a number', Object.assign(new Error('late'), { message: 5 })],
  ['of the web', new DOMException('stopped', 'AbortError')],
  ['of old code', Reflect.construct(OldError, ['late'])],
];

describe('the hash of an item', () => {
  test('is the same after the item has been cloned, as it is when it crosses to a thread', () => {
    fc.assert(
      fc.property(cloneable, (item) => {
        expect(hashOf(structuredClone(item))).toEqual(hashOf(item));
      }),
    );
  });

  test.each(errors)('is the same after a clone of an error %s', (_, error) => {
    expect(hashOf(structuredClone(error))).toEqual(hashOf(error));
    expect(hashOf(structuredClone({ error }))).toEqual(hashOf({ error }));
  });

  test('of an item in a list is not that of the item', () => {
    fc.assert(
      fc.property(cloneable, (item) => {
        expect(hashOf([item])).not.toEqual(hashOf(item));
      }),
    );
  });

  const different: readonly (readonly [string, unknown, unknown])[] = [
    ['0 and -0', 0, -0],
    ['1 and "1"', 1, '1'],
    ['1 and 1n', 1, 1n],
    ['null and undefined', null, undefined],
    ['two orders of a list', [1, 2], [2, 1]],
    ['a hole and undefined', holed(), [undefined, 1]],
    ['two orders of keys', { a: 1, b: 2 }, { b: 2, a: 1 }],
    ['a map and a list of its entries', new Map([[1, 2]]), [[1, 2]]],
    ['a set and a list', new Set([1]), [1]],
    ['two types of arrays', Int8Array.of(1), Uint8Array.of(1)],
    ['two texts of the same length', 'ab', 'ba'],
    ['a value that is in a list twice, and two equal values', twice({}), [{}, {}]],
    ['two dates', new Date(1), new Date(2)],
    ['two messages of errors', new OvenError('hot'), new OvenError('hotter')],
    ['two standard errors', new RangeError('late'), new TypeError('late')],
    ['two causes', new Error('late', { cause: 1 }), new Error('late', { cause: 2 })],
    ['a cause and none', new Error('late', { cause: undefined }), new Error('late')],
    ['the ends of long buffers', bytesEndingWith(1), bytesEndingWith(2)],
  ];
  test.each(different)('tells apart %s', (_, one, other) => {
    expect(hashOf(one)).not.toEqual(hashOf(other));
  });

  test('is one for every NaN, and for a buffer and a copy of it', () => {
    expect(hashOf(Number.NaN)).toEqual(hashOf(new Float64Array(Uint8Array.of(1, 0, 0, 0, 0, 0, 0xf8, 0xff).buffer)[0]));
    expect(hashOf(Buffer.from('cake'))).toEqual(hashOf(Uint8Array.from(Buffer.from('cake'))));
  });

  test('can be made of a cycle, and of a list of links that is deep', () => {
    const circle: Record<string, unknown> = { name: 'circle' };
    circle.self = circle;
    expect(hashOf(structuredClone(circle))).toEqual(hashOf(circle));
    let deep: unknown = null;
    for (let i = 0; i < 100_000; i++) deep = { next: deep };
    expect(hashOf(deep)).toEqual(hashOf(deep));
  });

  test.each([
    ['a function', () => 1],
    ['a symbol', Symbol('s')],
    ['a promise', Promise.resolve()],
    ['an error that a function has caused', new Error('late', { cause: () => 1 })],
    ['a function inside', { a: [new Map([['b', () => 1]])] }],
  ])('cannot be made of %s', (_, item) => {
    expect(() => hashOf(item)).toThrow(UnhashableError);
  });

  test('of an instance of a class is that of its clone, which has no class', () => {
    class Point {
      readonly x = 1;
      valueOf(): number {
        return 5;
      }
    }
    expect(hashOf(structuredClone(new Point()))).toEqual(hashOf(new Point()));
  });
});

function twice(one: object): object[] {
  return [one, one];
}

function bytesEndingWith(last: number): Uint8Array {
  const bytes = new Uint8Array(1001);
  bytes[1000] = last;
  return bytes;
}

function holed(): unknown[] {
  const list = new Array<unknown>(2);
  list[1] = 1;
  return list;
}
