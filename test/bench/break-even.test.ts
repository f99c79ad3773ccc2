/** The break-even of the bench, on simulated and on real sweeps. */
import { expect, test } from 'vitest';
import { breakEvenOf } from '../../src/bench/break-even.ts';
import { sweep } from '../../src/bench/grain.ts';
import { RACERS } from '../../src/bench/job.ts';
import { COST_US, sweepOf } from './sweep.ts';

const GRAINS_US = [0, 0.1, 1, 10, 100];

test('the message costs are taken from the runs without work', () => {
  const { callUs, costs } = breakEvenOf([sweepOf(GRAINS_US)], 2);
  expect(callUs).toBeCloseTo(COST_US.cooperative);
  expect(costs.port.itemUs).toBeCloseTo(COST_US['threads (port)']);
  expect(costs.port.messageUs).toBeCloseTo(COST_US['threads (port, one by one)'] - COST_US['threads (port)']);
  expect(costs.ring.messageUs).toBeCloseTo(COST_US['threads (ring, one by one)'] - COST_US['threads (ring)']);
});

test('on a machine that behaves like the model, the predictions are correct', () => {
  const sweeps = Array.from({ length: 5 }, () => sweepOf(GRAINS_US));
  const { medianError, grains, points } = breakEvenOf(sweeps, 2);
  expect(medianError).toBeLessThan(0.05);
  const oneByOne = grains['threads (port, one by one)'];
  // (2.05 - 2 x 0.05) / (2 - 1)
  expect(oneByOne.predictedUs).toBeCloseTo(1.95, 1);
  // Without noise the interval is as wide as the margin makes it.
  expect(oneByOne.measured).toEqual({
    kind: 'between',
    lowUs: expect.closeTo(1.84, 1),
    medianUs: expect.closeTo(1.95),
    highUs: expect.closeTo(2.07, 1),
  });
  expect(oneByOne.predictionError).toBeCloseTo((oneByOne.predictedUs ?? 0) / 1.95 - 1);
  expect(grains.pool).toEqual({ measured: { kind: 'always' }, predictedUs: 0, predictionError: null });
  expect(points.map(({ workUs }) => workUs)).toEqual(GRAINS_US);
});

test('one sweep has a break-even without an interval, and no error of the prediction', () => {
  const { grains } = breakEvenOf([sweepOf(GRAINS_US)], 2);
  expect(grains['threads (port, one by one)']).toMatchObject({
    measured: { kind: 'no-interval', sweeps: 1, medianUs: expect.closeTo(1.95) },
    predictionError: null,
  });
});

test('more cores never make a prediction smaller, and the pool uses all of them', () => {
  const { predictions } = breakEvenOf([sweepOf(GRAINS_US)], 2);
  expect([...new Set(predictions.map(({ cores }) => cores))]).toEqual([4, 8, 16, 64]);
  for (const racer of RACERS.filter((name) => name !== 'cooperative')) {
    const speedups = predictions
      .filter((prediction) => prediction.racer === racer)
      .map(({ speedups }) => speedups.at(-1));
    const figures = speedups.map((last) => last?.speedup ?? 0);
    expect(figures).toEqual(figures.toSorted((one, other) => one - other));
    // A line has four stations that work.
    expect(figures.at(-1)).toBeCloseTo(racer === 'pool' ? 64 : 4, 0);
  }
});

test('on one core threads never pay', () => {
  const onOneCore = { ...sweepOf(GRAINS_US), parallelCapacity: 1 };
  const { grains } = breakEvenOf([onOneCore], 1);
  expect(grains['threads (port)'].predictedUs).toBeNull();
  expect(grains['threads (ring)'].predictedUs).toBeNull();
});

test('a real sweep runs every racer at every grain, in the order of the grains', async () => {
  const { points } = await sweep({ grainsUs: [0, 5], runMs: 0.5, warmUps: 0, backwards: true });
  expect(points.map(({ workUs }) => workUs)).toEqual([0, 5]);
  for (const { runs, cakes } of points) {
    expect(cakes).toBeGreaterThan(0);
    expect(Object.keys(runs)).toEqual([...RACERS]);
    for (const { wallMs } of Object.values(runs)) expect(wallMs).toBeGreaterThan(0);
  }
});
