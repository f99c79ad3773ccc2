/** Chapter 2: every setting of its knobs, and its judgement. */
import { describe, expect, test } from 'vitest';
import { chapter, judge } from '../../../src/lessons/chapters/02-generators.ts';
import { checkChapter } from '../expectations.ts';

const egg = { value: '🥚', done: false };
const end = { value: undefined, done: true };
const lid = { value: 'the lid', done: true };
const seen = ['🥚', '🥚'];
const confirmed = { right: 0, claim: 'confirmed' } as const;
/** Up to the second egg. */
const eggs = ['made', 'next', 'opened', egg, 'next', egg] as const;

checkChapter(
  chapter,
  [
    {
      set: {},
      ...confirmed,
      facts: { steps: [...eggs, 'next', 'empty', end, 'next', end], seen, lidIn: null, hundred: 100 },
      says: [
        /const box = carton\(say\) box\.next\(\), call 1 inside: the carton is opened it returns \{ value: '🥚', done: false \}/,
        /call 3 inside: the carton is empty it returns \{ value: undefined, done: true \}/,
        /100 calls: 100 eggs/,
        /first line during call 1 of next\(\)/,
      ],
      never: [/returns the lid/, /returned value/],
    },
    {
      set: { lid: 'yes' },
      ...confirmed,
      facts: { steps: [...eggs, 'next', 'empty', lid, 'next', end], seen, lidIn: 3 },
      says: [/Call 3 returns the lid/, /StopIteration\.value/],
    },
    { set: { calls: '1' }, ...confirmed, facts: { steps: ['made', 'next', 'opened', egg], lidIn: null } },
    {
      set: { calls: '8' },
      ...confirmed,
      facts: { steps: [...eggs, 'next', 'empty', end, ...[1, 2, 3, 4, 5].flatMap(() => ['next', end])] },
    },
    { set: { calls: '2', lid: 'yes' }, ...confirmed, facts: { lidIn: null }, never: [/Call \d returns the lid/] },
  ],
  { mayContain: /the value undefined|dem Wert undefined|value: undefined, done: true/ },
);

describe('the judgement of planted facts', () => {
  const facts = { steps: ['made', 'next', 'opened', egg], seen, lidIn: null, hundred: 100 } as const;

  test('counts what the call alone printed', () => {
    expect(judge(facts, { lid: 'no', calls: 1 })).toEqual(confirmed);
    const eager = { ...facts, steps: ['made', 'opened', 'next', egg] } as const;
    expect(judge(eager, { lid: 'no', calls: 1 })).toEqual({ right: 1, claim: 'not-confirmed' });
  });

  test('is not confirmed by a lid at another call, or by an end of the endless eggs', () => {
    expect(judge({ ...facts, lidIn: 2 }, { lid: 'yes', calls: 4 }).claim).toBe('not-confirmed');
    expect(judge({ ...facts, hundred: 99 }, { lid: 'no', calls: 4 }).claim).toBe('not-confirmed');
  });
});
