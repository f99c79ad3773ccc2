/** Chapter 17: every setting of its knob, and its judgement and texts with planted figures. */
import { describe, expect, test } from 'vitest';
import { chapter, type Facts, judge } from '../../../src/lessons/chapters/17-first-cake-and-cakes-per-second.ts';
import { compared } from '../../../src/lessons/props/gains/compared.ts';
import { text } from '../../../src/lessons/texts/en/17-first-cake-and-cakes-per-second.ts';
import { startPays } from '../../../src/measure/start-up.ts';
import { intervalOf } from '../../../src/measure/statistics/samples.ts';
import { checkChapter } from '../expectations.ts';

/** All runs do the same work; the limits come from the recipe: 800 us of work, 600 on the critical path, 240 in the oven. */
const facts = {
  digests: 1,
  limits: { oneCake: expect.closeTo(800 / 600), many: expect.closeTo(800 / 240) },
};

checkChapter(chapter, [
  { set: {}, facts: { ...facts, cakes: 10 }, never: [/times the work of the recipe\. Which/] },
  { set: { work: '50' }, facts, says: [/50 times the work of the recipe\. Which/] },
  { set: { work: '10' }, facts, says: [/10 times the work of the recipe\. Which/] },
]);

describe('the judgement', () => {
  const about = (ms: number): number[] => [1, 1.01, 0.99, 1.005, 0.995].map((share) => share * ms);
  const wide = [0.5, 2, 1, 0.6, 1.7];
  const planted = (perCake: readonly number[], coarse = about(31)): Facts => ({
    cold: compared([
      [3, 2, 2],
      [90, 60, 58],
    ]),
    warm: compared([about(1), about(1.5)]),
    coarse: compared([about(40), coarse]),
    perCake: compared([about(0.8), perCake]),
    pays: startPays(intervalOf(about(0.8)), intervalOf(perCake), 58),
    limits: { oneCake: 4 / 3, many: 10 / 3 },
    cores: 2,
    withinCapacity: true,
    cakes: 150,
    digests: 1,
  });

  test('a late start and clear gains later confirm the claim', () => {
    const won = planted(about(0.5));
    expect(judge(won)).toEqual({ right: 2, claim: 'confirmed' });
    expect(text.figures(won, { work: 1 })).toMatch(
      /1\.60x as many cakes per second.*pays for itself after \d+ to \d+ c/,
    );
  });

  test('intervals that overlap confirm nothing, and nothing is said about when the start pays', () => {
    const unclear = planted(wide);
    expect(judge(unclear)).toEqual({ right: 2, claim: 'not-confirmed' });
    expect(text.figures(unclear, { work: 1 })).toContain('does not show when');
    expect(
      judge(
        planted(
          about(0.5),
          wide.map((ms) => 40 * ms),
        ),
      ).claim,
    ).toBe('not-confirmed');
  });

  test('threads that are slower never pay', () => {
    const lost = planted(about(1.2));
    expect(judge(lost)).toEqual({ right: 2, claim: 'not-confirmed' });
    expect(text.figures(lost, { work: 1 })).toContain('never pays for itself');
  });

  test('nobody bakes one cake faster than its critical path, nor many cakes faster than the cores allow', () => {
    expect(judge(planted(about(0.5), about(20))).claim).toBe('impossible');
    const tooFast = planted(about(0.3));
    expect(judge(tooFast).claim).toBe('impossible');
    expect(text.doubts(tooFast, { work: 1 })).toContain('more than the number of cores');
    expect(judge({ ...planted(about(0.5)), withinCapacity: false }).claim).toBe('not-confirmed');
  });

  test('the first cake: sooner with threads, later, or at the same time', () => {
    const first = (threads: number) => judge({ ...planted(about(0.5)), cold: compared([about(40), about(threads)]) });
    expect([first(20), first(42), first(100)].map(({ right }) => right)).toEqual([0, 1, 2]);
    expect([first(20), first(42), first(100)].map(({ claim }) => claim)).toEqual([
      'not-confirmed',
      'not-confirmed',
      'confirmed',
    ]);
    const once = {
      ...planted(about(0.5)),
      cold: compared([
        [40, 2, 2],
        [45, 60, 58],
      ]),
    };
    expect(judge(once)).toEqual({ right: 2, claim: 'not-confirmed' });
  });
});
