/** Chapter 26: every setting of its knobs, and its judgement of planted facts. */
import { describe, expect, test } from 'vitest';
import { chapter, type Facts, judge } from '../../../src/lessons/chapters/26-actors-csp-and-kahn.ts';
import type { Baked } from '../../../src/lessons/explorer/channels.ts';
import { checkChapter } from '../expectations.ts';

const IN_ORDER = [['🌾1🥚1', '🌾2🥚2', '🌾3🥚3']];
const STORED = [['🌾🥚', '🌾🥚', '🌾🥚']];
const anyOf = (count: number) => ({ stuck: 0, results: Array.from({ length: count }, () => ({})) });
const usual = {
  inTurn: { stuck: 0, results: IN_ORDER },
  selects: anyOf(7),
  firstCome: anyOf(7),
  stores: { stuck: 0, results: STORED },
};

checkChapter(chapter, [
  {
    set: {},
    right: 0,
    claim: 'confirmed',
    facts: { ...usual, inTurn: { orders: 3040, results: IN_ORDER }, firstCome: { orders: 2560 } },
    says: [/they merge/, /1 result in 3,040 orders/],
    never: [/only one cake/],
  },
  {
    set: { cakes: '1' },
    right: 2,
    claim: 'confirmed',
    facts: { selects: { results: [['🌾1🥚1']] }, firstCome: { results: [['🌾1🥚1']] } },
    says: [/allow only one cake/, /send an egg/],
    never: [/they merge/, /in another/, /\b1 eggs/],
  },
  { set: { room: '0' }, right: 0, claim: 'confirmed', facts: usual, says: [/waits until its item is taken/] },
  { set: { room: '3' }, right: 0, claim: 'confirmed', facts: usual, says: [/A channel holds 3/] },
  { set: { cakes: '2' }, right: 0, claim: 'confirmed', facts: { selects: anyOf(3), firstCome: anyOf(3) } },
]);

const one: Baked = { orders: 10, stuck: 0, results: [['a']] };
const two: Baked = { ...one, results: [['a'], ['b']] };
const facts: Facts = { inTurn: one, selects: two, firstCome: two, stores: one };
const set = { cakes: 2, room: 1 };

describe('the judgement of planted facts', () => {
  test('one result where the order of channels is fixed, several where it is not', () => {
    expect(judge(facts, set)).toEqual({ right: 0, claim: 'confirmed' });
  });

  test('the answer comes from the results', () => {
    expect(judge({ ...facts, selects: one }, set)).toEqual({ right: 1, claim: 'not-confirmed' });
    expect(judge({ ...facts, selects: one, firstCome: one }, set)).toEqual({ right: 2, claim: 'not-confirmed' });
    expect(judge({ ...facts, selects: one, firstCome: one }, { ...set, cakes: 1 })).toEqual({
      right: 2,
      claim: 'confirmed',
    });
  });

  test.each([
    ['a second result of inTurn', { inTurn: two }],
    ['a second result of stores', { stores: two }],
    ['an order that gets stuck', { firstCome: { ...two, stuck: 1 } }],
  ])('not confirmed: %s', (_, planted) => {
    expect(judge({ ...facts, ...planted }, set).claim).toBe('not-confirmed');
  });
});
