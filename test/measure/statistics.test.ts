/** The median and its interval. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { intervalOf } from '../../src/measure/statistics.ts';

test.each([
  [[3], { median: 3, low: 3, high: 3, confidence: 0 }],
  [[5, 1, 4, 2, 3], { median: 3, low: 1, high: 5, confidence: 1 - 2 / 2 ** 5 }],
  [[6, 5, 4, 3, 2, 1], { median: 3.5, low: 1, high: 6, confidence: 1 - 2 / 2 ** 6 }],
  // With nine samples the outermost two may be left out: 1 + 9 of 2^9 outcomes on either side.
  [[1, 2, 3, 4, 5, 6, 7, 8, 9], { median: 5, low: 2, high: 8, confidence: 1 - (2 * (1 + 9)) / 2 ** 9 }],
])('the interval of %j has the confidence of the sign test', (samples, wanted) => {
  const found = intervalOf(samples);
  expect(found).toMatchObject({ median: wanted.median, low: wanted.low, high: wanted.high });
  expect(found.confidence).toBeCloseTo(wanted.confidence, 10);
});

test('the interval contains the median, ends at samples, and does not depend on their order', () => {
  fc.assert(
    fc.property(
      // Without -0: sorting treats it as equal to 0, and toEqual does not.
      fc.array(
        fc.double({ noNaN: true, min: -1e6, max: 1e6 }).map((value) => value + 0),
        { minLength: 1, maxLength: 40 },
      ),
      (samples) => {
        const { median, low, high, confidence } = intervalOf(samples);
        expect(low).toBeLessThanOrEqual(median);
        expect(high).toBeGreaterThanOrEqual(median);
        expect(samples).toContain(low);
        expect(samples).toContain(high);
        if (samples.length > 5) expect(confidence).toBeGreaterThanOrEqual(0.95);
        expect(intervalOf(samples.toReversed())).toEqual(intervalOf(samples));
      },
    ),
  );
});
