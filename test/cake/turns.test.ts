/** Turns in a fixed proportion. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { Turns } from '../../src/cake/turns.ts';

const arbitraryCounts = fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 6 });

function turnsOf(counts: readonly number[], many: number): number[] {
  const turns = new Turns(counts);
  return Array.from({ length: many }, () => turns.next());
}

test('two and one take turns evenly', () => {
  expect(turnsOf([2, 1], 6)).toEqual([0, 1, 0, 0, 1, 0]);
  expect(turnsOf([1, 4], 5)).toEqual([1, 1, 0, 1, 1]);
  expect(turnsOf([3], 3)).toEqual([0, 0, 0]);
});

test('in as many turns as the counts add up to, each has its count; then the same turns begin again', () => {
  fc.assert(
    fc.property(arbitraryCounts, (counts) => {
      const sum = counts.reduce((all, count) => all + count, 0);
      const turns = turnsOf(counts, 2 * sum);
      expect(counts.map((_, i) => turns.slice(0, sum).filter((turn) => turn === i).length)).toEqual(counts);
      expect(turns.slice(sum)).toEqual(turns.slice(0, sum));
    }),
  );
});

test('at any time nobody is a whole turn ahead of their share, and nobody has waited for two', () => {
  fc.assert(
    fc.property(arbitraryCounts, (counts) => {
      const sum = counts.reduce((all, count) => all + count, 0);
      const had = counts.map(() => 0);
      turnsOf(counts, sum).forEach((turn, i) => {
        had[turn] = (had[turn] ?? 0) + 1;
        counts.forEach((count, one) => {
          const share = ((i + 1) * count) / sum;
          expect((had[one] ?? 0) - share).toBeLessThan(1);
          expect(share - (had[one] ?? 0)).toBeLessThan(2);
        });
      });
    }),
  );
});
