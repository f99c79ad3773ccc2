/** Chapter 13: every setting of its knob, and its judgement of planted facts. */
import { expect, test } from 'vitest';
import { chapter, judge } from '../../../src/lessons/chapters/13-three-workloads.ts';
import type { Facts, Speedup } from '../../../src/lessons/props/gains/speedups.ts';
import { text } from '../../../src/lessons/texts/en/13-three-workloads.ts';
import { checkChapter } from '../expectations.ts';

const ran = Array(3).fill({ engines: 4, cakes: 1, digests: 1 });
const ONLY_OVEN = /only the oven does anything/i;

checkChapter(chapter, [
  { set: {}, facts: { ran, lineLimit: 3.25 }, says: [/limits a line to 3\.25x/, /75 %/], never: [ONLY_OVEN] },
  { set: { others: '0' }, facts: { ran, lineLimit: 1 }, says: [/limits a line to 1\.00x/], never: [/75 %/] },
  { set: { others: '100' }, facts: { ran, lineLimit: 4 }, says: [/limits a line to 4\.00x/], never: [ONLY_OVEN] },
]);

const wins = (median: number, limit: number): Speedup => ({ median, limit, outcome: 'wins' });
const unclear = (median: number, limit: number): Speedup => ({ median, limit, outcome: 'unclear' });
const loses = (median: number, limit: number): Speedup => ({ median, limit, outcome: 'loses' });
const untrusted = (median: number, limit: number): Speedup => ({ median, limit, outcome: 'not-trusted' });

/** Two cores, and a recipe whose limit is 3.25. */
const computing = { 'event-loop': loses(0.95, 1), threads: wins(1.7, 1.9), pool: wins(1.8, 1.9) };
const waiting = { 'event-loop': wins(2.5, 3.25), threads: wins(2.5, 3.25), pool: wins(1.6, 1.67) };
const passing = { 'event-loop': loses(0.6, 1), threads: loses(0.4, 2), pool: unclear(1, 2) };

function factsWith(changes: Partial<Facts['speedups']>): Facts {
  const speedups = { 'cpu-bound': computing, 'wait-bound': waiting, 'message-bound': passing, ...changes };
  return { processors: 2, capacity: 1.9, lineLimit: 3.25, speedups, ran: [] };
}

/** Only the oven takes time, so the line cannot gain. */
const none = { 'event-loop': unclear(0.99, 1), threads: unclear(1, 1) };

test.each([
  ['everybody gains where it is possible', {}, 1, 'confirmed'],
  [
    'timers gain where stations compute',
    { 'cpu-bound': { ...computing, 'event-loop': wins(1.05, 1) } },
    1,
    'not-confirmed',
  ],
  [
    'threads that overlap with one thread',
    { 'cpu-bound': { ...computing, threads: unclear(1.1, 1.9) } },
    1,
    'not-confirmed',
  ],
  [
    'timers that lose where stations wait',
    { 'wait-bound': { ...waiting, 'event-loop': loses(0.9, 3.25) } },
    3,
    'not-confirmed',
  ],
  ['threads beyond the limit', { 'cpu-bound': { ...computing, threads: untrusted(2.6, 1.9) } }, 1, 'impossible'],
  [
    'one core: nobody can gain where stations compute',
    { 'cpu-bound': { ...none, pool: unclear(1, 1) }, 'wait-bound': { ...waiting, pool: unclear(1, 1) } },
    1,
    'confirmed',
  ],
  [
    'only the oven: no line can gain',
    { 'cpu-bound': { ...none, pool: wins(1.8, 1.9) }, 'wait-bound': { ...none, pool: wins(1.7, 1.9) } },
    3,
    'confirmed',
  ],
  ['a gain too small to be seen', { 'wait-bound': { ...waiting, threads: unclear(1.05, 1.1) } }, 1, 'confirmed'],
  ['timers that gain twice', { 'message-bound': { ...passing, 'event-loop': wins(1.6, 1) } }, 3, 'confirmed'],
] as const)('%s', (_, changes, right, claim) => {
  expect(judge(factsWith(changes))).toEqual({ right, claim });
});

test('a figure beyond the limit has a mark and a warning', () => {
  const facts = factsWith({ 'cpu-bound': { ...computing, threads: untrusted(2.6, 1.9) } });
  expect(text.labels.cell(facts.speedups['cpu-bound'].threads, 'cpu-bound')).toBe('!2.60x of 1.90x');
  expect(text.figures(facts, { others: 75 })).toContain('More than the limit is not possible');
  expect(text.doubts(facts, { others: 75 })).toBe('above the limit: a thread each');
  expect(text.figures(factsWith({}), { others: 75 })).not.toContain('not possible');
});
