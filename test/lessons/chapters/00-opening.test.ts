/** Chapter 0: every setting of its knob, and its judgement. */
import { describe, expect, test } from 'vitest';
import { chapter, judge } from '../../../src/lessons/chapters/00-opening.ts';
import { checkChapter } from '../expectations.ts';

const orders = { inOneGo: ['Ann 1', 'Ann 2', 'Ben 1', 'Ben 2'], inTurn: ['Ann 1', 'Ben 1', 'Ann 2', 'Ben 2'] };
const way = { cakes: 6, digest: 'aadd2df9' };
const here = { ...way, isHere: true, mostAtWork: 1 };
const on = (threads: number) => ({
  ...way,
  isHere: false,
  ids: Array.from({ length: threads }, () => expect.any(Number)),
});
const confirmed = { right: 1, claim: 'confirmed' } as const;

checkChapter(chapter, [
  {
    set: {},
    ...confirmed,
    facts: { ...orders, coroutines: 5, ways: [here, on(2), on(5)] },
    says: [/by twoCakes Ann 1, Ann 2, Ben 1, Ben 2/, /2 threads/, /a thread each/, /in 3 ways/],
    never: [/not equal/],
  },
  {
    set: { threads: '1' },
    ...confirmed,
    facts: { ...orders, ways: [here, on(1), on(5)] },
    says: [/another thread/],
    never: [/\b1 threads/],
  },
  {
    set: { threads: '3' },
    ...confirmed,
    facts: { ways: [here, on(3), on(5)] },
    says: [/On 3 threads, with the \d+ logical processors? of this machine, at most [123] of them can run/],
  },
  { set: { threads: '5' }, ...confirmed, facts: { ways: [here, on(5)] }, says: [/in 2 ways/] },
]);

describe('the judgement of planted facts', () => {
  const ways = [
    { ...here, ids: [0] },
    { ...way, isHere: false, ids: [1, 2], mostAtWork: 2 },
    { ...way, isHere: false, ids: [3, 4, 5, 6, 7], mostAtWork: 1 },
  ];
  const facts = { ...orders, processors: 64, coroutines: 5, ways };

  test('is that one coroutine runs at a time on one thread', () => {
    expect(judge(facts, { threads: 2 })).toEqual(confirmed);
    expect(judge({ ...facts, processors: 1 }, { threads: 2 })).toEqual(confirmed);
  });

  test.each([
    ['other cakes', ways.map((one, i) => (i === 1 ? { ...one, digest: '00000000' } : one))],
    ['too few threads', ways.map((one) => ({ ...one, ids: [0] }))],
    ['a run that is missing', ways.slice(0, 2)],
    ['five at work on one thread', ways.map((one) => ({ ...one, mostAtWork: 5 }))],
  ])('is not confirmed by %s', (_, planted) => {
    expect(judge({ ...facts, ways: planted }, { threads: 2 }).claim).toBe('not-confirmed');
  });
});
