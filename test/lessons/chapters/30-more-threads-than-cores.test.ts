/** Chapter 30: every setting of its knobs, the sizes that it tries, and its judgement of planted facts. */
import { describe, expect, test } from 'vitest';
import { chapter, type Facts, judge } from '../../../src/lessons/chapters/30-more-threads-than-cores.ts';
import { cakesFor, poolSizes } from '../../../src/lessons/props/gains/pool-sizes.ts';
import { text } from '../../../src/lessons/texts/en/30-more-threads-than-cores.ts';
import { checkChapter } from '../expectations.ts';
import { oneRound, plantedGain } from '../planted-gain.ts';

// Any number of threads does the same work: one digest, with waits and without. From one round the formula gives the answer.
const facts = { digests: [1, 1] };
checkChapter(chapter, [
  { set: {}, right: 1, facts, says: [/then waits 400 us/, /\(1 \+ 400 \/ 200\)/] },
  { set: { workUs: '50' }, facts, says: [/\(1 \+ 400 \/ 50\)/] },
  { set: { workUs: '1000' }, facts, says: [/\(1 \+ 400 \/ 1000\)/] },
  {
    set: { waitUs: '0' },
    facts: { digests: [1] },
    says: [/never waits/],
    never: [/that work and wait/, /they also wait/],
  },
  { set: { waitUs: '2000' }, right: 1, facts, says: [/\(1 \+ 2000 \/ 200\)/] },
]);

describe('the sizes that are tried', () => {
  test.each([
    [2, 8, [1, 2, 4, 8, 16], 8],
    [2, 22, [1, 2, 11, 22, 44], 22],
    [2, 2, [1, 2, 4, 8], 2],
    [2, 3.2, [1, 2, 4, 8], 4],
    [1, 1, [1, 2, 4], 1],
    [1, 4, [1, 2, 4, 8], 4],
    [8, 32, [1, 8, 16, 32, 64], 32],
    [8, 88, [1, 8, 32, 64], 64],
    [64, 256, [1, 64, 128], 128],
    [6, 100, [1, 6, 30, 60], 60],
  ])('%i processors and %d bakers: %j', (cores, best, sizes, reached) => {
    expect(poolSizes(cores, best, 64)).toEqual({ sizes, best: reached });
  });

  test('reach the best number and go beyond, with equal shares, unless it is more than 64', () => {
    for (let cores = 1; cores <= 16; cores++)
      for (let ratio = 0; ratio <= 12; ratio += 0.5) {
        const { sizes, best } = poolSizes(cores, cores * (1 + ratio), 64);
        const last = sizes.at(-1) ?? 0;
        expect(sizes).toEqual([...new Set(sizes)].sort((one, other) => one - other));
        expect(sizes).toEqual(expect.arrayContaining([1, cores, best]));
        expect(sizes.every((size) => last % size === 0)).toBe(true);
        if (cores * (1 + ratio) <= 64 - cores) expect(best / cores).toBe(Math.ceil(1 + ratio));
        expect(cakesFor(last, 3.2, 200) % last).toBe(0);
      }
  });
});

/** Of two processors. */
const planted: Facts = {
  cores: 2,
  rows: [
    { bakers: 1, work: plantedGain(1, 1, 1), both: plantedGain(1, 1, 1) },
    { bakers: 2, work: plantedGain(1.8, 1.9, 2), both: plantedGain(1.9, 2, 2) },
    { bakers: 8, work: plantedGain(1.7, 1.9, 2), both: plantedGain(6.8, 7.2, 7.5) },
    { bakers: 16, work: plantedGain(1.7, 1.8, 1.9), both: plantedGain(6.9, 7.5, 7.8) },
  ],
  formula: 8,
  best: 8,
  workMore: plantedGain(0.9, 0.95, 1),
  bothMore: plantedGain(3.4, 3.6, 3.8),
  beyond: plantedGain(0.95, 1.03, 1.1),
  digests: [1, 1],
  possible: true,
  withinCapacity: true,
};
const set = { workUs: 200, waitUs: 600 };

describe('the judgement of planted facts', () => {
  test('a plateau at the number of the formula confirms the claim', () => {
    expect(judge(planted, set)).toEqual({ right: 1, claim: 'confirmed' });
    expect(text.figures(planted, set)).toBe(
      'Where the stations only work, 2 bakers gave 1.90x, 16 bakers 1.80x, compared with one. Where they also wait, 2 bakers gave 2.00x, 8 bakers 7.20x, 16 bakers 7.50x. The formula says 2 x (1 + 600 / 200) = 8 bakers.',
    );
  });

  test('an interval from one round, a gain that is too small, and a plateau that is none, confirm nothing', () => {
    expect(judge({ ...planted, bothMore: oneRound(3.6) }, set).claim).toBe('not-confirmed');
    expect(judge({ ...planted, bothMore: plantedGain(1.1, 1.3, 2) }, set)).toEqual({
      right: 1,
      claim: 'not-confirmed',
    });
    expect(judge({ ...planted, workMore: plantedGain(1.1, 1.2, 1.3) }, set).claim).toBe('not-confirmed');
    expect(judge({ ...planted, workMore: oneRound(1) }, set).claim).toBe('not-confirmed');
    expect(judge({ ...planted, bothMore: plantedGain(5.3, 5.6, 6) }, set).claim).toBe('not-confirmed');
    expect(judge({ ...planted, beyond: plantedGain(1.3, 1.4, 1.5) }, set)).toEqual({
      right: 2,
      claim: 'not-confirmed',
    });
  });

  test('threads that cost a part of the gain confirm the claim too: the formula is a limit', () => {
    const costly = { ...planted, workMore: plantedGain(0.6, 0.75, 0.9), bothMore: plantedGain(1.7, 2.1, 2.4) };
    expect(judge(costly, set)).toEqual({ right: 1, claim: 'confirmed' });
  });

  test('where the rounds differ too much to show it, the formula gives the right answer', () => {
    const noisy = { ...planted, bothMore: plantedGain(0.5, 0.9, 2.8), beyond: plantedGain(0.4, 1.3, 2) };
    expect(judge(noisy, set)).toEqual({ right: 1, claim: 'not-confirmed' });
  });

  test('a lost case: more bakers are slower', () => {
    expect(judge({ ...planted, bothMore: plantedGain(0.6, 0.7, 0.8) }, set)).toEqual({
      right: 0,
      claim: 'not-confirmed',
    });
  });

  test('an impossible gain is never confirmed', () => {
    expect(judge({ ...planted, possible: false }, set).claim).toBe('impossible');
    expect(text.doubts({ ...planted, possible: false }, set)).toContain('above the number of bakers');
    expect(judge({ ...planted, withinCapacity: false }, set).claim).toBe('not-confirmed');
  });

  test('without waits, one baker for each processor is right', () => {
    const works = { ...planted, formula: 2, best: 2, bothMore: plantedGain(1, 1, 1), beyond: plantedGain(0.9, 1, 1.1) };
    expect(judge(works, { workUs: 200, waitUs: 0 })).toEqual({ right: 0, claim: 'confirmed' });
    expect(text.reasons(works, { workUs: 200, waitUs: 0 })).not.toContain('Goetz');
  });

  test('a number that the formula says and that is not tried is named', () => {
    const many = { ...planted, cores: 8, formula: 88, best: 64, beyond: null };
    const long = { workUs: 200, waitUs: 2000 };
    expect(text.figures(many, long)).toContain('= 88 bakers, more than the 64 that are tried here.');
    expect(text.reasons(many, long)).not.toContain('Beyond that number');
  });
});
