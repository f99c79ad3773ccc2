/** The recorder: records the events of one station while it runs. */
import { EVENT_KINDS, type EventKind, type StationCopy, type Trace, type TraceEdge, type TraceEvent } from './trace.ts';

/** The recorded events of one station: one entry in each array for every event. Compact, to be sent to another thread. */
export interface Notes {
  readonly station: string;
  readonly copy: StationCopy | null;
  /** The kind of each event, as its place in `EVENT_KINDS`. */
  readonly kinds: Uint8Array;
  /** The item that was received or sent; 0 for other events. */
  readonly items: Uint16Array;
  /** Nanoseconds since a fixed moment, the same for every thread. */
  readonly atNs: Float64Array;
  /** How many later events were not recorded, because the memory was full. */
  readonly dropped: number;
}

/** The recorded events of one run. `traceOf` makes a trace of it. */
export interface Recording {
  /** When the run began, on the clock of the events, in nanoseconds. */
  readonly beganNs: number;
  /** What each item is called. */
  readonly alphabet: readonly string[];
  readonly edges: readonly TraceEdge[];
  /** The sources first, then the stations in the order of the line. */
  readonly notes: readonly Notes[];
}

const code = (kind: EventKind): number => EVENT_KINDS.indexOf(kind);
const RECEIVED = code('received');
const SENT = code('sent');
const WORK_BEGAN = code('work-began');
const WORK_ENDED = code('work-ended');
const REST_BEGAN = code('rest-began');
const REST_ENDED = code('rest-ended');
const DIED = code('died');
const BEGAN_AGAIN = code('began-again');
const WAIT_BEGAN = { input: code('input-awaited'), room: code('room-awaited') } as const;
const WAIT_ENDED = { input: code('input-came'), room: code('room-came') } as const;

/** Where the events of one station are written: in memory of its thread, or in memory that outlives it. */
export interface RecorderMemory {
  readonly kinds: Uint8Array;
  readonly items: Uint16Array;
  readonly atNs: Float64Array;
  /** How many events there are, and how many were dropped. */
  readonly counts: Int32Array;
}

const COUNT = 0;
const DROPPED = 1;
const COUNT_BYTES = 8;
const EVENT_BYTES = Float64Array.BYTES_PER_ELEMENT + Uint16Array.BYTES_PER_ELEMENT + Uint8Array.BYTES_PER_ELEMENT;

/** The bytes for so many events. */
export function recorderBytes(capacity: number): number {
  return COUNT_BYTES + EVENT_BYTES * capacity;
}

/** @param memory of as many bytes as `recorderBytes` says */
export function recorderMemory(memory: ArrayBufferLike, capacity: number): RecorderMemory {
  const items = COUNT_BYTES + Float64Array.BYTES_PER_ELEMENT * capacity;
  return {
    counts: new Int32Array(memory, 0, 2),
    atNs: new Float64Array(memory, COUNT_BYTES, capacity),
    items: new Uint16Array(memory, items, capacity),
    kinds: new Uint8Array(memory, items + Uint16Array.BYTES_PER_ELEMENT * capacity, capacity),
  };
}

/**
 * Writes into memory that is allocated before the run, so that recording an event costs a look at the clock and four stores.
 *
 * - **Bounded**: when the memory is full, later events are counted but not kept. So the recorded events are always the
 *   beginning of the run, without gaps.
 * - **Waits**: `waitBegan` may be called several times in a wait, and counts once. The next event of any kind ends the wait.
 */
export class Recorder {
  readonly #station: string;
  readonly #nowNs: () => number;
  readonly #kinds: Uint8Array;
  readonly #items: Uint16Array;
  readonly #atNs: Float64Array;
  readonly #counts: Int32Array;
  #count: number;
  #waitsFor: 'input' | 'room' | 'nothing' = 'nothing';

  /**
   * @param capacity the most events that are kept, 0 or more
   * @param nowNs a clock that all threads share, in nanoseconds
   * @param memory for so many events [its own]: it goes on behind those that are there
   */
  constructor(
    station: string,
    capacity: number,
    nowNs: () => number,
    memory: ArrayBufferLike = new ArrayBuffer(recorderBytes(capacity)),
  ) {
    this.#station = station;
    this.#nowNs = nowNs;
    const { kinds, items, atNs, counts } = recorderMemory(memory, capacity);
    this.#kinds = kinds;
    this.#items = items;
    this.#atNs = atNs;
    this.#counts = counts;
    this.#count = counts[COUNT] ?? 0;
  }

