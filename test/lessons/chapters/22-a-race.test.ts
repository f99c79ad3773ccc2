/** Chapter 22: every setting of its knobs, and its judgement of planted facts. */
import { describe, expect, test } from 'vitest';
import { chapter, type Facts, judge } from '../../../src/lessons/chapters/22-a-race.ts';
import { text } from '../../../src/lessons/texts/en/22-a-race.ts';
import { checkChapter } from '../expectations.ts';

const conditions = {
  least: { total: 2, orders: 924, worst: 2 },
  overdrawn: { wrong: 4, orders: 6 },
  left: { hasty: -1, careful: 0 },
};
const exact = (wanted: number) => ({ wanted, totals: Array.from({ length: 5 }, () => wanted) });

checkChapter(
  chapter,
  [
    { set: {}, facts: { ...conditions, asked: { way: 'plain', each: 100_000 }, other: exact(20_000) } },
    {
      set: { counter: 'own' },
      right: 1,
      claim: 'confirmed',
      facts: { ...conditions, asked: exact(200_000), other: exact(200_000) },
      says: [/false sharing/],
      never: [/were lost/, /data race\. /, /late write/],
    },
    {
      set: { threads: '1' },
      right: 1,
      claim: 'confirmed',
      facts: { ...conditions, asked: exact(200_000), other: exact(20_000) },
      says: [/No other thread writes/],
      never: [/were lost/, /late write/],
    },
    { set: { threads: '8' }, facts: { ...conditions, asked: { each: 25_000 }, other: exact(20_000) } },
  ],
  { mayContain: /Generator<undefined, void, void>/ },
);

const set = { counter: 'shared', threads: 2 } as const;
const asked: Facts['asked'] = { way: 'plain', each: 1000, wanted: 2000, totals: [1500, 2000, 1001], nsEach: [3, 1, 2] };
const other: Facts['other'] = { way: 'atomic', each: 100, wanted: 200, totals: [200, 200, 200], nsEach: [20, 21, 19] };
const facts: Facts = {
  asked,
  other,
  least: { total: 2, orders: 924, worst: 2, trace: [] },
  overdrawn: { wrong: 4, orders: 6 },
  left: { hasty: -1, careful: 0 },
};

describe('the judgement of planted facts', () => {
  test('a loss in some rounds confirms the claim', () => {
    expect(judge(facts, set)).toEqual({ right: 0, claim: 'confirmed' });
    expect(text.figures(facts, set)).toBe(
      'Up to 999 of 2,000 additions were lost, in 2 of 3 rounds. Atomics.add lost none. In the median round, an addition took 2.0 ns plainly, and 20.0 ns with Atomics.add. With takeEgg, two threads take the same egg in 4 of 6 orders; the hasty cooks leave -1.',
    );
  });

  test('no loss at all does not confirm it, and is not explained', () => {
    const lucky: Facts = { ...facts, asked: { ...asked, totals: [2000, 2000] } };
    expect(judge(lucky, set)).toEqual({ right: 1, claim: 'not-confirmed' });
    expect(text.figures(lucky, set)).toMatch(/^No addition was lost in 2 rounds\. /);
    expect(text.doubts(lucky, set)).toContain('hardly ran at the same time');
  });

  test('sums that no machine can produce are impossible', () => {
    const more: Facts = { ...facts, asked: { ...asked, totals: [1500, 2001] } };
    expect(judge(more, set)).toEqual({ right: 2, claim: 'impossible' });
    expect(text.doubts(more, set)).toContain('higher');
    const lost: Facts = { ...facts, other: { ...other, totals: [199] } };
    expect(judge(lost, set).claim).toBe('impossible');
    expect(text.doubts(lost, set)).toContain('no thread can erase');
    expect(text.figures(lost, set)).toContain('Atomics.add lost up to 1');
    expect(judge(facts, { counter: 'shared', threads: 1 }).claim).toBe('impossible');
  });

  test('times are given without a verdict', () => {
    const own = text.figures(facts, { counter: 'own', threads: 2 });
    expect(own).toContain('an addition took 2.0 ns side by side, and 20.0 ns with counters 256 bytes apart.');
    for (const figures of [own, text.figures(facts, set)]) expect(figures).not.toMatch(/times as|clear|faster|slower/);
  });
});
