/** Lines with one mistake each, all of them tempting: what the real parts would be without one of their precautions. */
import { CLOSED, READ, RingInlet, RingOutlet, type Shared, WRITTEN } from '../../src/channel/ring.ts';
import type { Words } from '../../src/channel/shared-words.ts';
import { RINGS, STOPPED, WAITING } from '../../src/engine/station/shared-waker.ts';
import { type Parts, REAL } from './line.ts';

/** It says that it is about to wait, and sleeps at once. */
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

/** It looks again, but sleeps also when it was rung since it armed its bell. */
export const SLEEPS_WHATEVER_WAS_RUNG: Parts = {
  ...REAL,
  waker: (words, looks) => REAL.waker({ ...callsOf(words), wait: (at) => words.wait(at, words.load(at)) }, looks),
};

/** It takes back that it waits just before it sleeps. */
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

/** Whoever rings wakes a sleeper, and does not count it for one who is just falling asleep. */
export const RINGS_WITHOUT_COUNTING: Parts = {
  ...REAL,
  wakerOf: (words) => REAL.wakerOf({ ...callsOf(words), add() {} }),
};

export const COUNTS_WITHOUT_WAKING: Parts = {
  ...REAL,
  wakerOf: (words) => REAL.wakerOf({ ...callsOf(words), notify() {} }),
};

/** The writer rings, and then says what it has written. */
export const RINGS_BEFORE_IT_PUBLISHES: Parts = {
  ...REAL,
  outlet: ({ words, slots }, capacity, ring, batch) =>
    new RingOutlet({ words: ringingBefore(WRITTEN, words, ring), slots }, capacity, () => {}, batch),
};

/** The reader rings, and then gives the room back. */
export const RINGS_BEFORE_IT_GIVES_BACK: Parts = {
  ...REAL,
  inlet: ({ words, slots }, capacity, ring) =>
    new RingInlet({ words: ringingBefore(READ, words, ring), slots }, capacity, () => {}),
};

export const CLOSES_WITHOUT_RINGING: Parts = {
  ...REAL,
  outlet(shared, capacity, ring, batch) {
    let closed = false;
    const store: Words['store'] = (at, value) => {
      if (at === CLOSED) closed = true;
      shared.words.store(at, value);
    };
    const words = { ...callsOf(shared.words), store };
    return new RingOutlet({ words, slots: shared.slots }, capacity, () => closed || ring(), batch);
  },
};

export const PUBLISHES_BEFORE_IT_WRITES: Parts = {
  ...REAL,
  outlet(shared, capacity, ring, batch) {
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
    return new RingOutlet({ words: { ...callsOf(shared.words), store }, slots }, capacity, ring, batch);
  },
};

/** The reader says that a slot is free, and then takes what is in it. */
export const GIVES_BACK_BEFORE_IT_TAKES: Parts = {
  ...REAL,
  inlet({ words, slots }, capacity, ring) {
    let read = words.load(READ);
    const early: Shared['slots'] = new Proxy(slots, {
      get(target, key) {
        if (key !== 'length') words.store(READ, ++read);
        return Reflect.get(target, key);
      },
    });
    return new RingInlet({ words, slots: early }, capacity, ring);
  },
};

export const COUNTS_ONE_SLOT_TOO_MANY: Parts = {
  ...REAL,
  outlet: (shared, capacity, ring, batch) => new RingOutlet(shared, capacity + 1, ring, batch),
};

/** It asks where the writer has come to, and then whether the writer has closed. */
export const ASKS_FOR_THE_END_LAST: Parts = {
  ...REAL,
  inlet({ words, slots }, capacity, ring) {
    let written: number | null = null;
    const load: Words['load'] = (at) => {
      if (at === CLOSED) written = words.load(WRITTEN);
      if (at !== WRITTEN || written === null) return words.load(at);
      const asked = written;
      written = null;
      return asked;
    };
    const inlet = new RingInlet({ words: { ...callsOf(words), load }, slots }, capacity, ring);
    const { take } = inlet;
    return Object.assign(inlet, {
      take() {
        written = null;
        return take.call(inlet);
      },
    });
  },
};

/** A stop sets its word and wakes sleepers, but does not count as a ring. */
export const STOPS_WITHOUT_COUNTING: Parts = {
  ...REAL,
  stop: (words) => REAL.stop({ ...callsOf(words), add() {} }),
};

/** It asks whether it was told to stop after its sleep only. */
export const SLEEPS_WITHOUT_ASKING_FOR_A_STOP: Parts = {
  ...REAL,
  waker(words, looks) {
    let awake = false;
    const load: Words['load'] = (at) => (at === STOPPED && !awake ? 0 : words.load(at));
    const wait: Words['wait'] = (at, seen) => {
      words.wait(at, seen);
      awake = at === RINGS || at === STOPPED;
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

/** A stop wakes whoever waits for a neighbour, and lets those sleep who rest. */
export const STOPS_ONLY_WHO_WAITS: Parts = {
  ...REAL,
  stop: (words) => REAL.stop({ ...callsOf(words), notify: (at) => (at === STOPPED ? undefined : words.notify(at)) }),
};

function ringingBefore(word: number, words: Words, ring: () => void): Words {
  return {
    ...callsOf(words),
    store(at, value) {
      if (at === word || at === CLOSED) ring();
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
