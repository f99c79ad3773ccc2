/** Chapter 3: every setting of its knobs, and its judgement. No time is asserted. */
import { describe, expect, test } from 'vitest';
import { chapter, compared, judge } from '../../../src/lessons/chapters/03-the-producer.ts';
import { intervalsOf } from '../../../src/lessons/props/laws/random-intervals.ts';
import { checkChapter } from '../expectations.ts';

const ingredients = ['flour', 'flour', 'flour', 'chocolate', 'butter', 'sugar'];
const first = ingredients.map((ingredient) => expect.objectContaining({ ingredient }));
const claim = 'confirmed';
const same = { first, sameIngredients: true, sameIntervals: true, sameTimes: false };
const scaled = { right: 1, claim, facts: { first, sameIngredients: true, sameIntervals: false } } as const;
const other = { right: 0, claim, facts: { first, sameIngredients: false, ratio: null } } as const;

checkChapter(chapter, [
  {
    set: {},
    right: 2,
    claim,
    facts: same,
    says: [/the same seed and the same mean/, /The ingredients are the same\. The intervals are the same\./],
    never: [/times as long/],
  },
  { set: { mean: '20' }, ...scaled, says: [/Each interval of the second run is 0\.5 times as long/] },
  { set: { mean: '10' }, ...scaled, says: [/is 0\.25 times as long/], never: [/The intervals are the same/] },
  { set: { mean: '120' }, ...scaled, says: [/is 3 times as long/] },
  { set: { seed: '1' }, ...other, says: [/The ingredients are different\. The intervals are different\./] },
  { set: { seed: '999' }, ...other, says: [/another seed gives other ones/], never: [/are the same/, /it is random/] },
  {
    set: { intervals: 'exponential' },
    right: 2,
    claim,
    facts: same,
    says: [/These exponential intervals/],
    never: [/equally likely\./],
  },
]);

describe('the judgement of planted facts', () => {
  const delivery = (ingredient: string, requestedMs: number, cameMs: number) => ({
    ingredient,
    requestedMs,
    dueMs: requestedMs,
    cameMs,
    lateMs: cameMs - requestedMs,
  });
  const run = [delivery('flour', 40, 41)];
  const set = { seed: 7, mean: 40, intervals: 'uniform' } as const;

  test.each([
    ['the same ingredients and intervals at other times', [delivery('flour', 40, 42)], 1, 2, claim],
    ['half the intervals', [delivery('flour', 20, 22)], 0.5, 1, claim],
    ['other ingredients from the same seed', [delivery('sugar', 40, 42)], 1, 0, 'not-confirmed'],
    ['other intervals from the same seed', [delivery('flour', 20, 42)], 1, 1, 'not-confirmed'],
    ['the same moments', run, 1, 3, 'not-confirmed'],
    ['an ingredient that is missing', [], 1, 0, 'not-confirmed'],
  ])('%s', (_, second, ratio, right, judged) => {
    expect(judge(compared(run, second, ratio), set)).toEqual({ right, claim: judged });
  });

  test('another seed has to give other ingredients', () => {
    expect(judge(compared(run, [delivery('sugar', 7, 8)], 1), { ...set, seed: 8 })).toEqual({ right: 0, claim });
    expect(judge(compared(run, run, 1), { ...set, seed: 8 }).claim).toBe('not-confirmed');
  });
});

test.each(['uniform', 'exponential'] as const)('%s intervals have the mean that was asked for', (kind) => {
  const draw = intervalsOf(kind, 40, 7);
  const drawn = Array.from({ length: 10_000 }, draw);
  expect(drawn.reduce((sum, one) => sum + one, 0) / drawn.length).toBeCloseTo(40, 0);
  expect(Math.min(...drawn)).toBeGreaterThanOrEqual(0);
});
