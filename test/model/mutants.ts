/** Lines with one mistake each, which is easy to make: the real parts without one of their precautions. */
import { CLOSED, READ, RingInlet, RingOutlet, type Shared, WRITTEN } from '../../src/channel/ring.ts';
import type { Words } from '../../src/channel/shared-words.ts';
import { STOPPED, WAITING, WAKE_UPS } from '../../src/engine/station/shared-waker.ts';
import { type Parts, REAL } from './line.ts';

/** It prepares to wait, and sleeps at once. */
export const DOES_NOT_LOOK_AGAIN: Parts = {
  ...REAL,
  waker(words, looks) {
    const waker = REAL.waker(words, looks);
    return {
      ...waker,
      prepare() {
        while (!waker.prepare());
        return true;
      },
    };
  },
};

/** It looks again, but sleeps even when it was woken after it had prepared to wait. */
export const SLEEPS_IN_SPITE_OF_A_WAKE_UP: Parts = {
  ...REAL,
  waker: (words, looks) => REAL.waker({ ...callsOf(words), wait: (at) => words.wait(at, words.load(at)) }, looks),
};

/** It clears its word just before it sleeps. */
export const TAKES_ITS_WORD_BACK_TOO_EARLY: Parts = {
  ...REAL,
  waker(words, looks) {
    const wait: Words['wait'] = (at, seen) => {
      words.store(WAITING, 0);
      words.wait(at, seen);
    };
    return REAL.waker({ ...callsOf(words), wait }, looks);
  },
};

/** A wake-up reaches a station that sleeps, but is not counted for one that is about to sleep. */
export const WAKES_WITHOUT_COUNTING: Parts = {
  ...REAL,
  wakerOf: (words) => REAL.wakerOf({ ...callsOf(words), add() {} }),
};

export const COUNTS_WITHOUT_WAKING: Parts = {
  ...REAL,
  wakerOf: (words) => REAL.wakerOf({ ...callsOf(words), notify() {} }),
};

/** The writer wakes the reader, and then publishes what it has written. */
export const WAKES_BEFORE_IT_PUBLISHES: Parts = {
  ...REAL,
  outlet: ({ words, slots }, capacity, wake, batch) =>
    new RingOutlet({ words: wakingBefore(WRITTEN, words, wake), slots }, capacity, () => {}, batch),
};

/** The reader wakes the writer, and then gives the room back. */
export const WAKES_BEFORE_IT_GIVES_BACK: Parts = {
  ...REAL,
  inlet: ({ words, slots }, capacity, wake) =>
    new RingInlet({ words: wakingBefore(READ, words, wake), slots }, capacity, () => {}),
};

export const CLOSES_WITHOUT_WAKING: Parts = {
  ...REAL,
  outlet(shared, capacity, wake, batch) {
    let closed = false;
    const store: Words['store'] = (at, value) => {
      if (at === CLOSED) closed = true;
      shared.words.store(at, value);
    };
    const words = { ...callsOf(shared.words), store };
    return new RingOutlet({ words, slots: shared.slots }, capacity, () => closed || wake(), batch);
  },
};

export const PUBLISHES_BEFORE_IT_WRITES: Parts = {
  ...REAL,
  outlet(shared, capacity, wake, batch) {
    const late: (() => void)[] = [];
    const store: Words['store'] = (at, value) => {
      shared.words.store(at, value);
      for (const write of late.splice(0)) write();
    };
    const slots = new Proxy(shared.slots, {
      set(target, key, item) {
        late.push(() => Reflect.set(target, key, item));
        return true;
      },
    });
    return new RingOutlet({ words: { ...callsOf(shared.words), store }, slots }, capacity, wake, batch);
  },
};

/** The reader gives a slot back, and then takes what is in it. */
export const GIVES_BACK_BEFORE_IT_TAKES: Parts = {
  ...REAL,
  inlet({ words, slots }, capacity, wake) {
    let read = words.load(READ);
    const early: Shared['slots'] = new Proxy(slots, {
      get(target, key) {
        if (key !== 'length') words.store(READ, ++read);
        return Reflect.get(target, key);
      },
    });
    return new RingInlet({ words, slots: early }, capacity, wake);
  },
};

export const COUNTS_ONE_SLOT_TOO_MANY: Parts = {
  ...REAL,
  outlet: (shared, capacity, wake, batch) => new RingOutlet(shared, capacity + 1, wake, batch),
};

/** It loads the writer's counter, and then whether the writer has closed. */
export const ASKS_FOR_THE_END_LAST: Parts = {
  ...REAL,
  inlet({ words, slots }, capacity, wake) {
    let written: number | null = null;
    const load: Words['load'] = (at) => {
      if (at === CLOSED) written = words.load(WRITTEN);
      if (at !== WRITTEN || written === null) return words.load(at);
      const asked = written;
      written = null;
      return asked;
    };
    const inlet = new RingInlet({ words: { ...callsOf(words), load }, slots }, capacity, wake);
    const { take } = inlet;
    return Object.assign(inlet, {
      take() {
        written = null;
        return take.call(inlet);
      },
    });
  },
};

/** A stop sets its word and wakes sleepers, but is not counted as a wake-up. */
export const STOPS_WITHOUT_COUNTING: Parts = {
  ...REAL,
  stop: (words) => REAL.stop({ ...callsOf(words), add() {} }),
};

/** It looks only after its sleep whether it was stopped. */
export const SLEEPS_WITHOUT_ASKING_FOR_A_STOP: Parts = {
  ...REAL,
  waker(words, looks) {
    let awake = false;
    const load: Words['load'] = (at) => (at === STOPPED && !awake ? 0 : words.load(at));
    const wait: Words['wait'] = (at, seen) => {
      words.wait(at, seen);
      awake = at === WAKE_UPS || at === STOPPED;
    };
    const waker = REAL.waker({ ...callsOf(words), load, wait }, looks);
    return {
      ...waker,
      wait() {
        awake = false;
        waker.wait();
      },
    };
  },
};

/** A stop wakes a station that waits for a neighbour, but not one that rests. */
export const STOPS_ONLY_WHO_WAITS: Parts = {
  ...REAL,
  stop: (words) => REAL.stop({ ...callsOf(words), notify: (at) => (at === STOPPED ? undefined : words.notify(at)) }),
};

function wakingBefore(word: number, words: Words, wake: () => void): Words {
  return {
    ...callsOf(words),
    store(at, value) {
      if (at === word || at === CLOSED) wake();
      words.store(at, value);
    },
  };
}

/** Its calls as they are, to exchange some of them. */
function callsOf(words: Words): Words {
  return {
    load: (at) => words.load(at),
    store: (at, value) => words.store(at, value),
    add: (at, value) => words.add(at, value),
    wait: (at, seen, ms) => words.wait(at, seen, ms),
    notify: (at) => words.notify(at),
  };
}
