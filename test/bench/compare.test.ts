/** Two runs of the bench compared. */
import { expect, test } from 'vitest';
import { compared } from '../../src/bench/compare.ts';
import type { Figure } from '../../src/measure/statistics/figure.ts';

function figure(name: string, low: number, median: number, high: number, confidence = 0.94): Figure {
  return { name, unit: 'ns', low, median, high, confidence, samples: [] };
}

function one(before: Figure, now: Figure) {
  const [comparison] = compared({ figures: [before] }, { figures: [now] });
  return comparison;
}

test('a figure has moved only if the intervals do not overlap', () => {
  expect(one(figure('a', 9, 10, 11), figure('a', 19, 20, 21))).toMatchObject({ ratio: 2, verdict: 'moved' });
  expect(one(figure('a', 9, 10, 11), figure('a', 11, 20, 21))).toMatchObject({ ratio: 2, verdict: 'within-noise' });
});

test('without an interval there is no verdict on noise', () => {
  expect(one(figure('a', 10, 10, 10, 0), figure('a', 19, 20, 21))?.verdict).toBe('no-interval');
});

test('figures of only one run are left out', () => {
  expect(compared({ figures: [figure('a', 1, 1, 1)] }, { figures: [figure('b', 1, 1, 1)] })).toEqual([]);
});
