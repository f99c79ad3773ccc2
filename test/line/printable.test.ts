import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { isPrintable, show } from '../../src/line/printable.ts';

test.each([
  [undefined, 'nothing'],
  [null, 'null'],
  [5, '5'],
  [-0.5, '-0.5'],
  [true, 'true'],
  [5n, 'a bigint'],
  [Symbol('x'), 'a symbol'],
  [[], 'an empty list'],
  [[1], 'a list'],
  [{}, 'an object'],
  [() => 1, 'a function'],
  ['5', '"5"'],
  ['a "b"', '"a \\"b\\""'],
  ['a\nb', '"a\\nb"'],
  ['left\u202eright', '"left?right"'],
])('%o is shown as a short text', (value, text) => {
  expect(show(value)).toBe(text);
});

test('whatever is shown is short and can be printed on one line', () => {
  fc.assert(
    fc.property(fc.oneof(fc.anything({ maxDepth: 1 }), fc.string({ unit: 'binary', maxLength: 300 })), (value) => {
      const text = show(value);
      expect(isPrintable(text)).toBe(true);
      // Each character of a cut string may be escaped.
      expect(text.length).toBeLessThanOrEqual(6 * 60 + 2);
    }),
  );
});

test.each(['oven', 'dry mixer', '👩‍🍳', 'four à pain', '烤箱'])('%s can be printed', (name) => {
  expect(isPrintable(name)).toBe(true);
});

test.each(['a\nb', 'a\tb', '\u001b[31m', 'a\u2028b', 'a\u202eb', '\ud800', '\u0000'])(
  '%j cannot be printed',
  (name) => {
    expect(isPrintable(name)).toBe(false);
  },
);
