/** Chapter 12: every setting of its knobs, and its judgement of planted facts. */
import { expect, test } from 'vitest';
import {
  chapter,
  type Facts,
  judge,
  melterThreads,
} from '../../../src/lessons/chapters/12-the-same-line-on-threads.ts';
import { checkChapter } from '../expectations.ts';

const kept = { perChannel: 1, contents: 1, repeatable: true };
const equal = { ...kept, accounts: 1 };
const runsOf = (cakes: number) => Array(4).fill({ cakes, spoiled: 0, left: 0, steps: 13 * cakes });
const SPOILED = /spoiled/i;

checkChapter(chapter, [
  { set: {}, facts: { ...equal, runs: runsOf(40) }, says: [/order of 40 cakes/], never: [SPOILED] },
  { set: { cakes: '10' }, facts: { ...equal, runs: runsOf(10) }, says: [/order of 10 cakes/], never: [SPOILED] },
  { set: { cakes: '100' }, facts: { ...equal, runs: runsOf(100) }, says: [/order of 100 cakes/], never: [SPOILED] },
  { set: { channel: 'ring' }, facts: { ...equal, runs: runsOf(40) }, says: [/threads \(ring\)/], never: [SPOILED] },
  {
    set: { oven: 'first-come' },
    facts: { ...kept, runs: runsOf(40).map(({ spoiled: _, ...run }) => run) },
    says: [
      /the first two mixes that come/,
      /Spoiled cakes/,
      /not of what is in the cakes/,
      /Equal digests do not mean equal cakes/,
    ],
    never: [/equal cakes are no law/i],
  },
]);

test('the same melter runs on the thread that resumes it', async () => {
  const { called, messaged } = await melterThreads();
  expect(messaged).toBeGreaterThan(called);
});

const facts: Facts = { melter: { called: 0, messaged: 1 }, runs: [], accounts: 1, orders: 3, ...kept };

test.each([
  ['equal cakes in several orders', 'counts', {}, 0, 'confirmed'],
  ['one order for all', 'counts', { orders: 1 }, 1, 'not-confirmed'],
  ['other cakes although the oven counts', 'counts', { accounts: 2 }, 2, 'not-confirmed'],
  ['a channel that mixes up its order', 'counts', { perChannel: 2 }, 0, 'not-confirmed'],
  ['an ingredient that goes astray', 'counts', { contents: 2 }, 0, 'not-confirmed'],
  ['one thread that does not repeat itself', 'counts', { repeatable: false }, 0, 'not-confirmed'],
  ['cakes that depend on the order', 'first-come', { accounts: 3 }, 2, 'confirmed'],
  ['cakes that happen to be equal', 'first-come', {}, 0, 'not-confirmed'],
] as const)('%s', (_, oven, changed, right, claim) => {
  expect(judge({ ...facts, ...changed }, { cakes: 40, channel: 'port', oven })).toEqual({ right, claim });
});
