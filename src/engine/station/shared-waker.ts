/**
 * The doorbell: the bell of a station that waits in shared memory, where its thread sleeps until a neighbour rings.
 *
 * Notifying costs a system call and takes a lock of the whole process, even when nobody waits. So whoever has changed
 * something looks first whether the station waits. That alone would lose a ring that falls between the station's last
 * look at its channels and its going to sleep; therefore a station first says that it is about to wait (`arm`), then
 * looks once more, and only then sleeps. Whoever changes something before that look is seen, whoever changes something
 * after it sees the word. Before all that it looks some times without a word: that is spinning, and cheap while it is
 * short.
 */
import type { Wake } from '../../channel/channel.ts';
import { AtomicWords, type Words } from '../../channel/shared-words.ts';
import type { Waker } from './waker.ts';

export const WAITING = 0;
/** Counts the rings: a sleeper that comes too late finds it changed. */
export const RINGS = 32;
export const STOPPED = 64;
const WORDS = 96;

export function sharedWakerMemory(): SharedArrayBuffer {
  return new SharedArrayBuffer(4 * WORDS);
}

function wordsOf(memory: SharedArrayBuffer | Words): Words {
  return memory instanceof SharedArrayBuffer ? new AtomicWords(memory, WORDS) : memory;
}

/** Rings a station's doorbell from any thread. */
export function wakerOf(memory: SharedArrayBuffer | Words): Wake {
  const words = wordsOf(memory);
  return () => {
    if (words.load(WAITING) === 0) return;
    words.add(RINGS, 1);
    words.notify(RINGS);
  };
}

/** Sends the station home, wherever it waits or rests. */
export function stopAt(memory: SharedArrayBuffer | Words): void {
  const words = wordsOf(memory);
  words.store(STOPPED, 1);
  words.notify(STOPPED);
  words.add(RINGS, 1);
  words.notify(RINGS);
}

/**
 * How long a station goes on looking before it sleeps, in milliseconds: going to sleep and being woken takes some 50 us,
 * in which a neighbour on another core has often done what was waited for.
 *
 * Where every thread has a core, for about as long as that: with less, two threads that have once fallen asleep on each
 * other never find back to answering at once, and a round trip takes 60 us instead of one. Where threads share cores only
 * a fifth of it, or a station would hold the core that its neighbour needs; and on a single core not at all, since nobody
 * else can do anything meanwhile.
 */
export function patienceMs(threads: number, cores: number): number {
  if (cores === 1) return 0;
  return threads <= cores ? 0.05 : 0.01;
}

/**
 * The station's own end of its doorbell. Its waits block the thread.
 *
 * @param patience for how long it looks again before it sleeps, in milliseconds, 0 or more
 * @param nowMs a clock
 */
export function sharedWaker(
  memory: SharedArrayBuffer | Words,
  patience: number,
  nowMs: () => number,
): Waker & { rest(ms: number): void } {
  const words = wordsOf(memory);
  /** While it looks: when it has looked for long enough. */
  let patientUntilMs: number | null = null;
  let armed = false;
  let seen = words.load(RINGS);
  const check = (): void => {
    if (words.load(STOPPED) === 1) throw new Error('it was told to stop');
  };
  return {
    prepare() {
      if (armed) return true;
      if (patience > 0) {
        // By the clock and not by counting: code that is not compiled yet looks fifty times as slowly.
        const ms = nowMs();
        patientUntilMs ??= ms + patience;
        if (ms < patientUntilMs) {
          pause();
          return false;
        }
      }
      armed = true;
      seen = words.load(RINGS);
      words.store(WAITING, 1);
      return false;
    },
    wait() {
      // A stop from before the bell was armed has been counted already, so that no sleep would end because of it.
      check();
      words.wait(RINGS, seen);
      words.store(WAITING, 0);
      armed = false;
      patientUntilMs = null;
      check();
    },
    cancel() {
      patientUntilMs = null;
      if (!armed) return;
      words.store(WAITING, 0);
      armed = false;
    },
    rest(ms) {
      // Neighbours ring only whoever waits, so that nothing but a stop wakes a station that rests.
      words.wait(STOPPED, 0, ms);
      check();
    },
  };
}

/** Lets the other half of a processor work meanwhile; Node has it from 24 on. */
const builtIn: unknown = Reflect.get(Atomics, 'pause');
const pause = typeof builtIn === 'function' ? (): void => void builtIn() : (): void => {};
