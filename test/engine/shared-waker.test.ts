/** The shared waker, at every moment at which a neighbour may act: a change and then a wake-up always wake the station. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sharedWakerMemory, stopAt, wakerOf } from '../../src/engine/station/shared-waker.ts';
import type { Waker } from '../../src/engine/station/waker.ts';
import {
  atomicsAsTheyWere,
  LostWakeUp,
  lostTo,
  meanwhile,
  momentsOf,
  onNotify,
  REAL,
  steppedAtomics,
  type Visits,
  WITHOUT_COUNT_OF_WAKE_UPS,
  WITHOUT_SECOND_LOOK,
  waitFor,
  wakerWith,
} from './visited-station.ts';

beforeEach(steppedAtomics);
afterEach(atomicsAsTheyWere);

test('a station whose neighbour does nothing looks twice, says in between that it waits, and sleeps', () => {
  expect(momentsOf(0, REAL)).toEqual(['look 1', 'prepare 1', 'word 1', 'look 2', 'prepare 2', 'sleep 1', 'asleep 1']);
});

describe.each([
  ['before the waker is prepared', 'prepare 1', 'lost a wake-up', 'woken'],
  ['while the waker is being prepared', 'word 1', 'lost a wake-up', 'woken'],
  ['after it is prepared and before the second look', 'look 2', 'woken', 'woken'],
  ['between the second look and the sleep', 'sleep 1', 'woken', 'lost a wake-up'],
  ['in the sleep', 'asleep 1', 'woken', 'woken'],
])('a change with a wake-up %s', (_, moment, withoutSecondLook, withoutCount) => {
  const visits: Visits = [
    ['changes', moment],
    ['wakes', moment],
  ];

  test('wakes the station', () => {
    expect(waitFor(visits, 0, REAL).ending).toBe('woken');
  });

  test(`of a station that does not look again: ${withoutSecondLook}`, () => {
    expect(waitFor(visits, 0, WITHOUT_SECOND_LOOK).ending).toBe(withoutSecondLook);
  });

  test(`of a station that does not count wake-ups: ${withoutCount}`, () => {
    expect(waitFor(visits, 0, WITHOUT_COUNT_OF_WAKE_UPS).ending).toBe(withoutCount);
  });
});

test.each([0, 1, 5])('with %d looks, no moment of the change and no later one of the wake-up loses it', (looks) => {
  expect(lostTo('changes', 'wakes', looks, REAL)).toEqual([]);
});

test('a neighbour that wakes the station before it changes something is missed', () => {
  expect(lostTo('wakes', 'changes', 0, REAL)).toContain('wakes at prepare 1, changes at asleep 1');
});

test.each([0, 1, 5])('with %d looks, a station ends at whatever moment it is stopped', (looks) => {
  for (const moment of momentsOf(looks, REAL))
    expect(() => waitFor([['stops', moment]], looks, REAL), moment).toThrow('it was stopped');
});

test('a station that is woken by a stop ends, even before the stop is complete', () => {
  for (const moment of ['sleep 1', 'asleep 1'])
    expect(() => waitFor([['begins to stop', moment]], 0, REAL), moment).toThrow('it was stopped');
});

test('only a station that waits is notified, since that costs a system call', () => {
  let notified = 0;
  onNotify(() => notified++);
  const memory = sharedWakerMemory();
  const waker = wakerWith(0, memory);
  const wake = wakerOf(memory);
  const counts = [() => {}, () => waker.prepare(), () => waker.cancel(), () => waker.prepare(), () => waker.wait()].map(
    (act) => {
      act();
      const before = notified;
      wake();
      return notified - before;
    },
  );
  expect(counts).toEqual([0, 1, 0, 1, 0]);
});

test('a station that is stopped ends before its rest, or in the middle of it', () => {
  const memory = sharedWakerMemory();
  const { rest } = wakerWith(0, memory);
  meanwhile((step) => {
    if (step === 'asleep') stopAt(memory);
  });
  expect(() => rest(1000)).toThrow('it was stopped');
  meanwhile(() => {});
  expect(() => rest(1000)).toThrow('it was stopped');
});

describe.each([0, 1, 5])('a waker with %d looks', (looks) => {
  const answers = (waker: Waker): boolean[] => Array.from({ length: looks + 3 }, () => waker.prepare());
  const looksAndThenWaits = [...Array<boolean>(looks + 1).fill(false), true, true];

  test('is prepared after the last of them, and lets its station look once more after that', () => {
    expect(answers(wakerWith(looks, sharedWakerMemory()))).toEqual(looksAndThenWaits);
  });

  test('has all of them again after a cancel', () => {
    const waker = wakerWith(looks, sharedWakerMemory());
    for (let calls = 0; calls < looks + 3; calls++) {
      for (let call = 0; call < calls; call++) waker.prepare();
      waker.cancel();
      expect(answers(waker)).toEqual(looksAndThenWaits);
      waker.cancel();
    }
  });

  test('has all of them again after a wait', () => {
    const memory = sharedWakerMemory();
    const waker = wakerWith(looks, memory);
    const wake = wakerOf(memory);
    for (let waits = 0; waits < 3; waits++) {
      expect(answers(waker)).toEqual(looksAndThenWaits);
      wake();
      waker.wait();
    }
  });

  test('does not take a wake-up from before it was prepared for one from after that', () => {
    const memory = sharedWakerMemory();
    const waker = wakerWith(looks, memory);
    const wake = wakerOf(memory);
    answers(waker);
    wake();
    waker.wait();
    wake();
    answers(waker);
    expect(() => waker.wait()).toThrow(LostWakeUp);
  });
});
