/** Chapter 10: every setting of its knobs, and its judgement of planted facts. */
import { expect, test } from 'vitest';
import { chapter, type Facts, judge } from '../../../src/lessons/chapters/10-blocking-and-yielding.ts';
import { text } from '../../../src/lessons/texts/en/10-blocking-and-yielding.ts';
import { checkChapter } from '../expectations.ts';

/** A thread that is held to the end has no tick, whatever else happens on the machine. */
const held = { blocking: { compute: { ticks: 0 }, wait: { ticks: 0 } }, timers: { compute: { ticks: 0 } } };
const EVERY_50_MS = /about every 50 ms the engine/i;

checkChapter(chapter, [
  { set: {}, right: 1, facts: held, says: [/ticks every 20 ms/], never: [EVERY_50_MS] },
  {
    set: { tickMs: '2' },
    right: 1,
    facts: held,
    says: [/ticks every 2 ms/, /time \/ 2 ms/],
    never: [/every 20 ms/, /time \/ 20 ms/],
  },
  {
    set: { tickMs: '40' },
    right: 1,
    facts: held,
    says: [/ticks every 40 ms/],
    never: [/every 20 ms/, /time \/ 20 ms/],
  },
  { set: { turns: 'often' }, says: [EVERY_50_MS], never: [/holds the thread to the end/] },
]);

function factsWith(ticks: readonly [number, number, number, number, number, number], ms = 240): Facts {
  const [a, b, c, d, e, f] = ticks.map((one) => ({ ticks: one, ms }));
  const none = { ticks: 0, ms };
  return {
    blocking: { compute: a ?? none, wait: b ?? none },
    timers: { compute: c ?? none, wait: d ?? none },
    threads: { compute: e ?? none, wait: f ?? none },
  };
}

test.each([
  ['a clock that ticks only where the thread is free', 'never', [0, 0, 0, 12, 11, 12], 1, 'confirmed'],
  ['a tick while a station computed', 'never', [0, 0, 1, 12, 11, 12], 0, 'not-confirmed'],
  ['a tick while a station blocked', 'never', [0, 1, 0, 12, 11, 12], 1, 'not-confirmed'],
  ['no tick beside the threads', 'never', [0, 0, 0, 12, 0, 12], 1, 'not-confirmed'],
  ['no tick at all', 'never', [0, 0, 0, 0, 0, 0], 3, 'not-confirmed'],
  ['ticks only while stations computed', 'never', [0, 0, 3, 0, 0, 0], 2, 'not-confirmed'],
  ['more ticks than a clock has', 'never', [0, 0, 0, 12, 15, 12], 1, 'impossible'],
  ['a tick for each turn', 'often', [4, 4, 4, 12, 11, 12], 0, 'confirmed'],
  ['no tick in spite of the turns', 'often', [4, 4, 0, 12, 11, 12], 1, 'not-confirmed'],
  ['more ticks than turns', 'often', [6, 4, 4, 12, 11, 12], 0, 'not-confirmed'],
] as const)('%s', (_, turns, ticks, right, claim) => {
  expect(judge(factsWith(ticks), { tickMs: 20, turns })).toEqual({ right, claim });
});

test('the reasons call the thread free only where stations wait with timers, or have threads of their own', () => {
  const reasons = text.reasons(factsWith([4, 4, 4, 12, 11, 12]), { tickMs: 20, turns: 'often' });
  expect(reasons).toContain('Between two turns they still hold the thread');
  expect(reasons).toContain('free all the time where stations wait with timers');
});
