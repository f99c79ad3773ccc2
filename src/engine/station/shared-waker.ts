/**
 * The shared waker: how a station waits in shared memory, where its thread sleeps until a neighbour wakes it.
 *
 * It is an eventcount. `Atomics.notify` enters the engine and takes a lock of the whole process, even when no thread
 * sleeps. So a neighbour that has changed something first looks whether the station waits. That alone would lose a wake-up
 * that falls between the station's last look at its channels and its sleep. Therefore a station first says that it is about
 * to wait (`prepare`), then looks once more, and only then sleeps. It sees every change from before that look, and every
 * later change sees its word. Before all this it looks some times without the word. That is spinning, and it is cheap while
 * it is short.
 */
import type { Wake } from '../../channel/channel.ts';
import { AtomicWords, type Words } from '../../channel/shared-words.ts';
import type { Waker } from './waker.ts';

export const WAITING = 0;
/** Counts the wake-ups: a thread that is about to sleep finds the count changed. */
export const WAKE_UPS = 32;
export const STOPPED = 64;
const WORDS = 96;

export function sharedWakerMemory(): SharedArrayBuffer {
  return new SharedArrayBuffer(4 * WORDS);
}

function wordsOf(memory: SharedArrayBuffer | Words): Words {
  return memory instanceof SharedArrayBuffer ? new AtomicWords(memory, WORDS) : memory;
}

/** Wakes a station from any thread. */
export function wakerOf(memory: SharedArrayBuffer | Words): Wake {
  const words = wordsOf(memory);
  return () => {
    if (words.load(WAITING) === 0) return;
    words.add(WAKE_UPS, 1);
    words.notify(WAKE_UPS);
  };
}

/** Stops a station, wherever it waits or rests. */
export function stopAt(memory: SharedArrayBuffer | Words): void {
  const words = wordsOf(memory);
  words.store(STOPPED, 1);
  words.notify(STOPPED);
  words.add(WAKE_UPS, 1);
  words.notify(WAKE_UPS);
}

/**
 * How long a station spins before it sleeps, in milliseconds. To fall asleep and to be woken takes some 50 us. In that time
 * a neighbour on another core has often done what the station waits for.
 *
 * Where every thread has a core, a station spins for about as long as that. With less, two threads that have once fallen
 * asleep on each other never get back to answering at once, and a round trip takes 60 us instead of one. Where threads share
 * cores it spins a fifth of that, since it holds the core that its neighbour needs. On a single core it does not spin.
 */
export function spinTimeMs(threads: number, cores: number): number {
  if (cores === 1) return 0;
  return threads <= cores ? 0.05 : 0.01;
}

/**
 * The station's own end. Its waits block the thread.
 *
 * @param spinMs how long it looks again before it sleeps, in milliseconds, 0 or more
 * @param nowMs a clock
 */
export function sharedWaker(
  memory: SharedArrayBuffer | Words,
  spinMs: number,
  nowMs: () => number,
): Waker & { rest(ms: number): void } {
  const words = wordsOf(memory);
  /** While it spins: when it stops spinning. */
  let spinUntilMs: number | null = null;
  let prepared = false;
  let seen = words.load(WAKE_UPS);
  const check = (): void => {
    if (words.load(STOPPED) === 1) throw new Error('it was stopped');
  };
  return {
    prepare() {
      if (prepared) return true;
      if (spinMs > 0) {
        // By the clock and not by counting: code that is not compiled yet looks fifty times as slowly.
        const ms = nowMs();
        spinUntilMs ??= ms + spinMs;
        if (ms < spinUntilMs) {
          pause();
          return false;
        }
      }
      prepared = true;
      seen = words.load(WAKE_UPS);
      words.store(WAITING, 1);
      return false;
    },
    wait() {
      // A stop from before `prepare` is counted in `seen` already, so that it would end no sleep.
      check();
      words.wait(WAKE_UPS, seen);
      words.store(WAITING, 0);
      prepared = false;
      spinUntilMs = null;
      check();
    },
    cancel() {
      spinUntilMs = null;
      if (!prepared) return;
      words.store(WAITING, 0);
      prepared = false;
    },
    rest(ms) {
      // Neighbours wake only a station that waits. So only a stop ends a rest early.
      words.wait(STOPPED, 0, ms);
      check();
    },
  };
}

/** Lets the other hyper-thread of the core work meanwhile. Node has it from 24 on. */
const builtIn: unknown = Reflect.get(Atomics, 'pause');
const pause = typeof builtIn === 'function' ? (): void => void builtIn() : (): void => {};
