/** Chapter 15: every setting of its knobs, its judgement, and structured clone. */
import { describe, expect, test } from 'vitest';
import { chapter, type Facts, judge } from '../../../src/lessons/chapters/15-clone-transfer-share.ts';
import { clones } from '../../../src/lessons/props/trays/clones.ts';
import { checkChapter } from '../expectations.ts';

const allArrive = {
  right: 1,
  claim: 'confirmed',
  facts: {
    ours: { cloned: 7, transferred: undefined, shared: 7 },
    theirs: { cloned: 6, transferred: 6, shared: 7 },
    refused: [],
    leftBytes: 0,
  },
  says: [/The clone is an object of its own/],
  never: [/clearly/, /postMessage threw/, /A function cannot be cloned\./, /that also holds a function/],
} as const;

const oneIsRefused = {
  set: { inside: 'function' },
  right: 3,
  claim: 'confirmed',
  facts: {
    ours: { cloned: 7, transferred: undefined, shared: 7 },
    theirs: { cloned: undefined, transferred: 6, shared: 7 },
    refused: ['DataCloneError'],
    leftBytes: 0,
  },
  says: [
    /On our side, postMessage threw DataCloneError\./,
    /A function cannot be cloned/,
    /that also holds a function/,
  ],
  never: [/The clone is an object of its own/],
} as const;

checkChapter(chapter, [
  { set: {}, ...allArrive },
  oneIsRefused,
  { set: { kib: '1' }, ...allArrive },
  { set: { kib: '4096' }, ...allArrive },
]);

test('structured clone keeps a Map, a Date and a cycle, drops methods, and refuses a function', () => {
  expect(clones()).toEqual([
    { special: 'map', fate: 'kept' },
    { special: 'date', fate: 'kept' },
    { special: 'cycle', fate: 'kept' },
    { special: 'method', fate: 'dropped' },
    { special: 'function', fate: 'refused' },
  ]);
});

describe('the judgement', () => {
  const facts: Facts = {
    ours: { cloned: 7, transferred: undefined, shared: 7 },
    theirs: { cloned: 6, transferred: 6, shared: 7 },
    refused: [],
    leftBytes: 0,
    clones: [],
    tripUs: { cloned: 500, transferred: 50, shared: 50 },
  };
  const judged = (changes: Partial<Facts>, inside: 'eggs' | 'function' = 'eggs') =>
    judge({ ...facts, ...changes }, { inside, kib: 1 });

  test('6, 6, 7 confirms the claim, and a refused tray confirms that of a tray with a function', () => {
    expect(judged({})).toEqual({ right: 1, claim: 'confirmed' });
    const refused = { theirs: { ...facts.theirs, cloned: undefined }, refused: ['DataCloneError'] };
    expect(judged(refused, 'function')).toEqual({ right: 3, claim: 'confirmed' });
    expect(judged(refused)).toEqual({ right: 3, claim: 'not-confirmed' });
  });

  test('anything else does not confirm it, but is the right answer', () => {
    expect(judged({ theirs: { cloned: 7, transferred: 7, shared: 7 } })).toEqual({ right: 0, claim: 'not-confirmed' });
    expect(judged({ theirs: { cloned: 6, transferred: 6, shared: 6 } })).toEqual({ right: 2, claim: 'not-confirmed' });
    expect(judged({ leftBytes: 4 }).claim).toBe('not-confirmed');
    expect(judged({}, 'function').claim).toBe('not-confirmed');
  });
});
