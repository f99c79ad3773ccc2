/**
 * The doorbell: the bell of a station that waits in shared memory, where its thread sleeps until a neighbour rings.
 *
 * Notifying costs a system call and takes a lock of the whole process, even when nobody waits. So whoever has changed
 * something looks first whether the station waits. That alone would lose a ring that falls between the station's last
 * look at its channels and its going to sleep; therefore a station first says that it is about to wait (`arm`), then
 * looks once more, and only then sleeps. Whoever changes something before that look is seen, whoever changes something
 * after it sees the word.
 */
import type { Ring } from '../channel/channel.ts';
import type { Bell } from './bell.ts';

const WAITING = 0;
/** Counts the rings: a sleeper that comes too late finds it changed. */
const RINGS = 32;
const STOPPED = 64;
const WORDS = 96;

export function doorbellMemory(): SharedArrayBuffer {
  return new SharedArrayBuffer(4 * WORDS);
}

/** Rings a station's doorbell from any thread. */
export function ringer(memory: SharedArrayBuffer): Ring {
  const words = new Int32Array(memory);
  return () => {
    if (Atomics.load(words, WAITING) === 0) return;
    Atomics.add(words, RINGS, 1);
    Atomics.notify(words, RINGS);
  };
}

/** Sends the station home, wherever it waits or rests. */
export function stopAt(memory: SharedArrayBuffer): void {
  const words = new Int32Array(memory);
  Atomics.store(words, STOPPED, 1);
  Atomics.notify(words, STOPPED);
  Atomics.add(words, RINGS, 1);
  Atomics.notify(words, RINGS);
}

/** The station's own end of its doorbell. Its waits block the thread. */
export function doorbell(memory: SharedArrayBuffer): Bell & { rest(ms: number): void } {
  const words = new Int32Array(memory);
  let armed = false;
  let seen = Atomics.load(words, RINGS);
  const check = (): void => {
    if (Atomics.load(words, STOPPED) === 1) throw new Error('it was told to stop');
  };
  return {
    arm() {
      if (armed) return true;
      armed = true;
      seen = Atomics.load(words, RINGS);
      Atomics.store(words, WAITING, 1);
      return false;
    },
    wait() {
      Atomics.wait(words, RINGS, seen);
      Atomics.store(words, WAITING, 0);
      armed = false;
      check();
    },
    disarm() {
      if (!armed) return;
      Atomics.store(words, WAITING, 0);
      armed = false;
    },
    rest(ms) {
      // Neighbours ring only whoever waits, so that nothing but a stop wakes a station that rests.
      Atomics.wait(words, STOPPED, 0, ms);
      check();
    },
  };
}
