/** The verdict on planted measurements: every side and every reason, and the thresholds between them. */
import { describe, expect, test } from 'vitest';
import type { Reason } from '../../src/pays/answer.ts';
import type { Measured } from '../../src/pays/measure.ts';
import { breakEvenIn, find, ratio, verdictOf } from '../../src/pays/verdict.ts';
import { INLINE } from '../../src/pays/way.ts';
import { AT_ONCE, BREAK_EVEN, measured, POOL, ROUNDS, raced, steady, WORKER, wide } from './measured.ts';

/** The speedups of one worker and of a pool. */
function twoWays(worker: readonly number[], pool: readonly number[]): Pick<Measured, 'raced'> {
  return { raced: [raced(INLINE, steady(1)), raced(WORKER, worker), raced(POOL, pool)] };
}

describe('a pool pays', () => {
  test('where it is faster', () => {
    expect(verdictOf(measured())).toEqual({
      side: 'pool',
      reason: null,
      way: POOL,
      speedup: { median: 2, low: 2, high: 2, confidence: 0.95 },
      against: INLINE,
      onlyFrees: false,
    });
  });

  test.each([
    [1.031, 'pool'],
    [1.03, 'inline'],
    [1, 'inline'],
    [0.98, 'inline'],
    [0.1, 'inline'],
  ])('only from a margin on: %d is for the side %s', (speedup, side) => {
    expect(verdictOf(measured(twoWays(steady(0.5), steady(speedup)))).side).toBe(side);
  });

  test('whatever a slower worker does', () => {
    expect(verdictOf(measured(twoWays(steady(1.5), steady(1.9))))).toMatchObject({ side: 'pool', way: POOL });
  });
});

describe('a worker pays', () => {
  test('where it is what was chosen', () => {
    const found = verdictOf(measured({ ...twoWays(steady(1.4), steady(1.4)), chosen: WORKER }));
    expect(found).toMatchObject({ side: 'worker', reason: null, way: WORKER, onlyFrees: false });
  });

  test('where it wins and nothing is clear of the pool', () => {
    const found = verdictOf(measured(twoWays(steady(1.2), wide(0.8, 2))));
    expect(found).toMatchObject({ side: 'worker', way: WORKER, speedup: { median: 1.2 }, onlyFrees: false });
  });

  test('only where it was in the last race', () => {
    const other = raced(WORKER, steady(1.2), { isFinal: false });
    const found = verdictOf(measured({ raced: [raced(INLINE, steady(1)), other, raced(POOL, steady(0.9))] }));
    expect(found.side).toBe('inline');
  });

  /** Nothing is faster, and a call holds the event loop. */
  const held = (worker: number, heldMs: number, mainMs: number, rounds = ROUNDS): Partial<Measured> => ({
    heldMs,
    raced: [
      raced(INLINE, steady(1, rounds), { callMs: 20 }),
      raced(WORKER, steady(worker, rounds), { callMs: 20, mainMs }),
      raced(POOL, steady(0.9, rounds), { callMs: 20 }),
    ],
  });

  test('where it only frees the event loop', () => {
    expect(verdictOf(measured(held(0.8, 20, 0.2)))).toMatchObject({
      side: 'worker',
      reason: null,
      way: WORKER,
      speedup: { median: 0.8 },
      onlyFrees: true,
    });
  });

  test.each([
    ['a call of ten milliseconds', 0.8, 10, 0.2, 'worker'],
    ['a call of less', 0.8, 9.99, 0.2, 'inline'],
    ['a worker that is nearly too slow', 0.701, 20, 0.2, 'worker'],
    ['a worker that is too slow', 0.7, 20, 0.2, 'inline'],
    ['a main thread that is nearly too busy', 0.8, 20, 9.99, 'worker'],
    ['a main thread that is busy for half of the time', 0.8, 20, 10, 'inline'],
  ])('%s', (_, speedup, heldMs, mainMs, side) => {
    expect(verdictOf(measured(held(speedup, heldMs, mainMs))).side).toBe(side);
  });

  test('not where there were too few rounds to say so', () => {
    expect(verdictOf(measured(held(0.8, 20, 0.2, 4))).side).toBe('unclear');
  });
});

describe('nothing is clear', () => {
  test.each([
    ['of a large win in four rounds', steady(2, 4)],
    ['of a large loss in four rounds', steady(0.1, 4)],
    ['of one round', [2]],
    ['of an interval around 1', wide(0.8, 1.3)],
    ['of an interval that only reaches across the margin', wide(1.02, 1.06)],
  ])('%s', (_, speedups) => {
    const found = verdictOf(measured(twoWays(speedups, speedups)));
    expect(found).toMatchObject({ side: 'unclear', reason: null, way: POOL, onlyFrees: false });
  });

  test.each([
    [steady(2, 5), 'pool'],
    [steady(0.5, 5), 'inline'],
    [steady(1, 5), 'inline'],
    [wide(0.95, 1.02, 5), 'inline'],
  ])('but five rounds are enough: %j', (speedups, side) => {
    expect(verdictOf(measured(twoWays(steady(0.4, 5), speedups))).side).toBe(side);
  });
});

