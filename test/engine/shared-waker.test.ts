/** The doorbell, at every moment at which a neighbour may come: who changes something and then rings wakes the station. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sharedWakerMemory, stopAt, wakerOf } from '../../src/engine/station/shared-waker.ts';
import type { Waker } from '../../src/engine/station/waker.ts';
import {
  atomicsAsTheyWere,
  bellWith,
  LostWakeUp,
  lostTo,
  meanwhile,
  momentsOf,
  onNotify,
  REAL,
  steppedAtomics,
  type Visits,
  WITHOUT_COUNT_OF_RINGS,
  WITHOUT_SECOND_LOOK,
  waitFor,
} from './visited-station.ts';

beforeEach(steppedAtomics);
afterEach(atomicsAsTheyWere);

test('a station that nobody visits looks twice, says in between that it waits, and sleeps', () => {
  expect(momentsOf(0, REAL)).toEqual(['look 1', 'prepare 1', 'word 1', 'look 2', 'prepare 2', 'sleep 1', 'asleep 1']);
});

describe.each([
  ['before the waker is armed', 'prepare 1', 'lost a wake-up', 'woken'],
  ['while the waker is being armed', 'word 1', 'lost a wake-up', 'woken'],
  ['between the arming and the second look', 'look 2', 'woken', 'woken'],
  ['between the second look and the sleep', 'sleep 1', 'woken', 'lost a wake-up'],
  ['in the sleep', 'asleep 1', 'woken', 'woken'],
])('a change with a ring %s', (_, moment, withoutSecondLook, withoutCount) => {
  const visits: Visits = [
    ['changes', moment],
    ['rings', moment],
  ];

  test('wakes the station', () => {
    expect(waitFor(visits, 0, REAL).ending).toBe('woken');
  });

  test(`of a station that does not look again would be: ${withoutSecondLook}`, () => {
    expect(waitFor(visits, 0, WITHOUT_SECOND_LOOK).ending).toBe(withoutSecondLook);
  });

  test(`of a station that sleeps whatever was rung would be: ${withoutCount}`, () => {
    expect(waitFor(visits, 0, WITHOUT_COUNT_OF_RINGS).ending).toBe(withoutCount);
  });
});

test.each([0, 1, 5])('with %d looks, no moment for the change and none later for the ring loses a wake-up', (looks) => {
  expect(lostTo('changes', 'rings', looks, REAL)).toEqual([]);
});

test('a neighbour that rings before it changes something is missed', () => {
  expect(lostTo('rings', 'changes', 0, REAL)).toContain('rings at prepare 1, changes at asleep 1');
});

test.each([0, 1, 5])('with %d looks, a station goes home whenever it is told to stop', (looks) => {
  for (const moment of momentsOf(looks, REAL))
    expect(() => waitFor([['stops', moment]], looks, REAL), moment).toThrow('it was told to stop');
});

test('a station that is rung to be stopped goes home, even while it is still being stopped', () => {
  for (const moment of ['sleep 1', 'asleep 1'])
    expect(() => waitFor([['begins to stop', moment]], 0, REAL), moment).toThrow('it was told to stop');
});

test('nobody is notified but a station that waits, since that costs a system call', () => {
  let notified = 0;
  onNotify(() => notified++);
  const memory = sharedWakerMemory();
  const waker = bellWith(0, memory);
  const ring = wakerOf(memory);
  const counts = [() => {}, () => waker.prepare(), () => waker.cancel(), () => waker.prepare(), () => waker.wait()].map(
    (deed) => {
      deed();
      const before = notified;
      ring();
      return notified - before;
    },
  );
  expect(counts).toEqual([0, 1, 0, 1, 0]);
});

test('a station that rests goes home when it is told to stop, before the rest or in it', () => {
  const memory = sharedWakerMemory();
  const { rest } = bellWith(0, memory);
  meanwhile((step) => {
    if (step === 'asleep') stopAt(memory);
  });
  expect(() => rest(1000)).toThrow('it was told to stop');
  meanwhile(() => {});
  expect(() => rest(1000)).toThrow('it was told to stop');
});

describe.each([0, 1, 5])('a waker with %d looks', (looks) => {
  const answers = (waker: Waker): boolean[] => Array.from({ length: looks + 3 }, () => waker.prepare());
  const looksAndThenWaits = [...Array<boolean>(looks + 1).fill(false), true, true];

  test('is armed once they are used up, and lets its station look once more after that', () => {
    expect(answers(bellWith(looks, sharedWakerMemory()))).toEqual(looksAndThenWaits);
  });

  test('has all of them again when there was something to do', () => {
    const waker = bellWith(looks, sharedWakerMemory());
    for (let calls = 0; calls < looks + 3; calls++) {
      for (let call = 0; call < calls; call++) waker.prepare();
      waker.cancel();
      expect(answers(waker)).toEqual(looksAndThenWaits);
      waker.cancel();
    }
  });

  test('has all of them again after a wait', () => {
    const memory = sharedWakerMemory();
    const waker = bellWith(looks, memory);
    const ring = wakerOf(memory);
    for (let waits = 0; waits < 3; waits++) {
      expect(answers(waker)).toEqual(looksAndThenWaits);
      ring();
      waker.wait();
    }
  });

  test('does not take a ring from before it was armed for one that came after', () => {
    const memory = sharedWakerMemory();
    const waker = bellWith(looks, memory);
    const ring = wakerOf(memory);
    answers(waker);
    ring();
    waker.wait();
    ring();
    answers(waker);
    expect(() => waker.wait()).toThrow(LostWakeUp);
  });
});
