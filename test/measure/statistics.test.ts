/** The median and its interval. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { intervalOf, pairedRatios } from '../../src/measure/statistics/samples.ts';

test.each([
  [[3], { median: 3, low: 3, high: 3, confidence: 0 }],
  [[5, 1, 4, 2, 3], { median: 3, low: 1, high: 5, confidence: 1 - 2 / 2 ** 5 }],
  // All six samples have a confidence of 1 - 2/64, the four in the middle 1 - 14/64. 0.95 lies a tenth of the way from the one
  // to the other: 5 x 0.1 / (1 + 4 x 0.1) of the way from the first to the second sample.
  [[6, 5, 4, 3, 2, 1], { median: 3.5, low: 1 + 0.5 / 1.4, high: 6 - 0.5 / 1.4, confidence: 0.95 }],
  // Without the outermost two of nine: 1 - 20/512; without four: 1 - 92/512.
  [[1, 2, 3, 4, 5, 6, 7, 8, 9], { median: 5, low: 2.2279, high: 7.7721, confidence: 0.95 }],
])('the interval of %j has the confidence of the sign test', (samples, wanted) => {
  const { median, low, high, confidence } = intervalOf(samples);
  expect(median).toBe(wanted.median);
  expect([low, high]).toEqual([expect.closeTo(wanted.low, 4), expect.closeTo(wanted.high, 4)]);
  expect(confidence).toBeCloseTo(wanted.confidence, 10);
});

test('the interval contains the median, lies among the samples, and does not depend on their order', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ noNaN: true, min: -1e6, max: 1e6 }), { minLength: 1, maxLength: 40 }),
      (samples) => {
        const { median, low, high, confidence } = intervalOf(samples);
        expect(low).toBeLessThanOrEqual(median);
        expect(high).toBeGreaterThanOrEqual(median);
        expect(low).toBeGreaterThanOrEqual(Math.min(...samples));
        expect(high).toBeLessThanOrEqual(Math.max(...samples));
        expect(confidence === 0.95).toBe(samples.length > 5);
        const turned = intervalOf(samples.toReversed());
        expect([turned.low, turned.high]).toEqual([expect.closeTo(low), expect.closeTo(high)]);
      },
    ),
  );
});

test('ratios are paired by round', () => {
  expect(pairedRatios([2, 9], [1, 3, 4])).toEqual([2, 3]);
});
