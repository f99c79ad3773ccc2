/** What several stations make is divided among several stations that need it. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { dividedEvenly } from '../../src/cake/recipe/supply.ts';

const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

/** What is needed, and the same sum cut at random places. */
const arbitraryTable = fc.array(fc.nat({ max: 40 }), { minLength: 1, maxLength: 6 }).chain((needed) =>
  fc.array(fc.nat({ max: sumOf(needed) }), { maxLength: 5 }).map((cuts) => {
    const places = [...cuts.sort((one, other) => one - other), sumOf(needed)];
    return { needed, made: places.map((place, i) => place - (places[i - 1] ?? 0)) };
  }),
);

test('each gives all it has made, and each gets all it needs', () => {
  fc.assert(
    fc.property(arbitraryTable, ({ made, needed }) => {
      const rows = dividedEvenly(made, needed);
      expect(rows.map(sumOf)).toEqual(made);
      expect(needed.map((_, i) => sumOf(rows.map((row) => row[i] ?? Number.NaN)))).toEqual(needed);
      for (const units of rows.flat()) expect(units).toBeGreaterThanOrEqual(0);
    }),
  );
});

test('a single one gives each what it needs', () => {
  expect(dividedEvenly([9], [2, 0, 7])).toEqual([[2, 0, 7]]);
});

test.each([
  [
    [6, 6],
    [6, 6],
    [
      [3, 3],
      [3, 3],
    ],
  ],
  [
    [6, 5],
    [7, 4],
    [
      [4, 2],
      [3, 2],
    ],
  ],
  [
    [1, 1],
    [1, 1],
    [
      [1, 0],
      [0, 1],
    ],
  ],
  [
    [2, 0],
    [1, 1],
    [
      [1, 1],
      [0, 0],
    ],
  ],
] satisfies [number[], number[], number[][]][])('made %o and needed %o are divided evenly', (made, needed, rows) => {
  expect(dividedEvenly(made, needed)).toEqual(rows);
});

test('a hundred million units are divided without rounding', () => {
  const third = 33_333_333;
  const rows = dividedEvenly([third + 1, third, third], [99_999_998, 2]);
  expect(rows.map(sumOf)).toEqual([third + 1, third, third]);
  expect(rows.map(([, few]) => few).sort()).toEqual([0, 1, 1]);
});
