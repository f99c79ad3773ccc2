import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Countdown, deadline, type Timers, within } from '../../src/platform/deadline.ts';

/** Time that passes only when a test says so, with the process running or stopped. */
function handTime() {
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
    /** Every timer goes off when it is due. */
    runs,
    /** No timer goes off, however much time passes; those that are due do when the process goes on. */
    stops(ms: number): void {
      nowMs += ms;
      runs(0);
    },
  };
}

const MS = 1000;

function started(ms = MS) {
  const time = handTime();
  const { signal, cancel } = deadline(ms, 'not ready', time.timers);
  return { ...time, cancel, isOver: () => signal.aborted, reason: (): unknown => signal.reason };
}

describe('a deadline', () => {
  test.each([1, 30, 200, 1000, 60_000])('of %i ms is over when the process has run for so long', (ms) => {
    const { runs, isOver, reason } = started(ms);
    runs(ms - 0.5);
    expect(isOver()).toBe(false);
    runs(0.5);
    expect(isOver()).toBe(true);
    expect(reason()).toEqual(new Error(`not ready within ${ms} ms`));
  });

  test('starts anew after a step that comes late by more than its own length', () => {
    const { runs, stops, isOver } = started();
    runs(950);
    stops(1000 * MS);
    expect(isOver()).toBe(false);
    runs(MS - 1);
    expect(isOver()).toBe(false);
    runs(1);
    expect(isOver()).toBe(true);
  });

  test('goes on after one that is only a little late, as on a busy machine', () => {
    const { runs, stops, isOver } = started();
    runs(950);
    stops(100);
    expect(isOver()).toBe(true);
  });

  test('loses no more than one step to a stop, whenever that is and however long', () => {
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

  test('ends also on a thread that is always busy, where every step is late', () => {
    const { stops, isOver } = started();
    let steps = 0;
    while (!isOver() && steps < 1000) {
      stops(MS);
      steps++;
    }
    expect(isOver()).toBe(true);
    expect(steps).toBeGreaterThan(10);
  });

  test('that is cancelled leaves no timer', () => {
    const { runs, cancel, pending, isOver } = started();
    runs(450);
    expect(pending.size).toBe(1);
    cancel();
    expect(pending.size).toBe(0);
    runs(10 * MS);
    expect(isOver()).toBe(false);
  });

  test('that is over leaves no timer', () => {
    const { runs, pending } = started();
    runs(MS);
    expect(pending.size).toBe(0);
  });
});

describe('within a time', () => {
  const never = new Promise<never>(() => {});

  test('the first promise that settles decides, and no timer is left', async () => {
    const { timers, pending } = handTime();
    expect(await within(MS, 'not ready', [never, Promise.resolve('here')], timers)).toBe('here');
    expect(pending.size).toBe(0);
    await expect(within(MS, 'not ready', [never, Promise.reject(new Error('burnt'))], timers)).rejects.toThrow('burnt');
    expect(pending.size).toBe(0);
  });

  test('none settles: the error says what did not happen', async () => {
    const { timers, runs } = handTime();
    const waiting = within(MS, 'threads not ended', [never], timers);
    runs(MS);
    await expect(waiting).rejects.toThrow(/^threads not ended within 1000 ms$/);
  });

  test('an answer that is there when the process goes on comes in time', async () => {
    const { timers, runs, stops } = handTime();
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

test('a wait that blocks its thread counts its own steps, and a step that is begun again is not late', () => {
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
    // Woken early: another one has arrived.
    countdown.beginStep();
    nowMs += 0.9 * countdown.stepMs;
    expect(waited(1.2 * countdown.stepMs)).toBe(false);
  }
  expect(waited(countdown.stepMs)).toBe(true);
});
