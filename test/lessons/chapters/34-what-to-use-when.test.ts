/** Chapter 34: every setting of its knob, its rule, and its judgement of planted facts. */
import { expect, test } from 'vitest';
import {
  chapter,
  chosen,
  decisions,
  type Facts,
  judge,
  programs,
} from '../../../src/lessons/chapters/34-what-to-use-when.ts';
import type { Machine, Timed, Way } from '../../../src/lessons/props/jobs/four-programs.ts';
import { text } from '../../../src/lessons/texts/en/34-what-to-use-when.ts';
import { checkChapter } from '../expectations.ts';

const ways = (...names: Way[]) => names.map((way) => ({ way }));
const raced = [
  { program: { name: 'A', us: 1, waits: false }, ways: ways('one thread', 'pool') },
  { program: { name: 'B', us: 4000, waits: true }, ways: ways('one thread', 'timers', 'pool') },
  { program: { name: 'C', waits: false, independent: true }, ways: ways('one thread', 'pool') },
  { program: { name: 'D', us: 800, waits: false, independent: false }, ways: ways('one thread', 'line') },
];
const NEXT = [/npm run pays -- FILE#FUNCTION/, /npm run line -- FILE/, /npm run exercise/, /To read next/];

checkChapter(chapter, [
  { set: {}, facts: { raced }, says: [/each job computes for 2,000 us/, ...NEXT] },
  { set: { us: '1' }, facts: { raced }, says: [/each job computes for 1 us/] },
  { set: { us: '5000' }, facts: { raced }, says: [/each job computes for 5,000 us/] },
]);

const set = { us: 2000 };
const TWO_CORES: Machine = {
  processors: 2,
  workers: 2,
  capacity: 1.9,
  startMs: 30,
  messageUs: 8,
  paysFromUs: 30,
};
const ONE_CORE: Machine = { ...TWO_CORES, processors: 1, workers: 1, capacity: 1, paysFromUs: null };

type Gains = Readonly<Record<'A' | 'B' | 'C' | 'D', Partial<Record<Way, number>>>>;
const USUAL: Gains = {
  A: { pool: 0.1 },
  B: { timers: 9.5, pool: 2 },
  C: { pool: 1.85 },
  D: { line: 1.6 },
};
const ALONE: Gains = { A: { pool: 0.1 }, B: { timers: 9.5, pool: 1 }, C: { pool: 0.98 }, D: { line: 0.9 } };

/** @param spread the ends of each interval, around its median */
function planted(gains: Gains, machine = TWO_CORES, us = 2000, spread = 1.02): Facts {
  const limits: Partial<Record<Way, number>> = {
    timers: 10,
    pool: machine.workers,
    line: Math.min(machine.capacity, 3.3),
  };
  const timed = (way: Way, gain: number): Timed => {
    const ms = [1 / spread, 1 / spread, 1 / spread, 1, spread, spread, spread].map((one) => (40 * one) / gain);
    return { way, ms, limit: limits[way] ?? 1 };
  };
  const all = programs({ us }).map((program) => {
    const own = Object.entries(gains).find(([name]) => name === program.name)?.[1] ?? {};
    const others = (['timers', 'pool', 'line'] as const).flatMap((way) => {
      const gain = own[way];
      return gain === undefined ? [] : [timed(way, gain)];
    });
    // The first list has no spread: the ratios have that of the others.
    return { program, ways: [{ way: 'one thread', ms: Array(7).fill(40), limit: 1 } as const, ...others] };
  });
  return { machine, raced: all };
}

const CRUMBS = planted({ ...USUAL, C: { pool: 0.1 } }, TWO_CORES, 1);

test.each([
  ['two cores', planted(USUAL), 2, 'confirmed'],
  ['one core', planted(ALONE, ONE_CORE), 3, 'confirmed'],
  ['C with jobs like crumbs', CRUMBS, 3, 'confirmed'],
  ['a pool that is not clearly faster', planted({ ...USUAL, C: { pool: 1.02 } }), 3, 'not-confirmed'],
  ['a line that loses', planted({ ...USUAL, D: { line: 0.7 } }), 3, 'not-confirmed'],
  ['wide intervals', planted(USUAL, TWO_CORES, 2000, 30), 3, 'not-confirmed'],
  ['timers that are no better than a pool', planted({ ...USUAL, B: { timers: 1, pool: 2 } }), 1, 'not-confirmed'],
  ['threads for crumbs', planted({ ...USUAL, A: { pool: 1.5 }, B: { pool: 2 } }), 0, 'not-confirmed'],
  ['a pool of two that does the work of four', planted({ ...USUAL, C: { pool: 4 } }), 2, 'impossible'],
  ['a line beyond the processors', planted({ ...USUAL, D: { line: 3 } }), 2, 'impossible'],
  ['C near the break-even', planted({ ...USUAL, C: { pool: 0.9 } }, TWO_CORES, 20), 3, 'confirmed'],
  [
    'two halves of one core',
    planted({ ...USUAL, C: { pool: 1.15 }, D: { line: 0.9 } }, { ...TWO_CORES, capacity: 1.2 }),
    3,
    'confirmed',
  ],
] as const)('%s', (_, facts, right, claim) => {
  expect(judge(facts)).toEqual({ right, claim });
  for (const part of [text.figures(facts, set), text.reasons(facts, set), text.doubts(facts, set)])
    expect(part).not.toMatch(/undefined|NaN|Infinity/);
});

test('the rule asks what a job does, how long it takes, and whether there is a processor', () => {
  const rules = (facts: Facts): Way[] => decisions(facts).map(({ rule }) => rule);
  expect(rules(planted(USUAL))).toEqual(['one thread', 'timers', 'pool', 'line']);
  expect(rules(planted(ALONE, ONE_CORE))).toEqual(['one thread', 'timers', 'one thread', 'one thread']);
  expect(rules(CRUMBS)).toEqual(['one thread', 'timers', 'one thread', 'line']);
});

test('a more complex way is chosen only if it is clearly faster', () => {
  const timed = (way: Way, ms: number): Timed => ({ way, ms: Array(7).fill(ms), limit: 9 });
  expect(chosen([timed('one thread', 10), timed('timers', 5), timed('pool', 5)])).toBe('timers');
  expect(chosen([timed('one thread', 10), timed('timers', 5), timed('pool', 2)])).toBe('pool');
  expect(chosen([timed('one thread', 10), timed('pool', 9.9)])).toBe('one thread');
});

test('each program has the reason of its rule on this machine', () => {
  const two = text.reasons(planted(USUAL), set);
  expect(two).toMatch(/A job of A takes less time than its message/);
  expect(two).toMatch(/A job of C takes much longer than its message/);
  expect(two).toMatch(/stations of D exist only once/);
  const one = text.reasons(planted(ALONE, ONE_CORE), set);
  expect(one).not.toMatch(/a pool\.|a line\./);
  expect(one).toMatch(/C computes, but the processors do hardly more/);
  expect(text.reasons(planted(USUAL, TWO_CORES, 20), set)).toMatch(/C is close to the point/);
  expect(text.doubts(planted({ ...USUAL, C: { pool: 1 } }), set)).toMatch(/differ for C:/);
  expect(text.doubts(planted({ ...USUAL, C: { pool: 4 } }), set)).toMatch(/a gain is above/);
  expect(text.figures(planted(ALONE, ONE_CORE), set)).toMatch(/^One worker computes 1\.00x/);
  expect(text.labels.machine(ONE_CORE).flat()).toContain('none up to 300 us');
});
