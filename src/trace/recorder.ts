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
const WAIT_BEGAN = { input: code('input-awaited'), room: code('room-awaited') } as const;
const WAIT_ENDED = { input: code('input-came'), room: code('room-came') } as const;

/**
 * Writes into memory that is allocated before the run, so that recording an event costs a look at the clock and three stores.
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
  #count = 0;
  #dropped = 0;
  #waitsFor: 'input' | 'room' | 'nothing' = 'nothing';

  /**
   * @param capacity the most events that are kept, 0 or more
   * @param nowNs a clock that all threads share, in nanoseconds
   */
  constructor(station: string, capacity: number, nowNs: () => number) {
    this.#station = station;
    this.#nowNs = nowNs;
    this.#kinds = new Uint8Array(capacity);
    this.#items = new Uint16Array(capacity);
    this.#atNs = new Float64Array(capacity);
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
      dropped: this.#dropped,
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
      this.#dropped++;
      return;
    }
    this.#kinds[place] = kind;
    this.#items[place] = item;
    this.#atNs[place] = ns;
    this.#count = place + 1;
  }
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

function eventOf(place: number, item: number, atNs: number): TraceEvent {
  const kind = EVENT_KINDS[place];
  if (kind === undefined)
    throw new RangeError(
      `Cannot make a trace: expected a kind of event from 0 to ${EVENT_KINDS.length - 1}, found ${place}`,
    );
  return { kind, atNs, item: kind === 'received' || kind === 'sent' ? item : null };
}
