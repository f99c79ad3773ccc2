/** Chapter 7: every setting of its knobs, and its judgement of planted times. */
import { expect, test } from 'vitest';
import { chapter, type Facts, judge } from '../../../src/lessons/chapters/07-a-send-is-a-call.ts';
import { text } from '../../../src/lessons/texts/en/07-a-send-is-a-call.ts';
import { checkChapter } from '../expectations.ts';

const [melts, mixes, bakes] = [
  ['butterMelter', 'producer'],
  ['wetMixer', 'butterMelter', 'producer'],
  ['oven', 'wetMixer', 'butterMelter', 'producer'],
];
const always = { stacks: [melts, mixes, bakes], cycle: 'TypeError: Generator is already running', queued: 3 };

checkChapter(chapter, [
  { set: {}, facts: { ...always, stack: bakes }, says: [/The oven works 50 ms/, /bakes the cake, 50 ms of work/] },
  {
    set: { works: 'wetMixer' },
    facts: { ...always, stack: mixes },
    says: [
      /The wet mixer works/,
      /makes the wet mix, 50 ms of work/,
      /wetMixer was on top of the call stack, and below it butterMelter and producer waited/,
    ],
    never: [/[Tt]he oven works?/],
  },
  {
    set: { works: 'butterMelter' },
    facts: { ...always, stack: melts },
    says: [/butterMelter was on top of the call stack, and below it producer waited/],
    never: [/[Tt]he oven works?/],
  },
  { set: { workMs: '5' }, facts: always, says: [/about 5 ms/, /planned to take 5 ms/] },
  { set: { workMs: '100' }, facts: always, says: [/about 100 ms/] },
]);

const oven = { works: 'oven', workMs: 50 } as const;
const work = [50, 51, 49, 50, 52];
/** The facts of a run in which the sends took `share` of the time of the work. */
function planted(share: number, noise: readonly number[] = [1, 1, 1, 1, 1]): Facts {
  const sendMs = work.map((ms, round) => ms * share * (noise[round] ?? 1));
  return {
    stacks: [],
    stack: bakes ?? [],
    cycle: always.cycle,
    queued: 3,
    aloneMs: work,
    sendMs,
    resumeNs: 40,
    systemCallNs: 500,
  };
}

test('a send that takes as long as the work in it confirms the claim', () => {
  expect(judge(planted(1), oven)).toEqual({ right: 1, claim: 'confirmed' });
  expect(judge(planted(1.1), oven)).toEqual({ right: 1, claim: 'confirmed' });
});

test('a send that takes less than the work in it is impossible', () => {
  expect(judge(planted(1 / 3), oven)).toEqual({ right: 0, claim: 'impossible' });
  expect(judge(planted(0.02), oven)).toEqual({ right: 2, claim: 'impossible' });
});

test('a send that takes longer, or now longer and now shorter, confirms nothing', () => {
  expect(judge(planted(1.4), oven)).toEqual({ right: 1, claim: 'not-confirmed' });
  expect(judge(planted(1, [1, 0.7, 1.4, 1, 1]), oven)).toEqual({ right: 1, claim: 'not-confirmed' });
});

test.each([27, 71, 200])('work of %i ms, where 50 were planned, confirms nothing, and the doubts say why', (ms) => {
  const all = work.map(() => ms);
  const facts = { ...planted(1), aloneMs: all, sendMs: all };
  expect(judge(facts, oven)).toEqual({ right: 1, claim: 'not-confirmed' });
  expect(text.doubts(facts, oven)).toContain('did not take the planned 50 ms');
  expect(judge(facts, { ...oven, workMs: ms })).toEqual({ right: 1, claim: 'confirmed' });
});

test('another station on top of the stack, or a cycle that works, confirms nothing', () => {
  expect(judge({ ...planted(1), stack: mixes ?? [] }, oven).claim).toBe('not-confirmed');
  expect(judge({ ...planted(1), cycle: '' }, oven).claim).toBe('not-confirmed');
});

test('the reasons name those who wait, and the figures the cost of a resume', () => {
  const facts = planted(1);
  expect(text.reasons(facts, oven)).toMatch(/the wet mixer, the butter melter and the producer wait for a send/);
  expect(text.reasons(facts, { ...oven, works: 'butterMelter' })).toMatch(/the producer waits for a send/);
  expect(text.figures(facts, oven)).toMatch(/Resuming a coroutine took 40 ns, a system call 500 ns\./);
});
