/** Chapter 28: every setting of its knobs, its judgement of planted facts, and an audience that kills. */
import { setImmediate as yieldToLoop } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { type Baked, chapter, type Facts, judge } from '../../../src/lessons/chapters/28-exactly-once.ts';
import { ENTER } from '../../../src/lessons/player/keys.ts';
import { text } from '../../../src/lessons/texts/en/28-exactly-once.ts';
import { checkChapter } from '../expectations.ts';
import { played } from '../played.ts';

const exact = { promised: 'exactly-once', sent: 600, taken: 600, made: 300, cakes: 300 } as const;
const doubled = { promised: 'at-least-once', sent: 600, taken: 600, made: 300 } as const;
const lost = { promised: 'at-most-once', sent: 600 } as const;
const baked = [lost, doubled, exact];
const FALSE = [/\b1 cakes/, /\b1 times/, /\b0 too/, /bug/];

// How many cakes the weaker promises lose or double is a matter of the moment, so that the claim is not asserted.
checkChapter(chapter, [
  {
    set: {},
    facts: { baked, ordered: 300, byHand: { promised: 'exactly-once' } },
    says: [/exactly once all 300\./, /at most once \d+, \d+ too few;/, /and so many arrived\./],
    never: FALSE,
  },
  {
    // Nothing has been sent yet.
    set: { kill: '1' },
    right: 1,
    claim: 'confirmed',
    facts: { baked: [lost, { ...doubled, cakes: 300 }, exact] },
    says: [/at least once 300, so none came twice this time/, /In the first cake nothing has been sent yet/],
    never: FALSE,
  },
  { set: { kill: '300' }, facts: { baked }, never: FALSE },
  { set: { workUs: '1' }, facts: { baked }, never: FALSE },
  { set: { workUs: '1000' }, facts: { baked }, never: FALSE },
  {
    set: { promise: 'at-least-once' },
    facts: { baked, byHand: { promised: 'at-least-once' } },
    says: [/in a line that promises at least once/],
    never: FALSE,
  },
  {
    set: { promise: 'at-most-once' },
    facts: { baked, byHand: { promised: 'at-most-once' } },
    says: [/in a line that promises at most once/],
    never: FALSE,
  },
]);

const byHand: Facts['byHand'] = {
  promised: 'exactly-once',
  cakes: 1000,
  expected: 1000,
  kills: 3,
  restarts: 3,
  lastMs: 48,
};

const set = { kill: 150, workUs: 20, promise: 'exactly-once' } as const;

function planted(most: number, least: number, once: number, hand: Partial<Facts['byHand']> = {}): Facts {
  const runs: Baked[] = [
    { ...lost, taken: 600, made: most, cakes: most },
    { ...doubled, cakes: least },
    { ...exact, cakes: once },
  ];
  return { baked: runs, ordered: 300, byHand: { ...byHand, ...hand } };
}

test('fewer at most once, more at least once, and the order exactly once confirm the claim', () => {
  expect(judge(planted(296, 303, 300), set)).toEqual({ right: 2, claim: 'confirmed' });
});

test.each([
  ['a run in which nothing came twice', planted(296, 300, 300), 1],
  ['a run in which nothing was lost or doubled', planted(300, 300, 300), 0],
  ['exactly once with a cake too few', planted(296, 303, 299), 3],
  ['exactly once with a cake too many', planted(296, 303, 301), 3],
  ['at most once with a cake too many', planted(301, 303, 300), 2],
  ['at least once with a cake too few', planted(296, 299, 300), 2],
  ['a cake that is missing after kills by hand', planted(296, 303, 300, { cakes: 999 }), 2],
])('%s does not', (_, facts, right) => {
  expect(judge(facts, set)).toEqual({ right, claim: 'not-confirmed' });
});

test('a weaker promise is kept by hand, too', () => {
  for (const [promised, cakes] of [
    ['at-most-once', 990],
    ['at-least-once', 1010],
  ] as const)
    expect(judge(planted(296, 303, 300, { promised, cakes }), set).claim).toBe('confirmed');
  expect(judge(planted(296, 303, 300, { promised: 'at-most-once', cakes: 1001 }), set).claim).toBe('not-confirmed');
});

test('where no cake can be doubled, that none is confirms the claim', () => {
  for (const other of [
    { ...set, kill: 1 },
    { ...set, workUs: 1000 },
  ]) {
    expect(judge(planted(299, 300, 300), other)).toEqual({ right: 1, claim: 'confirmed' });
    expect(judge(planted(299, 301, 300), other).claim).toBe('not-confirmed');
    expect(text.reasons(planted(299, 300, 300), other)).toMatch(/In the first cake|by itself/);
  }
});

test('the doubts tell chance from a broken promise', () => {
  expect(text.doubts(planted(296, 300, 300), set)).toContain('just after a commit');
  expect(text.doubts(planted(296, 303, 299), set)).toContain('a bug');
  expect(text.doubts(planted(296, 303, 300, { cakes: 999 }), set)).toContain('a bug');
  expect(text.figures(planted(296, 303, 300, { kills: 0, cakes: 1, expected: 1 }), set)).toContain(
    'Then the oven was not killed in a line that promises exactly once: there were ingredients for 1 cake, and so many arrived.',
  );
});

test('an audience kills the oven with k until another thread has taken its place, and ends with Enter', async () => {
  const prompts: string[] = [];
  const { outcome } = await played(
    chapter,
    {},
    {
      async key(prompt, offered) {
        expect(offered).toEqual(['k', ENTER]);
        await yieldToLoop();
        prompts.push(prompt());
        return /[1-9]\d* restarted/.test(prompt()) ? ENTER : 'k';
      },
    },
  );
  expect(prompts[0]).toMatch(/ 0 killed, 0 restarted\. k: kill the oven; Enter: end/);
  expect(prompts.at(-1)).toMatch(/ [1-9]\d* killed, [1-9]\d* restarted, the last within \d|restarted\./);
  expect(outcome.facts).toMatchObject({ baked: [lost, doubled, exact], byHand: { promised: 'exactly-once' } });
  expect(outcome.figures).toContain('and so many arrived.');
});
