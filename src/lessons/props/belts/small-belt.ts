/** A belt between two stations, in shared memory: it counts its free places and the items that were put on it. */
export class SmallBelt {
  readonly words: Int32Array;
  readonly #beforeSleep: () => void;

  /** @param beforeSleep called when the thread of this end is about to sleep */
  constructor(words: Int32Array, beforeSleep: () => void = () => {}) {
    this.words = words;
    this.#beforeSleep = beforeSleep;
  }

  /** A new belt with that many free places. */
  static withRoom(room: number): SmallBelt {
    const words = new Int32Array(new SharedArrayBuffer(WORDS * Int32Array.BYTES_PER_ELEMENT));
    words[ROOM] = room;
    return new SmallBelt(words);
  }

  isFull(): boolean {
    return Atomics.load(this.words, ROOM) === 0;
  }

  put(): void {
    Atomics.sub(this.words, ROOM, 1);
    Atomics.add(this.words, SENT, 1);
  }

  sent(): number {
    return Atomics.load(this.words, SENT);
  }

  /** Takes one item off the belt. */
  take(): void {
    Atomics.add(this.words, ROOM, 1);
    Atomics.notify(this.words, ROOM);
  }

  /** Blocks the thread while the belt is full. */
  sleep(): void {
    this.#beforeSleep();
    Atomics.store(this.words, SLEEPS, 1);
    Atomics.wait(this.words, ROOM, 0);
  }

  /** Whether a thread has gone to sleep. */
  hasSleeper(): boolean {
    return Atomics.load(this.words, SLEEPS) === 1;
  }
}

/** The places of the words. */
const [ROOM, SENT, SLEEPS, WORDS] = [0, 1, 2, 3];
