/** Chapter 24: every setting of its knobs, and an audience that schedules. */
import { describe, expect, test } from 'vitest';
import { chapter, judge } from '../../../src/lessons/chapters/24-you-are-the-scheduler.ts';
import { ENTER } from '../../../src/lessons/player/keys.ts';
import { checkChapter } from '../expectations.ts';
import { played } from '../played.ts';

checkChapter(chapter, [
  {
    set: {},
    right: 2,
    claim: 'confirmed',
    facts: {
      byHand: { order: 'ababab', total: 1 },
      orders: 20,
      wrong: 18,
      totals: [
        { total: 1, orders: 18 },
        { total: 2, orders: 2 },
      ],
    },
    says: [/All 20 orders are covered: 18 of them are wrong/, /wrong; 2 are right\./],
  },
  {
    set: { threads: '1' },
    right: 0,
    claim: 'confirmed',
    facts: { byHand: { order: 'aaa', total: 1 }, orders: 1, wrong: 0 },
    says: [/only one order, and it is right/],
    never: [/lost/, /\b1 threads/],
  },
  {
    set: { threads: '3' },
    right: 2,
    claim: 'confirmed',
    facts: { byHand: { order: 'abcabcabc', total: 1 }, orders: 1680, wrong: 1674 },
    says: [/wrong; 6 are right\./],
  },
  {
    set: { additions: '2' },
    right: 2,
    claim: 'confirmed',
    facts: { orders: 924, wrong: 918, totals: [{ total: 2 }, { total: 3 }, { total: 4, orders: 6 }] },
  },
  { set: { additions: '3' }, right: 2, claim: 'confirmed', facts: { orders: 48_620, wrong: 48_600 } },
  {
    set: { addition: 'atomic' },
    right: 0,
    claim: 'confirmed',
    facts: { byHand: { order: 'ab', total: 2 }, orders: 2, wrong: 0, totals: [{ total: 2, orders: 2 }] },
    says: [/none of them is wrong/],
    never: [/an update is lost/],
  },
  // By the formula: the orders are 18! / (6!)^3, the right ones 6! / (2!)^3.
  {
    set: { threads: '3', additions: '2' },
    right: 2,
    claim: 'confirmed',
    facts: { orders: 17_153_136, wrong: 17_153_046 },
    says: [/wrong; 90 are right\./],
  },
]);

describe('an audience that schedules', () => {
  const byKeys = async (typed: readonly string[]) => {
    const keys = [...typed];
    const asked: string[][] = [];
    const seen = await played(
      chapter,
      {},
      {
        async key(_, offered) {
          asked.push([...offered]);
          return keys.shift() ?? null;
        },
      },
    );
    return { ...seen, asked };
  };

  test('picks each step, and takes steps back', async () => {
    const { outcome, run, asked } = await byKeys(['a', 'b', 'u', 'a', 'a', 'b', 'b', 'b', ENTER]);
    expect(outcome.facts).toMatchObject({ byHand: { order: 'aaabbb', total: 2 }, wrong: 18 });
    expect(run).toContain('The total is 2, and 2 is right.');
    expect(run).toMatch(/undo +0 +0 +-\n/);
    expect([asked[0], asked[5], asked.at(-1)]).toEqual([
      ['a', 'b', 'u', ENTER],
      ['b', 'u', ENTER],
      ['u', ENTER],
    ]);
  });

  test('can let the threads take turns to the end', async () => {
    const { outcome, asked } = await byKeys(['u', 'b', 'b', ENTER]);
    expect(outcome.facts).toMatchObject({ byHand: { order: 'bbabaa', total: 1 } });
    expect(asked.length).toBe(4);
  });
});

test('exactly half counts as half or more', () => {
  const facts = { byHand: { order: '', total: 0 }, totals: [] };
  const set = { threads: 2, additions: 1, addition: 'plain' } as const;
  expect(judge({ ...facts, orders: 20, wrong: 10 }, set)).toEqual({ right: 2, claim: 'confirmed' });
  expect(judge({ ...facts, orders: 20, wrong: 9 }, set)).toEqual({ right: 1, claim: 'confirmed' });
  expect(judge({ ...facts, orders: 20, wrong: 0 }, set)).toEqual({ right: 0, claim: 'not-confirmed' });
});
