/** Chapter 16: every setting of its knobs, its judgement with planted figures, and its answers. */
import { describe, expect, test } from 'vitest';
import { chapter, type Facts, factorsFor, judge } from '../../../src/lessons/chapters/16-the-slowest-station.ts';
import { factorsApart, nearestTo } from '../../../src/lessons/props/gains/factors.ts';
import { VERSIONS } from '../../../src/lessons/props/gains/oven-versions.ts';
import { checkChapter, type Expectation } from '../expectations.ts';

/** What does not depend on time: every version bakes the same cakes, and the prediction comes from the recipe. */
function predicting(factor: number): Pick<Expectation, 'facts'> {
  const predicted = [1, 1, factor, 1.6];
  return {
    facts: {
      versions: VERSIONS.map((name, i) => ({ name, baked: 6, predicted: expect.closeTo(predicted[i] ?? 0) })),
      busy: ['butter melter', 'wet mixer', 'dry mixer', 'oven'].map((station) => ({ station })),
    },
  };
}

checkChapter(chapter, [
  { set: {}, right: 1, ...predicting(1.6), says: [/Now the oven needs 4 ms\. How/, /B it is 1\.6 times as high/] },
  { set: { oven: '1' }, ...predicting(1.6) },
  { set: { oven: '16' }, ...predicting(0.5), says: [/Now the oven needs 16 ms/] },
  { set: { dry: '1' }, ...predicting(2), never: [/the dry mixer \(5 ms\)/] },
  { set: { dry: '16' }, ...predicting(0.5), says: [/the dry mixer needs 16 ms/] },
  { set: { dry: '2' }, right: 0, ...predicting(2), says: [/A it is 2 times as high/] },
]);

describe('the judgement', () => {
  const usual = { oven: 4, dry: 5 };
  const spread = (median: number, low: number, high: number) => ({ median, low, high, confidence: 0.95 });
  const facts = (measured: ReturnType<typeof spread>): Facts => ({
    versions: [
      { name: 'unchanged', predicted: 1, measured: spread(1, 1, 1), perSecond: 120, baked: 20 },
      { name: 'changed', predicted: 1.6, measured, perSecond: 190, baked: 20 },
    ],
    busy: [],
  });

  test('an interval near the prediction confirms it', () => {
    expect(judge(facts(spread(1.57, 1.55, 1.6)), usual)).toEqual({ right: 1, claim: 'confirmed' });
  });

  test('a wide interval confirms nothing, and does not change the answer', () => {
    expect(judge(facts(spread(1.38, 1.1, 1.7)), usual)).toEqual({ right: 1, claim: 'not-confirmed' });
  });

  test('too few rounds confirm nothing', () => {
    const few = { ...spread(1.6, 1.6, 1.6), confidence: 0 };
    expect(judge(facts(few), usual)).toEqual({ right: 1, claim: 'not-confirmed' });
  });

  test('a gain of another size is the answer, and does not confirm the claim', () => {
    expect(judge(facts(spread(1.02, 1, 1.05)), usual)).toEqual({ right: 3, claim: 'not-confirmed' });
  });

  test('no line is faster than its slowest station', () => {
    expect(judge(facts(spread(2, 1.9, 2.1)), usual).claim).toBe('impossible');
  });
});

describe('the answers', () => {
  test('are the factors of the rules, largest first, and at least two', () => {
    expect(factorsFor({ oven: 4, dry: 5 })).toEqual([2, 1.6, 1.25, 1]);
    expect(factorsFor({ oven: 8, dry: 5 })).toEqual([2, 1]);
    expect(factorsFor({ oven: 16, dry: 5 })).toEqual([1, expect.closeTo(0.71), 0.5]);
    for (let oven = 1; oven <= 16; oven++)
      for (let dry = 1; dry <= 16; dry++) {
        const factors = factorsFor({ oven, dry });
        expect(factors.length).toBeGreaterThanOrEqual(2);
        expect(factors.length).toBeLessThanOrEqual(4);
        expect(new Set(factors.map((factor) => factor.toFixed(2))).size).toBe(factors.length);
        expect(factors).toContain(8 / Math.max(oven, dry, 4));
      }
  });

  test('a value belongs to the factor that is nearest by ratio', () => {
    expect(nearestTo(1.5, [2, 1.6, 1])).toBe(1);
    expect(nearestTo(0.1, [2, 1])).toBe(1);
    expect(factorsApart([1, 1.1])).toEqual([2, 1]);
  });
});
