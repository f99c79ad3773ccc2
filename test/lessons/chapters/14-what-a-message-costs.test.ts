/** Chapter 14: every setting of its knobs, and its judgement with planted curves. */
import { describe, expect, test } from 'vitest';
import { chapter, type Facts, judge } from '../../../src/lessons/chapters/14-what-a-message-costs.ts';
import { gainOf } from '../../../src/lessons/props/gains/gain.ts';
import type { Point } from '../../../src/lessons/props/messages/grains.ts';
import { text } from '../../../src/lessons/texts/en/14-what-a-message-costs.ts';
import { checkChapter } from '../expectations.ts';

/** A broadcast sends every raw ingredient three times, and all engines do the same work. */
function facts(grainsUs: readonly number[], limit: number) {
  const points = grainsUs.map((workUs) => ({
    workUs,
    digests: 1,
    limit: workUs === 0 ? Number.POSITIVE_INFINITY : expect.closeTo(limit),
  }));
  return { routed: 130, broadcasts: 330, points };
}

const GRAINS = [0, 1, 10, 100];

checkChapter(chapter, [
  { set: {}, facts: facts(GRAINS, 4), says: [/needs 1 us of work and travels/], never: [/The oven does all the work/] },
  { set: { us: '0' }, facts: facts(GRAINS, 4), says: [/needs no work and travels/, /Without work the line reaches/] },
  { set: { us: '100' }, facts: facts(GRAINS, 4), says: [/With 100 us of work per ingredient/] },
  {
    set: { working: 'oven' },
    facts: facts(GRAINS, 1),
    says: [/The oven does all the work/, /the limit of the line is 1\.00x/],
    never: [/the limit of the line, 4/],
  },
]);

describe('the judgement', () => {
  const usual = { us: 1, working: 'all' } as const;
  const oven = { us: 1, working: 'oven' } as const;
  const around = (ms: number): number[] => [1, 1.01, 0.99, 1.005, 0.995].map((share) => share * ms);
  const noisy = (ms: number): number[] => [0.5, 2, 1, 0.6, 1.7].map((share) => share * ms);

  interface Planted {
    readonly workUs: number;
    /** How many times as fast as one thread. */
    readonly naive: number;
    readonly batched: number;
    readonly limit?: number;
    readonly samples?: (ms: number) => number[];
  }

  const point = ({ workUs, naive, batched, limit = 4, samples = around }: Planted): Point => {
    const [one, alone, together] = [around(10), samples(10 / naive), samples(10 / batched)];
    return {
      workUs,
      limit: workUs === 0 ? Number.POSITIVE_INFINITY : limit,
      naive: gainOf(one, alone),
      batched: gainOf(one, together),
      overNaive: gainOf(alone, together),
      digests: 1,
    };
  };
  const planted = (points: readonly Planted[], withinCapacity = true): Facts => ({
    routed: 130,
    broadcasts: 330,
    alone: 2000,
    crated: 80,
    points: points.map(point),
    cores: 2,
    withinCapacity,
  });
  const none = { workUs: 0, naive: 0.06, batched: 1.1 };
  const small = { workUs: 1, naive: 0.5, batched: 1.3 };
  const large = { workUs: 100, naive: 1.7, batched: 1.72 };

  test('a curve that begins below 1, rises, and ends above 1 confirms the claim', () => {
    const won = planted([none, small, large]);
    expect(judge(won, usual)).toEqual({ right: 0, claim: 'confirmed' });
    expect(text.figures(won, usual)).toContain('the break-even is between 1 and 100 us');
  });

  test('intervals that overlap 1 confirm nothing', () => {
    const unclear = planted([none, { ...small, samples: noisy }, { ...large, samples: noisy }]);
    expect(judge(unclear, usual).claim).toBe('not-confirmed');
    expect(text.figures(unclear, usual)).toContain('No grain of this run clearly gains');
  });

  test('a curve that falls confirms nothing, with single messages or with batches', () => {
    const falling = [none, { ...small, naive: 1.9, batched: 1.95 }, large];
    expect(judge(planted(falling), usual)).toEqual({ right: 2, claim: 'not-confirmed' });
    expect(judge(planted([none, small, { ...large, batched: 0.57 }]), usual).claim).toBe('not-confirmed');
  });

  test('batches that are slower than single messages confirm nothing, at any grain', () => {
    expect(judge(planted([none, { ...small, naive: 1, batched: 0.8 }, large]), usual)).toEqual({
      right: 1,
      claim: 'not-confirmed',
    });
  });

  test('threads that lose with much work confirm nothing', () => {
    expect(judge(planted([none, small, { ...large, naive: 0.8, batched: 0.9 }]), usual).claim).toBe('not-confirmed');
  });

  test('more than the cores gave at that time confirms nothing', () => {
    expect(judge(planted([none, small, large], false), usual)).toEqual({ right: 0, claim: 'not-confirmed' });
  });

  test('more than the number of cores, or than the line allows, is impossible', () => {
    expect(judge(planted([none, small, { ...large, naive: 2.5, batched: 2.5 }]), usual).claim).toBe('impossible');
    const tooMuch = planted([none, small, { ...large, limit: 1 }]);
    expect(judge(tooMuch, oven).claim).toBe('impossible');
    expect(text.doubts(tooMuch, oven)).toMatch(/above the number of cores/);
  });

  test('where only the oven works, a curve that ends at 1 confirms the claim, and one that gains does not', () => {
    const one = { limit: 1, naive: 0.5, batched: 0.99 };
    const ends = [none, { ...one, workUs: 1 }, { ...one, workUs: 100, naive: 0.99 }];
    expect(judge(planted(ends), oven)).toEqual({ right: 0, claim: 'confirmed' });
    const gains = [none, { ...one, workUs: 1 }, { ...one, workUs: 100, naive: 1.07, batched: 1.07 }];
    expect(judge(planted(gains), oven).claim).toBe('not-confirmed');
  });
});
