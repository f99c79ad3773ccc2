/** The predicted time of a placement. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Loads } from '../../../src/engine/placement/loads.ts';
import { placementOf } from '../../../src/engine/placement/planned-placement.ts';
import { planPlacement } from '../../../src/engine/placement/planner.ts';
import { predictedUs } from '../../../src/engine/placement/prediction.ts';
import { arbitraryLoads } from './random-loads.ts';

const loads: Loads = {
  busyUs: [100, 200, 300],
  edges: [{ from: 0, to: 1, items: 10, sendUs: 3, takeUs: 5, callUs: 1 }],
};
const apart = placementOf(loads, [[0], [1], [2]]);

test('a line takes as long as its most loaded thread, or as all threads on fewer cores', () => {
  expect(apart.threadUs).toEqual([130, 250, 300]);
  expect(predictedUs(apart, 3)).toBe(300);
  expect(predictedUs(apart, 100)).toBe(300);
  expect(predictedUs(apart, 2)).toBe(680 / 2);
  expect(predictedUs(apart, 1)).toBe(680);
});

test('a planned placement is not slower than one thread where every thread has a core', () => {
  fc.assert(
    fc.property(arbitraryLoads(8), fc.integer({ min: 1, max: 4 }), (any, threads) => {
      const alone = placementOf(any, [any.busyUs.map((_, place) => place)]);
      const planned = planPlacement(any, threads);
      expect(predictedUs(planned, threads)).toBeLessThanOrEqual(predictedUs(alone, threads) * (1 + 1e-9));
    }),
  );
});

test.each([0, 0.5, -1, Number.NaN])('a capacity of %d is refused in one line', (capacity) => {
  expect(() => predictedUs(apart, capacity)).toThrow(
    new RangeError(`Cannot predict: expected a parallel capacity from 1, found ${capacity}`),
  );
});
