/** Isotonic regression. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isotonicOf } from '../../src/measure/statistics/isotonic.ts';

const values = fc.array(fc.integer({ min: -1000, max: 1000 }), { maxLength: 20 });

test.each([
  [[], []],
  [
    [1, 2, 3],
    [1, 2, 3],
  ],
  [
    [3, 2, 1],
    [2, 2, 2],
  ],
  [
    [1, 3, 2, 4],
    [1, 2.5, 2.5, 4],
  ],
  // The last value joins the block of the two before it, and their mean the first.
  [
    [3, 5, 4, -2],
    [2.5, 2.5, 2.5, 2.5],
  ],
])('of %j is %j', (given, wanted) => {
  expect(isotonicOf(given)).toEqual(wanted);
});

test('never falls, keeps the sum, and leaves a curve that never falls as it is', () => {
  fc.assert(
    fc.property(values, (given) => {
      const fit = isotonicOf(given);
      const sum = (list: readonly number[]): number => list.reduce((total, value) => total + value, 0);
      expect(fit).toHaveLength(given.length);
      for (const [i, value] of fit.entries())
        expect(value).toBeGreaterThanOrEqual(fit[i - 1] ?? Number.NEGATIVE_INFINITY);
      expect(sum(fit)).toBeCloseTo(sum(given));
      const ascending = given.toSorted((one, other) => one - other);
      expect(isotonicOf(ascending)).toEqual(ascending);
    }),
  );
});

test('lies nearer to the values than any other curve that never falls', () => {
  fc.assert(
    fc.property(values, values, (given, others) => {
      const other = given.map((_, i) => others[i] ?? 0).toSorted((one, another) => one - another);
      const distance = (curve: readonly number[]): number =>
        given.reduce((total, value, i) => total + (value - (curve[i] ?? 0)) ** 2, 0);
      expect(distance(isotonicOf(given))).toBeLessThanOrEqual(distance(other) * (1 + 1e-9) + 1e-9);
    }),
  );
});
