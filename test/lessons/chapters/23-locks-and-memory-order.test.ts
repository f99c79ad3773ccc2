/** Chapter 23: every setting of its knobs, and its judgement of planted facts. */
import { describe, expect, test } from 'vitest';
import { chapter, type Facts, judge } from '../../../src/lessons/chapters/23-locks-and-memory-order.ts';
import type { Tried } from '../../../src/lessons/explorer/tried.ts';
import { text } from '../../../src/lessons/texts/en/23-locks-and-memory-order.ts';
import { checkChapter } from '../expectations.ts';

const two = {
  unlocked: { orders: 6, wrong: 4, stuck: 0 },
  locked: { orders: 66, wrong: 0, stuck: 0 },
  careless: { orders: 134, wrong: 0, stuck: 12, waiting: ['b sleeps on lock'] },
  dataFirst: { orders: 3, wrong: 0 },
  flagFirst: { orders: 5, wrong: 2 },
  counted: 1000,
  wanted: 1000,
};
const opposite = { orders: 304, wrong: 0, stuck: 12, waiting: ['a sleeps on bowl', 'b sleeps on whisk'] };

checkChapter(chapter, [
  {
    set: {},
    right: 1,
    claim: 'confirmed',
    facts: { ...two, twoLocks: opposite },
    says: [/b reads FREE, falls asleep/, /b finds the whisk HELD, falls asleep/, /and a circular wait/],
    never: [/so nobody holds the bowl/],
  },
  {
    set: { threads: '3' },
    right: 1,
    claim: 'confirmed',
    facts: {
      unlocked: { orders: 90, wrong: 84 },
      locked: { orders: 294_180, wrong: 0, stuck: 0 },
      careless: { orders: 5_214_732, wrong: 0, stuck: 397_086 },
      twoLocks: opposite,
      counted: 1500,
      wanted: 1500,
    },
    says: [/3 real threads/],
  },
  {
    set: { order: 'same' },
    right: 1,
    claim: 'confirmed',
    facts: { ...two, twoLocks: { orders: 98, wrong: 0, stuck: 0 } },
    says: [/no deadlock in any of 98 orders/, /so nobody holds the bowl/],
    never: [/finds the whisk HELD/, /each cook holds one/, /Two locks: \./],
  },
]);

const fine: Tried = { orders: 10, wrong: 0, stuck: 0, stuckTrace: [], waiting: [] };
const wrong: Tried = { ...fine, wrong: 2 };
const stuck: Tried = { ...fine, stuck: 2 };
const facts: Facts = {
  unlocked: wrong,
  locked: fine,
  careless: stuck,
  twoLocks: stuck,
  dataFirst: fine,
  flagFirst: wrong,
  counted: 10,
  wanted: 10,
};
const set = { threads: 2, order: 'opposite' } as const;

describe('the judgement of planted facts', () => {
  test('the lock holds, the careless one does not, and two locks deadlock', () => {
    expect(judge(facts, set)).toEqual({ right: 1, claim: 'confirmed' });
  });

  test.each([
    ['a lock that lets two in', { locked: wrong }],
    ['a lock that gets stuck', { locked: stuck }],
    ['no deadlock', { twoLocks: fine }],
    ['a flag that does not publish', { dataFirst: wrong }],
  ])('not confirmed: %s', (_, planted) => {
    expect(judge({ ...facts, ...planted }, set).claim).toBe('not-confirmed');
  });

  test('the answer comes from what the careless lock did', () => {
    expect(judge({ ...facts, careless: wrong }, set).right).toBe(0);
    expect(judge({ ...facts, careless: fine }, set)).toEqual({ right: 2, claim: 'not-confirmed' });
  });

  test('a lost addition under the lock is impossible', () => {
    const lost = { ...facts, counted: 9 };
    expect(judge(lost, set).claim).toBe('impossible');
    expect(text.doubts(lost, set)).toContain('counted 9, not 10');
  });
});
