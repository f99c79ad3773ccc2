/** Chapter 32: every setting of its knobs, and its judgement of planted facts. */
import { describe, expect, test } from 'vitest';
import {
  type Cost,
  chapter,
  type Facts,
  isPossible,
  judge,
} from '../../../src/lessons/chapters/32-observing-changes-it.ts';
import type { Gain } from '../../../src/lessons/props/gains/gain.ts';
import { text } from '../../../src/lessons/texts/en/32-observing-changes-it.ts';
import { checkChapter } from '../expectations.ts';
import { oneRound, plantedGain } from '../planted-gain.ts';

const unlogged = { steps: ['the baker looks', 'the baker takes', 'the icer looks'], left: 0 };
const logged = {
  steps: ['the baker looks', 'the icer looks', 'the baker takes', 'the icer takes'],
  left: -1,
};
const bug = /2 cooks took the one egg/;

// What recording costs depends on the machine. What the cooks do does not.
checkChapter(chapter, [
  { set: {}, facts: { digests: 1, unlogged, logged }, says: [bug, /forward items, without work/] },
  {
    set: { log: 'at-once' },
    facts: { digests: 1, unlogged, logged: unlogged },
    says: [/written at once, one cook took the egg/],
    never: [bug, /makes the bug/],
  },
  { set: { workUs: '1000' }, facts: { digests: 1, logged }, says: [bug, /works 1,000 us for an item/] },
  { set: { workUs: '3' }, facts: { digests: 1, logged }, says: [/works 3 us for an item/] },
]);

function cost(workUs: number, ratio: Gain, eventNs: readonly [low: number, median: number, high: number]): Cost {
  const [low, median, high] = eventNs;
  return { workUs, events: 1000, ratio, eventNs: { low, median, high, confidence: 0.95 } };
}

const none = cost(0, plantedGain(2.8, 3, 3.2), [45, 50, 55]);
const much = cost(100, plantedGain(0.99, 1.01, 1.02), [-200, 100, 400]);
const planted: Facts = { costs: [none, much], digests: 1, possible: true, unlogged, logged };
const set = { workUs: 0, log: 'awaited' } as const;

describe('the judgement of planted facts', () => {
  test('a clear cost without work that fades with work confirms the claim', () => {
    expect(judge(planted, set)).toEqual({ right: 2, claim: 'confirmed' });
    expect(text.figures(planted, set)).toContain(
      'about 50 ns. With 100 us of work for an item, the recording makes no difference that counts.',
    );
    expect(judge(planted, { ...set, workUs: 100 })).toEqual({ right: 0, claim: 'confirmed' });
  });

  test('a cost that is still visible with much work is named', () => {
    const visible = { ...planted, costs: [none, cost(100, plantedGain(1.04, 1.05, 1.06), [40, 50, 60])] };
    expect(judge(visible, { ...set, workUs: 100 })).toEqual({ right: 0, claim: 'confirmed' });
    expect(text.figures(visible, set)).toContain('the recording can still be measured');
  });

  test('an overlap, one round, or no visible cost confirm nothing', () => {
    const overlap = { ...planted, costs: [none, cost(100, plantedGain(1, 2, 2.9), [-1, 1, 2])] };
    expect(judge(overlap, set).claim).toBe('not-confirmed');
    const once = { ...planted, costs: [cost(0, oneRound(3), [50, 50, 50]), much] };
    expect(judge(once, set)).toEqual({ right: 2, claim: 'not-confirmed' });
    const lost = { ...planted, costs: [cost(0, plantedGain(0.98, 1, 1.02), [-5, 1, 5]), much] };
    expect(judge(lost, set)).toEqual({ right: 0, claim: 'not-confirmed' });
  });

  test('a recorded run that is clearly faster is impossible', () => {
    const costs = [none, cost(100, plantedGain(0.7, 0.8, 0.9), [-300, -200, -100])];
    expect(isPossible(costs)).toBe(false);
    expect(isPossible([none, cost(100, oneRound(0.2), [-300, -300, -300])])).toBe(true);
    const faster = { ...planted, costs, possible: isPossible(costs) };
    expect(judge(faster, set).claim).toBe('impossible');
    expect(text.doubts(faster, set)).toContain('cannot be much faster');
  });

  test('a log line that is awaited makes the bug, and one that is written at once does not', () => {
    expect(judge({ ...planted, logged: unlogged }, set).claim).toBe('not-confirmed');
    expect(judge({ ...planted, logged: unlogged }, { ...set, log: 'at-once' }).claim).toBe('confirmed');
    expect(judge({ ...planted, digests: 2 }, set).claim).toBe('not-confirmed');
  });
});
