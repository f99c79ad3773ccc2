/** The speedups that the page predicts: from the runs with next to no work alone. */
import { expect, test } from 'vitest';
import { shapeFor } from '../../src/bench/line-shape.ts';
import { timeOfLineUs, timeOfOneThreadUs } from '../../src/measure/model.ts';
import type { BenchSweep } from '../../src/page/document.ts';
import { grainModel } from '../../src/page/jobs/predicted-grains.ts';

const CAKES = 100_000;
const RACER = 'threads (port)';
const GRAINS_US = [0, 0.3, 1, 10];

/** A sweep on a machine where a call costs so much and an item between threads so much, in microseconds. */
function sweepOf(callUs: number, itemUs: number, parallelCapacity = 2): BenchSweep {
  return {
    parallelCapacity,
    points: GRAINS_US.map((workUs) => {
      const grain = { workUs, products: CAKES };
      const shape = shapeFor(workUs);
      const items = shape.edges.reduce((sum, edge) => sum + edge.items, 0);
      const lineUs = timeOfLineUs(shape, { itemUs, messageUs: 0 }, grain, null, parallelCapacity);
      const wallMs = {
        cooperative: (CAKES * timeOfOneThreadUs(shape, callUs, grain)) / 1000,
        [RACER]: (CAKES * lineUs) / 1000,
      };
      return { workUs, cakes: CAKES, items: CAKES * items, wallMs };
    }),
  };
}

test('it gives the speedups of a machine that follows the model, from the points with next to no work', () => {
  const sweep = sweepOf(0.1, 3);
  const model = grainModel([sweep], RACER);
  expect(model.callUs).toBeCloseTo(0.1);
  for (const { workUs, cakes, wallMs } of sweep.points)
    expect(model.speedup({ workUs, products: cakes })).toBeCloseTo((wallMs.cooperative ?? 0) / (wallMs[RACER] ?? 0), 3);
});

test('it takes the median of the sweeps', () => {
  const sweeps = [sweepOf(0.1, 3), sweepOf(0.1, 3), sweepOf(0.1, 90)];
  const grain = { workUs: 5, products: CAKES };
  expect(grainModel(sweeps, RACER).speedup(grain)).toBeCloseTo(grainModel(sweeps.slice(0, 1), RACER).speedup(grain));
});

test('sweeps without a point without work are an error', () => {
  const [, ...points] = sweepOf(0.1, 3).points;
  expect(() => grainModel([{ parallelCapacity: 2, points }], RACER)).toThrow('expected a point without work');
});
