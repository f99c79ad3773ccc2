/** The table of the ways of calling, from planted measurements. */
import { describe, expect, test } from 'vitest';
import { answerOf } from '../../src/pays/document.ts';
import type { Measured } from '../../src/pays/measure.ts';
import { tableOf } from '../../src/pays/table.ts';
import { INLINE } from '../../src/pays/way.ts';
import { AT_ONCE, measured, POOL, raced, steady, WORKER } from './measured.ts';

const REQUEST = { name: 'work.ts#resize', path: '/home/me/work.ts', exported: 'resize' };
const inBatches = { ...POOL, batch: 2048 };
const moved = { ...POOL, transfer: true };

/** The cells of each line. */
function cells(changes: Partial<Measured>): string[][] {
  const lines = tableOf(answerOf(measured(changes), REQUEST), (_, text) => text);
  return lines.map((line) => line.trim().split(/ {2,}/));
}

describe('the table', () => {
  test('has a row for each way, and says which one is meant', () => {
    const all = [
      raced(INLINE, steady(1)),
      raced(AT_ONCE, steady(1)),
      raced(WORKER, steady(0.5)),
      raced(POOL, steady(2)),
    ];
    expect(cells({ raced: [...all, raced(moved, steady(0.02))] })).toEqual([
      ['per call', 'on main', 'speedup', 'interval'],
      ['inline, one by one', '1.00 ms', '1.00 ms', '1.00x'],
      ['inline, 3 at once', '1.00 ms', '1.00 ms', '1.00x', '1.00-1.00'],
      ['one worker', '2.00 ms', '1.00 us', '0.50x', '0.50-0.50'],
      ['pool of 2', '500 us', '1.00 us', '2.00x', '2.00-2.00', '<'],
      ['pool of 2, transferred', '50.0 ms', '1.00 us', '0.020x', '0.020-0.020'],
    ]);
  });

  test('says how many inputs a task has, where there are batches', () => {
    const all = [raced(INLINE, steady(1)), raced(POOL, steady(1.5)), raced(inBatches, steady(2))];
    expect(cells({ raced: all, chosen: inBatches })).toEqual([
      ['batch', 'per call', 'on main', 'speedup', 'interval'],
      ['inline, one by one', '1.00 ms', '1.00 ms', '1.00x'],
      ['pool of 2', '1', '667 us', '1.00 us', '1.50x', '1.50-1.50'],
      ['pool of 2', '2,048', '500 us', '1.00 us', '2.00x', '2.00-2.00', '<'],
    ]);
  });

  test('has no interval where there were too few rounds, and marks nothing then', () => {
    expect(cells({ raced: [raced(INLINE, [1, 1]), raced(POOL, [2, 2])] })).toEqual([
      ['per call', 'on main', 'speedup', 'interval'],
      ['inline, one by one', '1.00 ms', '1.00 ms', '1.00x'],
      ['pool of 2', '500 us', '1.00 us', '2.00x'],
    ]);
  });
});

describe('a way that was not in the last race', () => {
  const first = raced(WORKER, steady(0.5), { isFinal: false });
  const all = [raced(INLINE, steady(1)), first, raced(POOL, steady(2))];

  test('has no interval', () => {
    expect(cells({ raced: all }).slice(2)).toEqual([
      ['one worker', '2.00 ms', '1.00 us', '0.50x'],
      ['pool of 2', '500 us', '1.00 us', '2.00x', '2.00-2.00', '<'],
    ]);
  });

  test('has no colour', () => {
    const painted = tableOf(answerOf(measured({ raced: all }), REQUEST), (style) => String(style));
    expect(painted.slice(2)).toEqual(['dim', 'bold,green']);
  });
});

test('where there were too few rounds, nothing has the colour of a win or a loss', () => {
  const all = [raced(INLINE, [1, 1]), raced(WORKER, [0.5, 0.5]), raced(POOL, [2, 2])];
  const painted = tableOf(answerOf(measured({ raced: all }), REQUEST), (style) => String(style));
  expect(painted.slice(2)).toEqual(['yellow', 'yellow']);
});

test('what wins, what loses and what is neither have colours of their own', () => {
  const all = [raced(INLINE, steady(1)), raced(WORKER, steady(0.5)), raced(POOL, steady(2)), raced(moved, steady(1))];
  const painted = tableOf(answerOf(measured({ raced: all }), REQUEST), (style) => String(style));
  expect(painted.filter((style) => !style.startsWith('inline'))).toEqual(['dim', 'red', 'bold,green', 'yellow']);
});
