/**
 * The status board: what each station is doing and how far it is, in memory that the watchdog can read.
 *
 * A station that hangs cannot answer questions. So each station writes its status while it runs, and the watchdog reads it,
 * mostly from another thread. The counts are plain stores and may be some items behind (see heartbeat.ts): no thread waits
 * for them. The activity is stored atomically, and only when it changes.
 */
import type { StationProgress } from '../failure.ts';

export const ACTIVITIES = [
  'starting',
  'before its first yield',
  'ready',
  'running',
  'working',
  'resting',
  'waiting for input',
  'waiting for room',
  'ended',
] as const;
/**
 * - `before its first yield`: its coroutine has been resumed once, and has not come to wait for its first item.
 * - `running`: in its coroutine, or in the loop that resumes it.
 * - `working`: in a piece of work, which always ends.
 * - `waiting for input`: it has taken every item that was there.
 * - `waiting for room`: an outlet is full.
 */
export type Activity = (typeof ACTIVITIES)[number];

/** The status of one station. */
export interface StationView {
  readonly name: string;
  readonly activity: Activity;
  /** Items taken; of a source, items delivered. */
  readonly received: number;
  /** Items sent. */
  readonly made: number;
  /** Pieces of work begun. */
  readonly pieces: number;
  /** How long its current rest takes, in milliseconds. */
  readonly restMs: number;
  /** The outlets that had no room when it began to wait for room, by their index among the station's outlets. */
  readonly full: readonly number[];
  /** Node's number of its thread; 0 before it has started, and on the main thread. */
  readonly thread: number;
  /** On a thread with several stations: whose code runs, in the entry of the first of them; null elsewhere. */
  readonly top: Top | null;
}

/** Words of 4 bytes for one station. No two stations share a cache line: the stores of one would slow down the other. */
const WORDS = 32;
const ACTIVITY = 0;
const RECEIVED = 1;
const MADE = 2;
const REST_MS = 3;
const THREAD = 4;
const PIECES = 5;
const TOP = 6;
const FULL = 7;
/** The rest of the words, a bit for each outlet: 800 outlets. */
const FULL_WORDS = WORDS - FULL;

export function statusBoardBytes(stations: number): number {
  return 4 * WORDS * stations;
}

/** Writes one station's entry on the board. */
export class StatusWriter {
  readonly #words: Int32Array;

  /** @param place which station it is, from 0: the source first */
  constructor(memory: ArrayBufferLike, place: number) {
    this.#words = new Int32Array(memory, 4 * WORDS * place, WORDS);
  }

