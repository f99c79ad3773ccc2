/** The buffers of a value that can be transferred. */
import { describe, expect, test } from 'vitest';
import { movableIn, movablePlaces } from '../../src/pays/movable.ts';

const bytes = (length: number): Uint8Array<ArrayBuffer> => new Uint8Array(length);

describe('what can be transferred', () => {
  test('is a buffer, or that of a whole view', () => {
    const buffer = new ArrayBuffer(8);
    expect(movableIn(buffer)).toEqual([buffer]);
    const view = bytes(8);
    expect(movableIn(view)[0]).toBe(view.buffer);
    const data = new DataView(buffer);
    expect(movableIn(data)[0]).toBe(buffer);
    const numbers = new Float64Array(4);
    expect(movableIn(numbers)[0]).toBe(numbers.buffer);
  });

  test.each<[string, unknown]>([
    ['a view of the beginning', new Uint8Array(new ArrayBuffer(8), 0, 4)],
    ['a view of the end', new Uint8Array(new ArrayBuffer(8), 4)],
    ['a small Buffer, whose memory other Buffers share', Buffer.from('cake')],
    ['memory that all threads share', new Uint8Array(new SharedArrayBuffer(8))],
    ['a text', 'cake'],
    ['null', null],
    ['nothing', undefined],
    ['a function', () => bytes(8)],
    ['what is inside a Map, which has no place in code', new Map([['pixels', bytes(8)]])],
    [
      'what is inside an instance of a class',
      new (class {
        pixels = bytes(8);
      })(),
    ],
  ])('is not %s', (_, value) => {
    expect([movableIn(value), movablePlaces(value)]).toEqual([[], []]);
  });

  test('is a Buffer with memory of its own', () => {
    const large = Buffer.alloc(100_000);
    expect(movableIn(large)).toEqual([large.buffer]);
  });

  test('is found in lists and objects, each buffer once', () => {
    const [one, two] = [bytes(1), bytes(2)];
    const value = { list: [one, { inner: two }], again: one.buffer, twice: [two] };
    expect(
      movableIn(value)
        .map(({ byteLength }) => byteLength)
        .toSorted(),
    ).toEqual([1, 2]);
    expect(new Set(movablePlaces(value)).size).toBe(2);
  });

  test('is found in an object without a prototype, and in one that contains itself', () => {
    const bare: Record<string, unknown> = Object.create(null);
    bare.self = bare;
    bare.pixels = bytes(4);
    expect(movableIn(bare)).toHaveLength(1);
    expect(movablePlaces(bare)).toEqual(['.pixels.buffer']);
  });
});

describe('the places are code', () => {
  test.each<[unknown, readonly string[]]>([
    [new ArrayBuffer(4), ['']],
    [bytes(4), ['.buffer']],
    [{ pixels: bytes(4) }, ['.pixels.buffer']],
    [
      [bytes(4), [bytes(3)]],
      ['[0].buffer', '[1][0].buffer'],
    ],
    [{ 'a b': bytes(4), '0': new ArrayBuffer(2) }, ['["0"]', '["a b"].buffer']],
    [{ frames: [{ 'it\'s "raw"': new ArrayBuffer(4) }] }, ['.frames[0]["it\'s \\"raw\\""]']],
  ])('%j', (value, places) => {
    expect(movablePlaces(value)).toEqual(places);
    const found = movablePlaces(value).map((place): unknown => new Function('input', `return input${place}`)(value));
    expect(found).toEqual(movableIn(value));
  });
});