  /** How many events there are. */
  get count(): number {
    return this.#count;
  }

  /** This thread takes the place of one that has died. */
  beganAgain(): void {
    this.#record(BEGAN_AGAIN);
  }

  received(item: number): void {
    this.#record(RECEIVED, item);
  }

  sent(item: number): void {
    this.#record(SENT, item);
  }

  workBegan(): void {
    this.#record(WORK_BEGAN);
  }

  workEnded(): void {
    this.#record(WORK_ENDED);
  }

  restBegan(): void {
    this.#record(REST_BEGAN);
  }

  restEnded(): void {
    this.#record(REST_ENDED);
  }

  waitBegan(what: 'input' | 'room'): void {
    if (this.#waitsFor === what) return;
    this.#record(WAIT_BEGAN[what]);
    this.#waitsFor = what;
  }

  /** Without a wait it does nothing. */
  waitEnded(): void {
    if (this.#waitsFor !== 'nothing') this.#endWait(this.#nowNs());
  }

  notes(): Notes {
    return {
      station: this.#station,
      copy: null,
      kinds: this.#kinds.slice(0, this.#count),
      items: this.#items.slice(0, this.#count),
      atNs: this.#atNs.slice(0, this.#count),
      dropped: this.#counts[DROPPED] ?? 0,
    };
  }

  #record(kind: number, item = 0): void {
    const ns = this.#nowNs();
    if (this.#waitsFor !== 'nothing') this.#endWait(ns);
    this.#write(kind, item, ns);
  }

  #endWait(ns: number): void {
    if (this.#waitsFor === 'nothing') return;
    this.#write(WAIT_ENDED[this.#waitsFor], 0, ns);
    this.#waitsFor = 'nothing';
  }

  #write(kind: number, item: number, ns: number): void {
    const place = this.#count;
    if (place === this.#kinds.length) {
      this.#counts[DROPPED] = (this.#counts[DROPPED] ?? 0) + 1;
      return;
    }
    this.#kinds[place] = kind;
    this.#items[place] = item;
    this.#atNs[place] = ns;
    this.#count = place + 1;
    this.#counts[COUNT] = this.#count;
  }
}

/** What happens again when a thread has died. */
const UNDONE: ReadonlyMap<number, number> = new Map([
  [RECEIVED, code('undone-received')],
  [SENT, code('undone-sent')],
]);

/**
 * Notes the death of a station's thread.
 *
 * @param committed how many of its events were recorded at its last commit: what it received and sent after that is undone
 * @param diedNs when it died or was told to, on the clock of the events
 */
export function noteDeath({ kinds, atNs, counts }: RecorderMemory, committed: number, diedNs: number): void {
  const count = counts[COUNT] ?? 0;
  for (let i = committed; i < count; i++) kinds[i] = UNDONE.get(kinds[i] ?? 0) ?? kinds[i] ?? 0;
  if (count === kinds.length) {
    counts[DROPPED] = (counts[DROPPED] ?? 0) + 1;
    return;
  }
  kinds[count] = DIED;
  // A thread that is told to end may go on for a moment.
  atNs[count] = Math.max(diedNs, atNs[count - 1] ?? 0);
  counts[COUNT] = count + 1;
}

/**
 * Makes a trace of the recorded events. Events from before the beginning of the run, in the start-up, get the time 0.
 *
 * @param engine the name of the engine in tables
 * @throws RangeError when an entry is no kind of event
 */
export function traceOf(engine: string, recording: Recording): Trace {
  const { beganNs, alphabet, edges, notes } = recording;
  return {
    engine,
    alphabet,
    edges,
    tracks: notes.map(({ station, copy, kinds, items, atNs, dropped }) => ({
      station,
      copy,
      events: Array.from(kinds, (kind, i) => eventOf(kind, items[i] ?? 0, Math.max(0, (atNs[i] ?? 0) - beganNs))),
      dropped,
    })),
  };
}

const CARRYING: readonly EventKind[] = ['received', 'sent', 'undone-received', 'undone-sent'];

function eventOf(place: number, item: number, atNs: number): TraceEvent {
  const kind = EVENT_KINDS[place];
  if (kind === undefined)
    throw new RangeError(
      `Cannot make a trace: expected a kind of event from 0 to ${EVENT_KINDS.length - 1}, found ${place}`,
    );
  return { kind, atNs, item: CARRYING.includes(kind) ? item : null };
}
