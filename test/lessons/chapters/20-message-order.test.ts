/** Chapter 20: every setting of its knobs, and facts that were planted. */
import { expect, test } from 'vitest';
import { chapter, type Facts, judge } from '../../../src/lessons/chapters/20-message-order.ts';
import { checkChapter } from '../expectations.ts';

/** A turn of the loop may be heard one look later, and either port may be served first. */
const EARLY = { same: 10_000, poll: 64, flag: 64, terminate: 0 };
const SENT = ['A1', 'B1', 'A2', 'B2', 'A3', 'B3', 'A4', 'B4', 'A5', 'B5'];

checkChapter(
  chapter,
  [
    {
      set: {},
      right: 1,
      claim: 'confirmed',
      facts: { cracked: EARLY, sent: SENT, inOrder: true, perTurn: { waiting: 10_000, refilled: 1000 } },
      says: [/all 10,000 messages that waited/, /every 64 eggs/],
    },
    {
      set: { looks: '1' },
      right: 1,
      claim: 'confirmed',
      facts: { cracked: { same: 10_000, poll: 1, flag: 1 } },
      says: [/after every egg/],
      never: [/\b1 eggs/, /every 1 /],
    },
    {
      set: { looks: '1000' },
      right: 1,
      claim: 'confirmed',
      facts: { cracked: { same: 10_000, poll: 1000, flag: 1000 } },
      says: [/every 1,000 eggs/],
    },
    { set: { eggs: '5000' }, right: 1, claim: 'confirmed', facts: { cracked: { ...EARLY, same: 5000 } } },
    {
      set: { eggs: '50000' },
      right: 1,
      claim: 'confirmed',
      facts: { cracked: { ...EARLY, same: 50_000 } },
      says: [/all 50,000/],
    },
  ],
  { mayContain: /!== undefined/ },
);

const FACTS: Facts = {
  cracked: { same: 10_000, own: 0, poll: 64, turn: 64, flag: 64, terminate: 0 },
  sent: SENT,
  received: SENT,
  inOrder: true,
  perTurn: { waiting: 10_000, refilled: 1000 },
};
const SET = { eggs: 10_000, looks: 64 };
const cracked = (others: Partial<Facts['cracked']>): Facts => {
  return { ...FACTS, cracked: { ...FACTS.cracked, ...others } };
};

test('the event of another port may come before or after all eggs, but not in between', () => {
  for (const [own, claim] of [
    [0, 'confirmed'],
    [10_000, 'confirmed'],
    [5000, 'not-confirmed'],
  ] as const)
    expect(judge(cracked({ own }), SET)).toEqual({ right: 1, claim });
});

test('a stop that overtakes the eggs on its own port is another answer, and confirms nothing', () => {
  expect(judge(cracked({ same: 0 }), SET)).toEqual({ right: 0, claim: 'not-confirmed' });
  expect(judge(cracked({ same: 70 }), SET)).toEqual({ right: 2, claim: 'not-confirmed' });
});

test('a thread that looks and does not stop confirms nothing', () => {
  for (const late of [{ poll: 10_000 }, { flag: 65 }, { turn: 10_000 }, { terminate: 10_000 }])
    expect(judge(cracked(late), SET).claim).toBe('not-confirmed');
});
