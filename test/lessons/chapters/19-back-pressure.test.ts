/** Chapter 19: every setting of its knobs, and facts that were planted. */
import { expect, test } from 'vitest';
import { type BeltFacts, chapter, judge } from '../../../src/lessons/chapters/19-back-pressure.ts';
import { checkChapter } from '../expectations.ts';

const GROWS = [/grows by|absorbs a burst/];
const EQUAL = [/rates are equal/];
const ONE_OF_MANY = [/\b1 (eggs|turns)\b/];

checkChapter(chapter, [
  {
    set: {},
    right: 1,
    claim: 'confirmed',
    facts: {
      turns: 500,
      endless: { laid: 5000, used: 500, none: 0, heldBack: 0, most: 4501, left: 4500, waited: 450 },
      bounded: { used: 500, none: 0, most: 63 },
    },
    says: [
      /grows by 9 eggs each turn/,
      /hens ─\[■{24}…─> oven 4,500/,
      /4,500 eggs were left on the endless belt/,
      /for at most 64 turns/,
    ],
    never: [...EQUAL, ...ONE_OF_MANY],
  },
  {
    set: { laid: '1' },
    right: 0,
    claim: 'confirmed',
    facts: {
      endless: { laid: 500, used: 500, none: 0, most: 1, left: 0, waited: 0 },
      bounded: { laid: 500, used: 500, none: 0, heldBack: 0, most: 1, left: 0, waited: 0 },
    },
    says: [/rates are equal/, /at most 1 egg, the bounded one at most 1 egg/],
    never: [...GROWS, ...ONE_OF_MANY],
  },
  {
    set: { laid: '100' },
    right: 1,
    claim: 'confirmed',
    facts: { endless: { laid: 50_000, left: 49_500, waited: 495 }, bounded: { used: 500, none: 0, most: 64 } },
    never: [...EQUAL, ...ONE_OF_MANY],
  },
  {
    set: { capacity: '1' },
    right: 1,
    claim: 'confirmed',
    facts: { bounded: { laid: 500, used: 500, none: 0, heldBack: 4500, most: 1, left: 0, waited: 0 } },
    says: [/holds 1 egg,/, /at most 1 turn\./],
    never: [...EQUAL, ...ONE_OF_MANY],
  },
  {
    set: { capacity: '1000' },
    right: 1,
    claim: 'confirmed',
    facts: { bounded: { used: 500, none: 0, most: 976 } },
    never: [...EQUAL, ...ONE_OF_MANY],
  },
  // The bounded belt does not fill up.
  {
    set: { laid: '2', capacity: '1000' },
    right: 0,
    claim: 'confirmed',
    facts: { endless: { left: 500 }, bounded: { heldBack: 0, left: 500 } },
    says: [/too few to fill/, /grow by 1 egg each turn/],
    never: [...EQUAL, ...ONE_OF_MANY, /stops at/],
  },
  { set: { laid: '1', capacity: '1' }, right: 0, claim: 'confirmed', says: EQUAL, never: GROWS },
]);

const BELT: BeltFacts = {
  laid: 5000,
  used: 500,
  none: 0,
  heldBack: 0,
  most: 4501,
  left: 4500,
  waited: 450,
  megabytes: 0,
};
const FULL: BeltFacts = { ...BELT, laid: 560, heldBack: 4440, most: 64, left: 60, waited: 57 };
const SET = { laid: 10, capacity: 64 };

test('an oven that found no egg behind the bounded belt is another answer, and confirms nothing', () => {
  expect(judge({ turns: 500, endless: BELT, bounded: FULL }, SET)).toEqual({ right: 1, claim: 'confirmed' });
  const starved = { ...FULL, used: 499, none: 1 };
  expect(judge({ turns: 500, endless: BELT, bounded: starved }, SET)).toEqual({ right: 2, claim: 'not-confirmed' });
});

test('a belt that holds more than its capacity, or that loses an egg, confirms nothing', () => {
  for (const [endless, bounded] of [
    [BELT, { ...FULL, most: 65 }],
    [{ ...BELT, left: 4499 }, FULL],
  ] as const)
    expect(judge({ turns: 500, endless, bounded }, SET).claim).toBe('not-confirmed');
});