describe('calls that wait', () => {
  const waiting = (atOnce: number, pool: number): Measured =>
    measured({
      raced: [
        raced(INLINE, steady(1)),
        raced(AT_ONCE, steady(atOnce)),
        raced(WORKER, steady(1)),
        raced(POOL, steady(pool)),
      ],
    });

  test('stay on the main thread, several at once', () => {
    const found = verdictOf(waiting(3, 2));
    expect(found).toMatchObject({ side: 'inline', reason: 'waits', way: AT_ONCE });
    // Compared with several at once.
    expect(found.speedup.median).toBeCloseTo(2 / 3);
  });

  test('go to a pool that is faster than several at once', () => {
    const found = verdictOf(waiting(1.5, 3));
    expect(found).toMatchObject({ side: 'pool', way: POOL, against: AT_ONCE });
    expect(found.speedup.median).toBeCloseTo(2);
  });

  test('need a clear win of several at once', () => {
    const all = [raced(INLINE, steady(1)), raced(AT_ONCE, wide(0.9, 1.6)), raced(POOL, steady(0.5))];
    expect(verdictOf(measured({ raced: all }))).toMatchObject({ side: 'inline', reason: 'contention', way: INLINE });
  });

  test('count as others where several at once gain nothing', () => {
    expect(verdictOf(waiting(1.02, 0.9))).toMatchObject({ side: 'inline', reason: 'contention', way: INLINE });
  });
});

describe('the reason why no thread pays', () => {
  const slow = twoWays(steady(0.4), steady(0.5));
  const MOVED = { ...POOL, batch: 8, transfer: true };
  const oneCore = { node: '20.20.2', platform: 'linux x64', cpu: 'a processor', cores: 1 };
  const long = { raced: [raced(INLINE, steady(1), { callMs: 0.301 }), raced(POOL, steady(0.5))] };
  const short = { raced: [raced(INLINE, steady(1), { callMs: 0.299 }), raced(POOL, steady(0.5))] };

  const tiny = { raced: [raced(INLINE, steady(1), { callMs: 0.059 }), raced(POOL, steady(0.5))] };

  test.each<[string, Partial<Measured>, Reason]>([
    ['there is one core', { ...slow, machine: oneCore }, 'no-core'],
    ['long calls gain nothing', { ...slow, breakEven: { ...BREAK_EVEN, longest: steady(1.09) } }, 'no-core'],
    [
      'long calls gain nothing, on too few sweeps to say so',
      { ...slow, breakEven: { ...BREAK_EVEN, longest: steady(1, 4) } },
      'contention',
    ],
    [
      'some of the long calls gain something',
      { ...slow, breakEven: { ...BREAK_EVEN, longest: wide(1, 1.2) } },
      'contention',
    ],
    [
      'long calls gain nothing, and a call is shorter than its message',
      { ...tiny, breakEven: { ...BREAK_EVEN, longest: steady(1) } },
      'too-short',
    ],
    [
      'long calls gain nothing, and the message of a short call is mostly copies',
      { ...tiny, copyUs: 30, breakEven: { ...BREAK_EVEN, longest: steady(1) } },
      'too-big',
    ],
    ['there is no memory', { ...slow, fits: false }, 'memory'],
    ['calls are short', { ...short }, 'too-short'],
    [
      'calls are short, and no break-even is known',
      { ...short, breakEven: { ...BREAK_EVEN, crossing: { kind: 'not-shown' } } },
      'too-short',
    ],
    ['calls are short and copies cost half of the crossing', { ...short, copyUs: 30 }, 'too-big'],
    ['calls are short and copies cost less', { ...short, copyUs: 29.9 }, 'too-short'],
    [
      'calls are short and nothing is copied',
      { ...short, copyUs: 59, oneByOne: { ...POOL, transfer: true } },
      'too-short',
    ],
    [
      'calls are short, and with one input a task they are copied',
      { ...short, copyUs: 59, raced: [...short.raced, raced(MOVED, steady(0.5))], chosen: MOVED },
      'too-big',
    ],
    ['calls are twice as long as they would have to be', { ...long }, 'contention'],
    ['calls are that long, and large', { ...long, copyUs: 59 }, 'contention'],
    [
      'any call would pay, but this one',
      { ...short, breakEven: { ...BREAK_EVEN, crossing: { kind: 'always' } } },
      'contention',
    ],
    [
      'a pool loses up to any time that was tried',
      { ...long, breakEven: { ...BREAK_EVEN, crossing: { kind: 'never', upToUs: 480 } } },
      'too-short',
    ],
  ])('%s', (_, changes, reason) => {
    expect(verdictOf(measured(changes))).toMatchObject({ side: 'inline', reason, way: INLINE });
  });
});

test('the break-even as an interval: null where it has an open end', () => {
  expect(breakEvenIn(BREAK_EVEN.crossing)).toEqual({ low: 100, high: 150 });
  expect(breakEvenIn({ kind: 'at-most', highUs: 20 })).toEqual({ low: 0, high: 20 });
  expect(breakEvenIn({ kind: 'always' })).toEqual({ low: 0, high: 0 });
  expect(breakEvenIn({ kind: 'at-least', lowUs: 20 })).toBe(null);
  expect(breakEvenIn({ kind: 'never', upToUs: 20 })).toBe(null);
  expect(breakEvenIn({ kind: 'no-interval', sweeps: 3, medianUs: 20 })).toBe(null);
  expect(breakEvenIn({ kind: 'not-shown' })).toBe(null);
});

test('a way is found by what it is called', () => {
  const all = measured().raced;
  expect(find(all, { ...POOL, inFlight: 99 })).toBe(all[2]);
  expect(() => find(all, AT_ONCE)).toThrow('expected the way "inline, 3 at once" among those that were raced');
});

test('two ways are compared round by round, as far as both were in the same race', () => {
  const one = raced(POOL, [2, 4, 8]);
  const other = raced(WORKER, [1, 2, 4, 100]);
  expect(ratio(other, one)).toMatchObject({ median: 2, low: 2, high: 2 });
  expect(ratio(one, other)).toMatchObject({ median: 0.5, low: 0.5, high: 0.5 });
});