  writeActivity(activity: Activity): void {
    Atomics.store(this.#words, ACTIVITY, ACTIVITIES.indexOf(activity));
  }

  /** The station has taken `items` more items, and has sent `made` items in all. */
  writeCounts(items: number, made: number): void {
    this.#words[RECEIVED] = (this.#words[RECEIVED] ?? 0) + items;
    this.#words[MADE] = made;
  }

  /** The word that says how many items the station has sent, for plain stores. */
  madeWord(): Int32Array {
    return this.#words.subarray(MADE, MADE + 1);
  }

  /** The station begins a piece of work. */
  writeWork(): void {
    this.#words[PIECES] = (this.#words[PIECES] ?? 0) + 1;
    this.writeActivity('working');
  }

  writeRest(ms: number): void {
    this.#words[REST_MS] = Math.ceil(ms);
    this.writeActivity('resting');
  }

  /** @param full the outlets without room, by their index among the station's outlets */
  writeWaitForRoom(full: readonly number[]): void {
    for (let word = 0; word < FULL_WORDS; word++) this.#words[FULL + word] = 0;
    for (const outlet of full) {
      if (outlet >= 32 * FULL_WORDS) break;
      const word = FULL + (outlet >> 5);
      this.#words[word] = (this.#words[word] ?? 0) | (1 << (outlet & 31));
    }
    this.writeActivity('waiting for room');
  }

  /** @param thread Node's number of the thread on which the station runs */
  writeThread(thread: number): void {
    this.#words[THREAD] = thread;
  }
}

/**
 * Whose code runs on a thread where stations call each other: a station, or the reader of an item that a station has just sent. Who that
 * is can be found out later. A send only stores what it has at hand, since it stores twice: before the call and after it.
 */
export interface Top {
  readonly place: number;
  /** The item that the station there has sent; null where it runs itself. */
  readonly item: number | null;
}

const ITEM_BITS = 16;

/** The word for a station that runs. */
export function topOf(place: number): number {
  return place + 1;
}

/** The word for the reader of item 0; the item is added to it. */
export function topOfReader(sender: number): number {
  return (sender + 1) << ITEM_BITS;
}

function topIn(word: number): Top | null {
  if (word === 0) return null;
  if (word >> ITEM_BITS === 0) return { place: word - 1, item: null };
  return { place: (word >> ITEM_BITS) - 1, item: word & (2 ** ITEM_BITS - 1) };
}

/** The word of a thread that says it, for plain stores. @param first the place of the first station of the thread */
export function topWord(memory: ArrayBufferLike, first: number): Int32Array {
  return new Int32Array(memory, 4 * (WORDS * first + TOP), 1);
}

/** The station whose code runs, on a thread with the given edges between stations. */
export function stationOnTop(
  { place, item }: Top,
  edges: readonly { readonly from: number; readonly to: number; readonly items: readonly number[] | null }[],
): number {
  if (item === null) return place;
  return edges.find(({ from, items }) => from === place && items?.includes(item) === true)?.to ?? place;
}

/**
 * Reads the entries of the stations.
 *
 * @param names the stations in the order of their places
 * @param first the place of the first of them
 */
export function readStatusBoard(memory: ArrayBufferLike, names: readonly string[], first = 0): StationView[] {
  const all = new Int32Array(memory);
  return names.map((name, i) => {
    const word = (offset: number): number => Atomics.load(all, WORDS * (first + i) + offset);
    const full = Array.from({ length: 32 * FULL_WORDS }, (_, outlet) => outlet).filter(
      (outlet) => (word(FULL + (outlet >> 5)) & (1 << (outlet & 31))) !== 0,
    );
    return {
      name,
      activity: ACTIVITIES[word(ACTIVITY)] ?? 'starting',
      received: word(RECEIVED),
      made: word(MADE),
      pieces: word(PIECES),
      restMs: word(REST_MS),
      full,
      thread: word(THREAD),
      top: topIn(word(TOP)),
    };
  });
}

/** A copy of some entries, one after the other. */
export function entriesOf(memory: ArrayBufferLike, places: readonly number[]): Int32Array {
  const all = new Int32Array(memory);
  const entries = new Int32Array(WORDS * places.length);
  for (const [i, place] of places.entries()) entries.set(all.subarray(WORDS * place, WORDS * (place + 1)), WORDS * i);
  return entries;
}

/** Puts such a copy where it belongs. */
export function writeEntries(memory: ArrayBufferLike, places: readonly number[], entries: Int32Array): void {
  const all = new Int32Array(memory);
  for (const [i, place] of places.entries()) all.set(entries.subarray(WORDS * i, WORDS * (i + 1)), WORDS * place);
}

/**
 * How far the station at a place got.
 *
 * @param exact whether the station has written its counts for the last time, so that they are not behind
 */
export function progressOn(memory: ArrayBufferLike, place: number, exact: boolean): StationProgress {
  const [view] = readStatusBoard(memory, [''], place);
  return { activity: view?.activity ?? 'starting', made: view?.made ?? 0, exact };
}

/**
 * What a station on top does. The board may say that it waits, since a call writes nothing there: that would cost each send a store.
 *
 * @param written what the board says
 */
export function activityOnTop(written: Activity): Activity {
  return written === 'ready' || written === 'waiting for input' || written === 'waiting for room' ? 'running' : written;
}

/** Whose code ran last on a thread with several stations; null where nothing says it. */
export function topOn(memory: ArrayBufferLike, first: number): Top | null {
  return readStatusBoard(memory, [''], first)[0]?.top ?? null;
}
