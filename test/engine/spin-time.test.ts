/** How long a station spins before it sleeps: longer after a short sleep. With a clock and words of its own. */
import { expect, test } from 'vitest';
import type { Words } from '../../src/channel/shared-words.ts';
import {
  NO_SPIN,
  type SpinTime,
  sharedWaker,
  spinTime,
  WAITING,
  WAKE_UPS,
} from '../../src/engine/station/shared-waker.ts';

/** A station that waits again and again, each time for as long as is said. */
function spinner(spin: SpinTime) {
  let nowMs = 0;
  let sleepMs = 0;
  let isWoken = true;
  const stored = new Map<number, number>();
  const words: Words = {
    load: (index) => stored.get(index) ?? 0,
    store: (index, value) => void stored.set(index, value),
    add: (index, value) => void stored.set(index, value + (stored.get(index) ?? 0)),
    wait() {
      nowMs += sleepMs;
      if (isWoken) words.add(WAKE_UPS, 1);
    },
    notify() {},
  };
  const waker = sharedWaker(words, spin, () => nowMs);
  /** Between two looks a millisecond passes. */
  const spun = (): number => {
    const beganMs = nowMs;
    while (!waker.prepare()) if (words.load(WAITING) === 0) nowMs++;
    return nowMs - beganMs;
  };
  return {
    /** How long it span. Then it slept. */
    wait(ms: number): number {
      const found = spun();
      sleepMs = ms;
      void waker.wait();
      return found;
    },
    /** The same, and then its time was over before anybody woke it. */
    rest(ms: number): number {
      isWoken = false;
      const found = this.wait(ms);
      isWoken = true;
      return found;
    },
    /** How long it span. Then it found something to do. */
    cancel(): number {
      const found = spun();
      waker.cancel();
      return found;
    },
  };
}

const SPIN: SpinTime = { leastMs: 5, mostMs: 20 };

test('a station spins for the least time, for the most time after a short sleep, and for the least again after a long one', () => {
  const station = spinner(SPIN);
  expect([3, 19, 20, 100, 0, 21, 3].map((ms) => station.wait(ms))).toEqual([5, 20, 20, 5, 5, 20, 5]);
});

test('a short rest is no short sleep: nobody woke the station', () => {
  const station = spinner(SPIN);
  expect([station.wait(3), station.rest(3), station.wait(3), station.wait(3)]).toEqual([5, 20, 5, 20]);
});

test('a station that finds something to do after it span spins as long the next time', () => {
  const station = spinner(SPIN);
  expect([station.cancel(), station.wait(3), station.cancel(), station.cancel()]).toEqual([5, 5, 20, 20]);
});

test('where both times are equal, no sleep changes anything', () => {
  const station = spinner({ leastMs: 5, mostMs: 5 });
  expect([0, 3, 5, 100].map((ms) => station.wait(ms))).toEqual([5, 5, 5, 5]);
  const sleeper = spinner(NO_SPIN);
  expect([0, 3, 100].map((ms) => sleeper.wait(ms))).toEqual([0, 0, 0]);
});

test('a station spins longer where every thread has a core, and not at all on one core', () => {
  const [apart, shared] = [spinTime(2, 2), spinTime(3, 2)];
  expect(apart.mostMs).toBeGreaterThan(apart.leastMs);
  expect(apart.leastMs).toBeGreaterThan(shared.mostMs);
  expect(shared.mostMs).toBe(shared.leastMs);
  expect([spinTime(1, 1), spinTime(8, 1)]).toEqual([NO_SPIN, NO_SPIN]);
});
