/** The order of the turns in each round. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { turnOrder } from '../../src/measure/statistics/turn-order.ts';

/** The rounds after which it begins again. */
const squareOf = (turns: number): number[][] =>
  Array.from({ length: turns % 2 === 0 ? turns : 2 * turns }, (_, round) => turnOrder(turns, round));

test('two turns alternate, and one is always alone', () => {
  expect([0, 1, 2, 3].map((round) => turnOrder(2, round))).toEqual([
    [0, 1],
    [1, 0],
    [0, 1],
    [1, 0],
  ]);
  expect([0, 1, 2].map((round) => turnOrder(1, round))).toEqual([[0], [0], [0]]);
});

test('each turn comes once in a round, and stands in every place equally often', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 12 }), (turns) => {
      const square = squareOf(turns);
      for (const row of square) expect(row.toSorted((one, other) => one - other)).toEqual(square[0]?.map((_, i) => i));
      for (let place = 0; place < turns; place++) {
        const times = Array.from({ length: turns }, (_, turn) => square.filter((row) => row[place] === turn).length);
        expect(times).toEqual(Array.from({ length: turns }, () => square.length / turns));
      }
    }),
  );
});

test('each turn follows every other one equally often', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 12 }), (turns) => {
      const followed = new Map<string, number>();
      for (const row of squareOf(turns))
        row.slice(1).forEach((turn, i) => {
          const pair = `${row[i]} ${turn}`;
          followed.set(pair, (followed.get(pair) ?? 0) + 1);
        });
      expect(followed.size).toBe(turns * (turns - 1));
      expect(new Set(followed.values()).size).toBe(1);
    }),
  );
});
