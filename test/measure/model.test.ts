/** The model of a line: its predicted times and its break-even. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  breakEvenUs,
  itemCostUs,
  type LineShape,
  modelError,
  predictedGrain,
  timeOfLineUs,
  timeOfOneThreadUs,
} from '../../src/measure/model.ts';

/** A row of threads that work equally long and pass one item on. */
function row(threads: number): LineShape {
  return {
    workShares: Array.from({ length: threads }, () => 1 / threads),
    edges: Array.from({ length: threads - 1 }, (_, i) => ({ from: i, to: i + 1, items: 1, capacity: 4 })),
  };
}

const us = fc.double({ min: 0, max: 1000, noNaN: true });
const LONG = 1e9;

describe('the model', () => {
  test('gives one thread the time of its work and calls, and a line all loads divided by the cores', () => {
    const grain = { workUs: 10, products: LONG };
    expect(timeOfOneThreadUs(row(3), 0.5, grain)).toBeCloseTo(2 * 10.5);
    expect(timeOfLineUs(row(3), { itemUs: 1, messageUs: 0 }, grain, null, 1)).toBeCloseTo(2 * 11);
    expect(timeOfLineUs(row(3), { itemUs: 1, messageUs: 0 }, grain, null, 2)).toBeCloseTo(11);
  });

  test('makes no line faster than its most loaded thread', () => {
    const uneven: LineShape = { ...row(2), workShares: [0.25, 0.75] };
    expect(timeOfLineUs(uneven, { itemUs: 0, messageUs: 0 }, { workUs: 8, products: LONG }, null, 64)).toBeCloseTo(6);
  });

  test('divides the cost of a message by the items of its batch', () => {
    const at = (batch: number) =>
      timeOfLineUs(row(2), { itemUs: 1, messageUs: 8 }, { workUs: 0, products: LONG }, batch, 1);
    expect([1, 2, 8].map(at)).toEqual([9, 5, 2].map((value) => expect.closeTo(value)));
  });

  test('adds the time to fill the line, which counts more for fewer products', () => {
    const at = (products: number) =>
      timeOfLineUs(row(4), { itemUs: 0, messageUs: 0 }, { workUs: 4, products }, null, 64);
    expect(at(1)).toBeCloseTo(12);
    expect(at(LONG)).toBeCloseTo(3);
  });

  test('has the break-even grain (m - P c) / (P - 1) on P equally busy threads', () => {
    fc.assert(
      fc.property(us, us, fc.integer({ min: 2, max: 16 }), (messageUs, callUs, parallel) => {
        const line: LineShape = { workShares: [0.5, 0.5], edges: [{ from: 0, to: 1, items: 1, capacity: 1 }] };
        const cost = { itemUs: messageUs, messageUs: 0 };
        const cores = Math.min(parallel, line.workShares.length);
        const speedup = (workUs: number) => {
          const grain = { workUs, products: LONG };
          return timeOfOneThreadUs(line, callUs, grain) / timeOfLineUs(line, cost, grain, 1, parallel);
        };
        const wanted = Math.max(0, (messageUs - cores * callUs) / (cores - 1));
        fc.pre(wanted > 1e-3 || wanted === 0);
        expect(breakEvenUs(speedup, 10_000)).toBeCloseTo(wanted, 3);
      }),
    );
  });

  test('gets the cost of an item back from the time of a line', () => {
    fc.assert(
      fc.property(
        us,
        us,
        fc.integer({ min: 2, max: 9 }),
        fc.integer({ min: 1, max: 16 }),
        (itemUs, workUs, threads, parallel) => {
          const grain = { workUs, products: LONG };
          const lineUs = timeOfLineUs(row(threads), { itemUs, messageUs: 0 }, grain, null, parallel);
          expect(itemCostUs(row(threads), grain, lineUs, parallel)).toBeCloseTo(itemUs, 3);
        },
      ),
    );
  });

  test('says how far a predicted break-even is off only where both are closed', () => {
    const speedup = ({ workUs }: { readonly workUs: number }): number => workUs / 3;
    const between = { kind: 'between', lowUs: 1, medianUs: 2, highUs: 4 } as const;
    expect(predictedGrain(speedup, between)).toEqual({
      predictedUs: expect.closeTo(3),
      predictionError: expect.closeTo(0.5),
    });
    expect(predictedGrain(speedup, { kind: 'always' }).predictionError).toBeNull();
    expect(predictedGrain(() => 1, between)).toEqual({ predictedUs: 0, predictionError: null });
    expect(predictedGrain(() => 0.5, between)).toEqual({ predictedUs: null, predictionError: null });
  });

  test('has the median of its errors, with and without their signs', () => {
    const speedups = [0.8, 1.1, 1.3].map((predicted) => ({ measured: 1, predicted }));
    expect(modelError(speedups)).toEqual({ medianError: expect.closeTo(0.2), medianBias: expect.closeTo(0.1) });
  });

  test('says that a line never pays on one core', () => {
    fc.assert(
      fc.property(us, us, (extraUs, callUs) => {
        const cost = { itemUs: callUs + extraUs + 1e-3, messageUs: 0 };
        const speedup = (workUs: number) => {
          const grain = { workUs, products: LONG };
          return timeOfOneThreadUs(row(3), callUs, grain) / timeOfLineUs(row(3), cost, grain, 1, 1);
        };
        expect(breakEvenUs(speedup, 1000)).toBeNull();
      }),
    );
  });
});
