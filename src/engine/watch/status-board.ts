/**
 * The board: what each station is doing and how far it is, in memory that whoever watches over the line can read.
 *
 * A station that hangs cannot be asked anything. So each writes down what it does as it goes, and a watchdog looks from
 * another thread. The counts are plain stores, and some items behind (see teller.ts): they are for people, and nobody waits
 * for them. What a station is doing is stored atomically, and only when it changes.
 */

export const ACTIVITIES = [
  'starting',
  'ready',
  'running',
  'working',
  'resting',
  'waiting for input',
  'waiting for room',
  'ended',
] as const;
/**
 * - `running`: in its coroutine or on the way there; `working`: in a piece of work, which always ends.
 * - `waiting for input`: it has taken all there was; `waiting for room`: an outlet is full.
 */
export type Activity = (typeof ACTIVITIES)[number];

/** What the board says of one station. */
export interface StationView {
  readonly name: string;
  readonly doing: Activity;
  /** Items taken in; of a source always 0. */
  readonly received: number;
  /** Items sent. */
  readonly made: number;
  /** Pieces of work begun. */
  readonly pieces: number;
  /** How long the rest takes that it is having, in milliseconds. */
  readonly restMs: number;
  /** The outlets that had no room when it began to wait for room, by their place among the station's outlets. */
  readonly full: readonly number[];
  /** Node's number of its thread; 0 before it has started, and on the main thread. */
  readonly thread: number;
}

/** Words of 4 bytes for one station: on cache lines of its own, or writing them would slow its neighbours down. */
const WORDS = 32;
const DOING = 0;
const RECEIVED = 1;
const MADE = 2;
const REST_MS = 3;
const THREAD = 4;
const PIECES = 5;
const FULL = 6;
/** A line has at most 64 stations, and a station no more outlets than that. */
const FULL_WORDS = 2;

export function statusBoardBytes(stations: number): number {
  return 4 * WORDS * stations;
}

/** One station's place on the board, where the station itself writes. */
export class Status {
  readonly #words: Int32Array;

  /** @param place which station it is, from 0 */
  constructor(memory: ArrayBufferLike, place: number) {
    this.#words = new Int32Array(memory, 4 * WORDS * place, WORDS);
  }

  is(doing: Activity): void {
    Atomics.store(this.#words, DOING, ACTIVITIES.indexOf(doing));
  }

  /** So many items more have been taken in, and so many have been sent by now. */
  took(items: number, made: number): void {
    this.#words[RECEIVED] = (this.#words[RECEIVED] ?? 0) + items;
    this.#words[MADE] = made;
  }

  works(): void {
    this.#words[PIECES] = (this.#words[PIECES] ?? 0) + 1;
    this.is('working');
  }

  rests(ms: number): void {
    this.#words[REST_MS] = Math.ceil(ms);
    this.is('resting');
  }

  waitsForRoom(full: readonly number[]): void {
    for (let word = 0; word < FULL_WORDS; word++) this.#words[FULL + word] = 0;
    for (const outlet of full) {
      const word = FULL + (outlet >> 5);
      this.#words[word] = (this.#words[word] ?? 0) | (1 << (outlet & 31));
    }
    this.is('waiting for room');
  }

  runsOn(thread: number): void {
    this.#words[THREAD] = thread;
  }
}

/** @param names the stations in the order of their places */
export function readStatusBoard(memory: ArrayBufferLike, names: readonly string[]): StationView[] {
  const all = new Int32Array(memory);
  return names.map((name, place) => {
    const word = (offset: number): number => Atomics.load(all, WORDS * place + offset);
    const full = Array.from({ length: 32 * FULL_WORDS }, (_, outlet) => outlet).filter(
      (outlet) => (word(FULL + (outlet >> 5)) & (1 << (outlet & 31))) !== 0,
    );
    return {
      name,
      doing: ACTIVITIES[word(DOING)] ?? 'starting',
      received: word(RECEIVED),
      made: word(MADE),
      pieces: word(PIECES),
      restMs: word(REST_MS),
      full,
      thread: word(THREAD),
    };
  });
}
