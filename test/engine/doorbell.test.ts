/** The doorbell, at every moment at which a neighbour may come: who changes something and then rings wakes the station. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Bell } from '../../src/engine/bell.ts';
import { doorbellMemory, ringer, stopAt } from '../../src/engine/doorbell.ts';
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
  expect(momentsOf(0, REAL)).toEqual(['look 1', 'arm 1', 'word 1', 'look 2', 'arm 2', 'sleep 1', 'asleep 1']);
});

describe.each([
  ['before the bell is armed', 'arm 1', 'lost a wake-up', 'woken'],
  ['while the bell is being armed', 'word 1', 'lost a wake-up', 'woken'],
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
  expect(lostTo('rings', 'changes', 0, REAL)).toContain('rings at arm 1, changes at asleep 1');
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
  const memory = doorbellMemory();
  const bell = bellWith(0, memory);
  const ring = ringer(memory);
  const counts = [() => {}, () => bell.arm(), () => bell.disarm(), () => bell.arm(), () => bell.wait()].map((deed) => {
    deed();
    const before = notified;
    ring();
    return notified - before;
  });
  expect(counts).toEqual([0, 1, 0, 1, 0]);
});

test('a station that rests goes home when it is told to stop, before the rest or in it', () => {
  const memory = doorbellMemory();
  const { rest } = bellWith(0, memory);
  meanwhile((step) => {
    if (step === 'asleep') stopAt(memory);
  });
  expect(() => rest(1000)).toThrow('it was told to stop');
  meanwhile(() => {});
  expect(() => rest(1000)).toThrow('it was told to stop');
});

describe.each([0, 1, 5])('a bell with %d looks', (looks) => {
  const answers = (bell: Bell): boolean[] => Array.from({ length: looks + 3 }, () => bell.arm());
  const looksAndThenWaits = [...Array<boolean>(looks + 1).fill(false), true, true];

  test('is armed once they are used up, and lets its station look once more after that', () => {
    expect(answers(bellWith(looks, doorbellMemory()))).toEqual(looksAndThenWaits);
  });

  test('has all of them again when there was something to do', () => {
    const bell = bellWith(looks, doorbellMemory());
    for (let calls = 0; calls < looks + 3; calls++) {
      for (let call = 0; call < calls; call++) bell.arm();
      bell.disarm();
      expect(answers(bell)).toEqual(looksAndThenWaits);
      bell.disarm();
    }
  });

  test('has all of them again after a wait', () => {
    const memory = doorbellMemory();
    const bell = bellWith(looks, memory);
    const ring = ringer(memory);
    for (let waits = 0; waits < 3; waits++) {
      expect(answers(bell)).toEqual(looksAndThenWaits);
      ring();
      bell.wait();
    }
  });

  test('does not take a ring from before it was armed for one that came after', () => {
    const memory = doorbellMemory();
    const bell = bellWith(looks, memory);
    const ring = ringer(memory);
    answers(bell);
    ring();
    bell.wait();
    ring();
    answers(bell);
    expect(() => bell.wait()).toThrow(LostWakeUp);
  });
});
