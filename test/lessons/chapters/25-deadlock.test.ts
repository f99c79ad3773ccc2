/** Chapter 25: every setting of its knobs, facts that were planted, and all cycles of cooks. */
import { expect, test } from 'vitest';
import { awaited, chapter, type Facts, judge } from '../../../src/lessons/chapters/25-deadlock.ts';
import { cycleFrom, type Ending, type Habit, shift } from '../../../src/lessons/props/cycles/cycle-of-cooks.ts';
import { checkChapter } from '../expectations.ts';

const REPORT = { report: expect.stringContaining('deadlock') };
const STUCK = { ending: { kind: 'stuck' }, rounds: 50, ...REPORT };
const DONE = { ending: { kind: 'done' }, rounds: 50, cycle: [], cures: [], ...REPORT };
const CURED = [
  { cure: 'take-meanwhile', kind: 'done' },
  { cure: 'icer-takes-first', kind: 'done' },
  { cure: 'longer-belts', kind: 'done' },
];
const SAYS_STUCK = [/Nothing moved any more/, /circular wait/, /All four conditions hold/];
const SAYS_DONE = [/All 50 rounds were done/, /rounds are done/];
const NEVER_STUCK = [/Nothing moved/, /nothing moves any more/, /conditions hold/, /what breaks it/];
const NEVER_DONE = [/All 50 rounds were done/, /are enough/, /the icer takes trays/];

checkChapter(chapter, [
  {
    set: {},
    right: 2,
    claim: 'confirmed',
    facts: { ...STUCK, cycle: ['baker', 'icer'], cures: CURED },
    says: [...SAYS_STUCK, /baker -> icer -> baker: a cycle/, /baker ─\[■\]─> icer 1 of 1/, /Belts for 2 help here/],
    never: NEVER_DONE,
  },
  {
    set: { order: 'icer-takes-first' },
    right: 1,
    claim: 'confirmed',
    facts: DONE,
    says: [...SAYS_DONE, /only the icer takes first/, /the icer takes trays/],
    never: NEVER_STUCK,
  },
  {
    set: { order: 'all-take-first' },
    right: 2,
    claim: 'confirmed',
    facts: { ...STUCK, cycle: ['baker', 'icer'], cures: [{ cure: 'icer-puts-first', kind: 'done' }] },
    says: [/waits for a tray from the/, /at empty belts/, /baker ─\[·\]─> icer 0 of 1/],
    never: [...NEVER_DONE, /conditions hold/, /room on the belt/],
  },
  {
    set: { cooks: '6' },
    right: 2,
    claim: 'confirmed',
    facts: { ...STUCK, cycle: ['baker', 'icer', 'packer', 'driver', 'seller', 'washer'], cures: CURED },
    says: [...SAYS_STUCK, /washer -> baker/],
    never: NEVER_DONE,
  },
  {
    set: { trays: '1' },
    right: 1,
    claim: 'confirmed',
    facts: DONE,
    says: [...SAYS_DONE, /puts 1 tray /],
    never: [...NEVER_STUCK, /\b1 trays/],
  },
  {
    set: { trays: '6' },
    right: 2,
    claim: 'confirmed',
    facts: { ...STUCK, cures: CURED },
    says: [...SAYS_STUCK, /belts for 6/],
    never: NEVER_DONE,
  },
  {
    set: { capacity: '6' },
    right: 1,
    claim: 'confirmed',
    facts: DONE,
    says: [...SAYS_DONE, /Belts for 6 are enough/],
    never: NEVER_STUCK,
  },
]);

const SET = { order: 'put-first', cooks: 2, trays: 2, capacity: 1 } as const;
const WAITS = new Map([
  ['baker', { awaits: 'room', whom: 'icer' }],
  ['icer', { awaits: 'room', whom: 'baker' }],
] as const);
const FACTS: Facts = {
  ending: { kind: 'stuck', waits: WAITS },
  rounds: 50,
  cycle: ['baker', 'icer'],
  cures: [{ cure: 'longer-belts', kind: 'done' }],
  report: 'deadlock: "baker" waits',
};

test('the answer follows the ending, and a deadlock where none can be confirms nothing', () => {
  expect(judge(FACTS, SET)).toEqual({ right: 2, claim: 'confirmed' });
  expect(judge(FACTS, { ...SET, capacity: 2 })).toEqual({ right: 2, claim: 'not-confirmed' });
  const done: Facts = { ...FACTS, ending: { kind: 'done' }, cycle: [], cures: [] };
  expect(judge(done, { ...SET, capacity: 2 })).toEqual({ right: 1, claim: 'confirmed' });
  expect(judge(done, SET)).toEqual({ right: 1, claim: 'not-confirmed' });
});

test('a cure that does not help, waits without a cycle, or a silent watchdog confirm nothing', () => {
  for (const wrong of [
    { cures: [{ cure: 'longer-belts', kind: 'stuck' }] },
    { cycle: [] },
    { report: null },
    { report: 'every station waits' },
  ] as const)
    expect(judge({ ...FACTS, ...wrong }, SET).claim).toBe('not-confirmed');
});

test('waits that do not come back to the first cook are no cycle', () => {
  const waits = new Map([...WAITS, ['packer', { awaits: 'room', whom: 'icer' }]] as const);
  expect(cycleFrom('packer', waits)).toEqual([]);
  expect(cycleFrom('icer', waits)).toEqual(['icer', 'baker']);
});

/** All shifts of up to six cooks in which the cooks at these places have another habit. */
function endings(
  usual: Habit,
  others: Habit,
  isOther: (place: number) => boolean,
  capacityFor: (trays: number) => number[],
) {
  const found: Ending[] = [];
  for (let cooks = 2; cooks <= 6; cooks++)
    for (let trays = 1; trays <= 6; trays++)
      for (const capacity of capacityFor(trays)) {
        const names = Array.from({ length: cooks }, (_, place) => `cook ${place}`);
        const habit = (place: number): Habit => (isOther(place) ? others : usual);
        found.push(shift({ names, trays, capacity, rounds: 30, habit }));
      }
  return found;
}
const below = (trays: number): number[] => Array.from({ length: trays - 1 }, (_, i) => i + 1);
const upTo8 = (trays: number): number[] => Array.from({ length: 8 }, (_, i) => i + 1).filter((n) => n >= trays);
const all = (): number[] => [1, 2, 3, 4, 5, 6, 7, 8];

test('if all put first, belts are enough if and only if they hold the trays of a round', () => {
  const none = (): boolean => false;
  for (const ending of endings('puts-first', 'puts-first', none, below)) expect(awaited(ending)).toBe('room');
  for (const ending of endings('puts-first', 'puts-first', none, upTo8)) expect(ending.kind).toBe('done');
});

test('one cook that takes first is enough for any belts, and so is one that puts first', () => {
  for (const place of [0, 1]) {
    const one = (at: number): boolean => at === place;
    for (const ending of endings('puts-first', 'takes-first', one, all)) expect(ending.kind).toBe('done');
    for (const ending of endings('takes-first', 'puts-first', one, all)) expect(ending.kind).toBe('done');
  }
});

test('if all take first, belts of any length stay empty; if all take while they wait, all belts do', () => {
  const none = (): boolean => false;
  for (const ending of endings('takes-first', 'takes-first', none, all)) expect(awaited(ending)).toBe('tray');
  for (const ending of endings('takes-meanwhile', 'takes-meanwhile', none, all)) expect(ending.kind).toBe('done');
});
