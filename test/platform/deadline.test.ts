/** Deadlines that count running time only, on a clock that the test moves. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Countdown, deadline, type Timers, within } from '../../src/platform/deadline.ts';

/** A clock that only the test moves, with the process running or stopped. */
function manualTime() {
  let nowMs = 0;
  const pending = new Set<{ readonly atMs: number; readonly then: () => void }>();
  const timers: Timers = {
    nowMs: () => nowMs,
    after(ms, then) {
      const timer = { atMs: nowMs + ms, then };
      pending.add(timer);
      return () => pending.delete(timer);
    },
  };
  const next = () => [...pending].sort((one, other) => one.atMs - other.atMs)[0];
  const runs = (ms: number): void => {
    const endMs = nowMs + ms;
    for (let timer = next(); timer !== undefined && timer.atMs <= endMs; timer = next()) {
      nowMs = Math.max(nowMs, timer.atMs);
      pending.delete(timer);
      timer.then();
    }
    nowMs = Math.max(nowMs, endMs);
  };
  return {
    timers,
    pending,
    /** The process runs: every timer fires when it is due. */
    runs,
    /** The process is stopped: no timer fires. The timers that are due fire when the process continues. */
    stops(ms: number): void {
      nowMs += ms;
      runs(0);
    },
  };
}

const MS = 1000;

function started(ms = MS) {
  const time = manualTime();
  const { signal, cancel } = deadline(ms, 'not ready', time.timers);
  return { ...time, cancel, isOver: () => signal.aborted, reason: (): unknown => signal.reason };
}

describe('a deadline', () => {
  test.each([1, 30, 200, 1000, 60_000])('of %i ms is over after the process has run for that time', (ms) => {
    const { runs, isOver, reason } = started(ms);
    runs(ms - 0.5);
    expect(isOver()).toBe(false);
    runs(0.5);
    expect(isOver()).toBe(true);
    expect(reason()).toEqual(new Error(`not ready within ${ms} ms`));
  });

  test('restarts after a step that is late by more than its own length', () => {
    const { runs, stops, isOver } = started();
    runs(950);
    stops(1000 * MS);
    expect(isOver()).toBe(false);
    runs(MS - 1);
    expect(isOver()).toBe(false);
    runs(1);
    expect(isOver()).toBe(true);
  });

  test('continues after a step that is only a little late, as on a busy machine', () => {
    const { runs, stops, isOver } = started();
    runs(950);
    stops(100);
    expect(isOver()).toBe(true);
  });

  test('after a stop at any time and of any length is over within its own length', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: MS - 1 }), fc.integer({ min: 1, max: 1000 * MS }), (beforeMs, stopMs) => {
        const { runs, stops, isOver } = started();
        runs(beforeMs);
        stops(stopMs);
        if (beforeMs < 0.9 * MS) {
          runs(0.9 * MS - beforeMs - 1);
          expect(isOver()).toBe(false);
        }
        runs(MS);
        expect(isOver()).toBe(true);
      }),
    );
  });

  test('ends on a thread that is always busy, where every step is late', () => {
    const { stops, isOver } = started();
    let steps = 0;
    while (!isOver() && steps < 1000) {
      stops(MS);
      steps++;
    }
    expect(isOver()).toBe(true);
    expect(steps).toBeGreaterThan(10);
  });

  test('leaves no timer after it is cancelled', () => {
    const { runs, cancel, pending, isOver } = started();
    runs(450);
    expect(pending.size).toBe(1);
    cancel();
    expect(pending.size).toBe(0);
    runs(10 * MS);
    expect(isOver()).toBe(false);
  });

  test('leaves no timer after it is over', () => {
    const { runs, pending } = started();
    runs(MS);
    expect(pending.size).toBe(0);
  });
});

describe('within', () => {
  const never = new Promise<never>(() => {});

  test('settles with the first promise, and leaves no timer', async () => {
    const { timers, pending } = manualTime();
    expect(await within(MS, 'not ready', [never, Promise.resolve('here')], timers)).toBe('here');
    expect(pending.size).toBe(0);
    await expect(within(MS, 'not ready', [never, Promise.reject(new Error('burnt'))], timers)).rejects.toThrow('burnt');
    expect(pending.size).toBe(0);
  });

  test('rejects with what did not happen if no promise settles', async () => {
    const { timers, runs } = manualTime();
    const waiting = within(MS, 'threads not ended', [never], timers);
    runs(MS);
    await expect(waiting).rejects.toThrow(/^threads not ended within 1000 ms$/);
  });

  test('accepts an answer that is ready when a stopped process continues', async () => {
    const { timers, runs, stops } = manualTime();
    let answer = (_: string): void => {};
    const answered = new Promise<string>((resolve) => {
      answer = resolve;
    });
    const waiting = within(MS, 'not ready', [answered], timers);
    runs(950);
    stops(10 * MS);
    answer('here');
    expect(await waiting).toBe('here');
  });
});

test('a wait that blocks its thread counts its own steps, and a restarted step is not late', () => {
  let nowMs = 0;
  const countdown = new Countdown(MS, () => nowMs);
  const waited = (ms: number): boolean => {
    countdown.beginStep();
    nowMs += ms;
    return countdown.endStep();
  };
  for (let step = 1; step < 10; step++) expect(waited(countdown.stepMs)).toBe(false);
  expect(waited(10 * MS)).toBe(false);
  for (let step = 1; step < 10; step++) {
    // Woken early, because another thread has arrived.
    countdown.beginStep();
    nowMs += 0.9 * countdown.stepMs;
    expect(waited(1.2 * countdown.stepMs)).toBe(false);
  }
  expect(waited(countdown.stepMs)).toBe(true);
});
