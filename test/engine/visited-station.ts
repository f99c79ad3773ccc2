/**
 * A station that waits at its shared waker, and a neighbour that acts at any moment that a test names.
 *
 * Both are on this thread, so that a test makes each interleaving and leaves none to chance. Nothing hangs: a sleep that no
 * wake-up can end any more throws.
 */
import { sharedWaker, sharedWakerMemory, stopAt, wakerOf } from '../../src/engine/station/shared-waker.ts';
import type { Waker } from '../../src/engine/station/waker.ts';

type Act = 'changes' | 'wakes' | 'stops' | 'begins to stop';
/** What the neighbour does before the station takes such a step, as `look 2`, or in its sleep. In the order of the list. */
export type Visits = readonly (readonly [Act, moment: string])[];

type Step = 'look' | 'prepare' | 'word' | 'sleep' | 'asleep';
type Sleep = (words: Int32Array, index: number, seen: number) => string;

/** More steps than a station takes that sleeps when it should. */
const ENDLESS = 100;

/** A protocol of waiting, made of the real waker and the real sleep. */
interface Protocol {
  waker(real: Waker): Waker;
  sleep(real: Sleep): Sleep;
}

export const REAL: Protocol = { waker: (real) => real, sleep: (real) => real };

/** A mutant: it prepares to wait, and sleeps at once. */
export const WITHOUT_SECOND_LOOK: Protocol = {
  ...REAL,
  waker: (real) => ({
    ...real,
    prepare() {
      for (let calls = 0; calls < ENDLESS && !real.prepare(); calls++);
      return true;
    },
  }),
};

/** A mutant: it sleeps even when it was woken after it had prepared to wait. */
export const WITHOUT_COUNT_OF_WAKE_UPS: Protocol = {
  ...REAL,
  sleep: (real) => (words, index) => real(words, index, Atomics.load(words, index)),
};

export class LostWakeUp extends Error {}
class Interrupted extends Error {}

const { wait, store, add, notify } = Atomics;
let come: (step: Step) => void = () => {};
let protocol = REAL;

/** Now, and for ever unless the neighbour acts. */
const sleepOf: Sleep = (words, index, seen) => {
  if (wait(words, index, seen, 0) === 'not-equal') return 'not-equal';
  come('asleep');
  if (wait(words, index, seen, 0) === 'not-equal') return 'ok';
  throw new LostWakeUp();
};

/** From here on each step on shared memory is announced, and no sleep lasts. */
export function steppedAtomics(): void {
  Reflect.set(Atomics, 'wait', (words: Int32Array, index: number, seen: number) => {
    come('sleep');
    return protocol.sleep(sleepOf)(words, index, seen);
  });
  Reflect.set(Atomics, 'store', (words: Int32Array, index: number, value: number) => {
    come('word');
    return store(words, index, value);
  });
}

export function atomicsAsTheyWere(): void {
  Reflect.set(Atomics, 'wait', wait);
  Reflect.set(Atomics, 'store', store);
  Reflect.set(Atomics, 'add', add);
  Reflect.set(Atomics, 'notify', notify);
  come = () => {};
  protocol = REAL;
}

/** Calls `visit` with each step that is about to be taken. */
export function meanwhile(visit: (step: Step) => void): void {
  come = visit;
}

/** Calls `noted` with each call for the system to wake a thread. */
export function onNotify(noted: () => void): void {
  Reflect.set(Atomics, 'notify', (words: Int32Array, index: number) => {
    noted();
    return notify(words, index);
  });
}

/** Acts up to the first count of a wake-up: a station that sees it goes on at once, and its neighbour only later. */
function untilItCounts(act: () => void): void {
  Reflect.set(Atomics, 'add', (words: Int32Array, index: number, value: number) => {
    add(words, index, value);
    throw new Interrupted();
  });
  try {
    act();
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
  } finally {
    Reflect.set(Atomics, 'add', add);
  }
}

interface Ending {
  readonly ending: 'woken' | 'lost a wake-up';
  /** All of them, in order. */
  readonly moments: readonly string[];
}

/** A waker whose clock goes on by one millisecond each time it is read: it spins for as many looks as milliseconds. */
export function wakerWith(looks: number, memory: ArrayBufferLike): ReturnType<typeof sharedWaker> {
  let ms = 0;
  return sharedWaker(memory, { leastMs: looks, mostMs: looks }, () => ms++);
}

/** A station waits for a change as an engine lets it wait, and is visited meanwhile. */
export function waitFor(visits: Visits, looks: number, how: Protocol): Ending {
  const memory = sharedWakerMemory();
  const channel = new Int32Array(new SharedArrayBuffer(4));
  const acts: Record<Act, () => void> = {
    changes: () => void store(channel, 0, 1),
    wakes: wakerOf(memory),
    stops: () => stopAt(memory),
    'begins to stop': () => untilItCounts(() => stopAt(memory)),
  };
  const moments: string[] = [];
  let left = visits;
  let visiting = false;
  come = (step) => {
    if (visiting) return;
    if (moments.length === ENDLESS) throw new Error('it neither finds anything to do nor sleeps');
    visiting = true;
    const moment = `${step} ${1 + moments.filter((moment) => moment.startsWith(`${step} `)).length}`;
    moments.push(moment);
    // A neighbour does not wait for a station that sleeps: it does everything that is left.
    const due = step === 'asleep' ? left : left.filter(([, at]) => at === moment);
    left = left.filter((visit) => !due.includes(visit));
    for (const [act] of due) acts[act]();
    visiting = false;
  };
  const changed = (): boolean => {
    come('look');
    return Atomics.load(channel, 0) === 1;
  };
  const waker = how.waker(wakerWith(looks, memory));
  protocol = how;
  try {
    while (!changed()) {
      come('prepare');
      if (waker.prepare()) waker.wait();
    }
    const found = [...moments];
    waker.cancel();
    return { ending: 'woken', moments: found };
  } catch (error) {
    if (!(error instanceof LostWakeUp)) throw error;
    return { ending: 'lost a wake-up', moments };
  }
}

/** All the moments of a station whose neighbour does nothing. */
export function momentsOf(looks: number, how: Protocol): readonly string[] {
  return waitFor([], looks, how).moments;
}

/** Does the first act at every moment, and the second at every later one: returns those pairs that leave it asleep. */
export function lostTo(first: Act, second: Act, looks: number, how: Protocol): string[] {
  const moments = momentsOf(looks, how);
  return moments.flatMap((one, i) =>
    moments
      .slice(i)
      .map(
        (other): Visits => [
          [first, one],
          [second, other],
        ],
      )
      .filter((visits) => waitFor(visits, looks, how).ending === 'lost a wake-up')
      .map((visits) => visits.map(([act, at]) => `${act} at ${at}`).join(', ')),
  );
}
