import { expect, test } from 'vitest';
import { checkRest, isRest, MOST_REST_MS, rest } from '../../src/line/rest.ts';

test.each([0, 0.5, 5, MOST_REST_MS])('a rest of %d ms is accepted', (ms) => {
  expect(rest(ms).ms).toBe(ms);
  expect(isRest(rest(ms))).toBe(true);
});

test.each([{ ms: 5 }, structuredClone(rest(5)), 5, null, undefined])(
  'what has not the mark of a rest is none: %o',
  (value) => {
    expect(isRest(value)).toBe(false);
  },
);

test.each([
  [Number.NaN, 'NaN'],
  [-1, '-1'],
  [-0.001, '-0.001'],
  [MOST_REST_MS + 1, '86400001'],
  [Number.POSITIVE_INFINITY, 'Infinity'],
  ['5', '"5"'],
  ['a\u001b[31m\nb', '"a\\u001b[31m\\nb"'],
  [undefined, 'nothing'],
  [null, 'null'],
  [5n, 'a bigint'],
  [[5], 'a list'],
  [() => 5, 'a function'],
])('a rest of %o is refused in one line', (ms, found) => {
  expect(() => checkRest(ms)).toThrow(
    new RangeError(`Cannot rest: expected 0 to 86400000 milliseconds, found ${found}`),
  );
});
