/**
 * The shared waker: how a station waits in shared memory. Its thread sleeps until a neighbour wakes it.
 *
 * It is an eventcount. `Atomics.notify` takes a lock of the whole process, even when no thread sleeps. So a neighbour that
 * has changed something first looks whether the station waits. That alone could lose a wake-up: one that comes between the
 * station's last look at its channels and its sleep. Therefore a station first sets a word that says "I am about to wait"
 * (`prepare`), then looks once more, and only then sleeps. That look sees every earlier change, and a neighbour that makes
 * a later change sees the word. Before the station sets the word it looks again for a short while. This is called spinning.
 * It is cheaper than a sleep as long as it is short.
 */
import type { Wake } from '../../channel/channel.ts';
import { AtomicWords, type Words } from '../../channel/shared-words.ts';
import { sharedIfPossible } from '../../line/shared-memory.ts';
import type { Waker } from './waker.ts';

export const WAITING = 0;
/** Counts the wake-ups. A thread that is about to sleep does not, if the count has changed. */
export const WAKE_UPS = 32;
export const STOPPED = 64;
export const WAKER_WORDS = 96;

/** Where memory is not shared, nobody waits there: see `threadWait`. */
export function sharedWakerMemory(): ArrayBufferLike {
  return sharedIfPossible(4 * WAKER_WORDS);
}

function wordsOf(memory: ArrayBufferLike | Words): Words {
  return 'load' in memory ? memory : new AtomicWords(memory, WAKER_WORDS);
}

/** Wakes a station from any thread. */
export function wakerOf(memory: ArrayBufferLike | Words): Wake {
  const words = wordsOf(memory);
  return () => {
    if (words.load(WAITING) === 0) return;
    words.add(WAKE_UPS, 1);
    words.notify(WAKE_UPS);
  };
}

/** Stops a station, wherever it waits or rests. */
export function stopAt(memory: ArrayBufferLike | Words): void {
  const words = wordsOf(memory);
  words.store(STOPPED, 1);
  words.notify(STOPPED);
  words.add(WAKE_UPS, 1);
  words.notify(WAKE_UPS);
}

/**
 * How long a station spins before it sleeps, in milliseconds. To fall asleep and to be woken takes about 50 us. In that time
 * a neighbour on another core has often done what the station waits for.
 *
 * Where every thread has a core, a station spins for those 50 us. With a shorter time, two threads that have once fallen asleep keep
 * waking each other, and a round trip takes 60 us instead of 1 us. Batches of a line that only forwards items come every 20 to 100
 * us: where a sleep was shorter than `mostMs`, the next spin may take that long. That made such a line on two threads a tenth
 * faster. A station that works sends every 500 us, and its reader sleeps meanwhile.
 *
 * Where threads share cores a station spins for 2 us: it holds the core that its neighbour needs. With 10 us, five threads on
 * two cores that forward single items took 5 % longer; without spinning they took a third longer. On a single core it does not spin.
 */
export function spinTime(threads: number, cores: number): SpinTime {
  if (cores === 1) return NO_SPIN;
  return threads <= cores ? { leastMs: 0.05, mostMs: 0.2 } : { leastMs: 0.002, mostMs: 0.002 };
}

export const NO_SPIN: SpinTime = { leastMs: 0, mostMs: 0 };

/** How long a station spins, in milliseconds, 0 or more: the least, and the most after a short sleep. */
export interface SpinTime {
  readonly leastMs: number;
  readonly mostMs: number;
}

/**
 * The station's own end. Its waits block the thread.
 *
 * @param nowMs a clock, in milliseconds
 */
export function sharedWaker(
  memory: ArrayBufferLike | Words,
  { leastMs, mostMs }: SpinTime,
  nowMs: () => number,
): Waker & { rest(ms: number): void; stopped(): boolean } {
  const words = wordsOf(memory);
  let spinMs = leastMs;
  /** While it spins: when it stops spinning. */
  let spinUntilMs: number | null = null;
  let prepared = false;
  let seen = words.load(WAKE_UPS);
  const stopped = (): boolean => words.load(STOPPED) === 1;
  const check = (): void => {
    if (stopped()) throw new Error('it was stopped');
  };
  return {
    prepare() {
      if (prepared) return true;
      if (spinMs > 0) {
        // It looks at the clock and does not count looks: in code that is not compiled yet a look takes fifty times as long.
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
    wait(ms) {
      // `seen` already counts a stop from before `prepare`. Such a stop would not end the sleep.
      check();
      const beganMs = mostMs > leastMs ? nowMs() : 0;
      words.wait(WAKE_UPS, seen, ms);
      words.store(WAITING, 0);
      // The end of a rest is no wake-up.
      const wasWoken = words.load(WAKE_UPS) !== seen;
      if (mostMs > leastMs) spinMs = wasWoken && nowMs() - beganMs < mostMs ? mostMs : leastMs;
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
      // It sleeps on the word for a stop. So neighbours do not end a rest early, and a stop does.
      words.wait(STOPPED, 0, ms);
      check();
    },
    stopped,
  };
}

/** Lets the other hyper-thread of the core run meanwhile. Node has `Atomics.pause` from version 24 on. */
const builtIn: unknown = Reflect.get(Atomics, 'pause');
const pause = typeof builtIn === 'function' ? (): void => void builtIn() : (): void => {};
