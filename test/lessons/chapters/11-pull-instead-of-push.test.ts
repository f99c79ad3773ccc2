/** Chapter 11: every setting of its knobs, and its judgement of planted facts. */
import { expect, test } from 'vitest';
import { chapter, judge } from '../../../src/lessons/chapters/11-pull-instead-of-push.ts';
import { checkChapter } from '../expectations.ts';

const all = (eggs: number) => ({ laid: eggs, baked: eggs });
const PILES_UP = /does not ask whether the baker is ready/;
const right = 2;
const claim = 'confirmed';

checkChapter(chapter, [
  {
    set: {},
    right,
    claim,
    facts: {
      push: { ...all(100), mostWaiting: 67, turns: 301 },
      stream: { ...all(100), mostWaiting: 16, turns: 301 },
      pull: { ...all(100), mostWaiting: 1, turns: 400 },
    },
    says: [PILES_UP, /highWaterMark of 16/],
  },
  {
    set: { bakerTurns: '1' },
    right,
    claim,
    facts: { push: { mostWaiting: 1, turns: 101 }, pull: { mostWaiting: 1, turns: 200 } },
    says: [/as fast as the hens/],
    never: [PILES_UP],
  },
  {
    set: { bakerTurns: '10' },
    right,
    claim,
    facts: { push: { mostWaiting: 90 }, stream: { mostWaiting: 16 }, pull: { mostWaiting: 1, turns: 1100 } },
    says: [PILES_UP],
  },
  {
    set: { eggs: '10' },
    right,
    claim,
    facts: { push: { ...all(10), mostWaiting: 7 }, pull: { ...all(10), mostWaiting: 1 } },
    says: [/pulls 10 eggs/],
  },
  { set: { eggs: '500' }, right, claim, facts: { push: { ...all(500), mostWaiting: 333 }, pull: { mostWaiting: 1 } } },
  { set: { highWaterMark: '1' }, right, claim, facts: { stream: { mostWaiting: 1 } }, never: [/of 16/] },
  { set: { highWaterMark: '64' }, right, claim, facts: { stream: { mostWaiting: 64 } }, never: [/of 16/] },
]);

const counts = (mostWaiting: number, baked = 100) => ({ laid: 100, baked, mostWaiting, turns: 300 });
const set = { eggs: 100, bakerTurns: 3, highWaterMark: 16 };

test.each([
  ['one egg more than the stream has room for', counts(67), counts(17), counts(1), 2, 'confirmed'],
  ['a stream without a limit', counts(67), counts(60), counts(1), 2, 'not-confirmed'],
  ['a generator that runs ahead', counts(67), counts(16), counts(2), 0, 'not-confirmed'],
  ['events that do not pile up', counts(3), counts(16), counts(1), 2, 'not-confirmed'],
  ['an egg that is lost', counts(67, 99), counts(16), counts(1), 2, 'not-confirmed'],
] as const)('%s', (_, push, stream, pull, index, verdict) => {
  expect(judge({ push, stream, pull }, set)).toEqual({ right: index, claim: verdict });
});
