/** The recorder: notes what one station does, while it does it. */
import { EVENT_KINDS, type EventKind, type StationCopy, type Trace, type TraceEdge, type TraceEvent } from './trace.ts';

/** What was noted of one station: an entry in each list for every event. Compact, so that it is quickly sent on. */
export interface Notes {
  readonly station: string;
  readonly copy: StationCopy | null;
  /** Places in `EVENT_KINDS`. */
  readonly kinds: Uint8Array;
  /** Of what was received or sent; 0 for all else. */
  readonly items: Uint16Array;
  /** Nanoseconds since some fixed moment, the same for every thread. */
  readonly atNs: Float64Array;
  readonly dropped: number;
}

/** One run as it was noted; `traceOf` makes a trace of it. */
export interface Recording {
  /** On the clock of the notes. */
  readonly beganNs: number;
  readonly edges: readonly TraceEdge[];
  /** The source first, then the stations in the order of the line. */
  readonly notes: readonly Notes[];
}

const code = (kind: EventKind): number => EVENT_KINDS.indexOf(kind);
const RECEIVED = code('received');
const SENT = code('sent');
const WORK_BEGAN = code('work-began');
const WORK_ENDED = code('work-ended');
const REST_BEGAN = code('rest-began');
const REST_ENDED = code('rest-ended');
const AWAITED = { input: code('input-awaited'), room: code('room-awaited') } as const;
const CAME = { input: code('input-came'), room: code('room-came') } as const;

/**
 * Writes into memory that it has taken beforehand, so that to note an event costs a look at the clock and three stores.
 *
 * - **Bounded**: what comes when it is full is counted and not kept. So the notes are always the beginning of the run,
 *   without gaps.
 * - **Waiting** may be noted again and again: it begins once, and ends by itself with what the station does next.
 */
export class Recorder {
  readonly #station: string;
  readonly #nowNs: () => number;
  readonly #kinds: Uint8Array;
  readonly #items: Uint16Array;
  readonly #atNs: Float64Array;
  #count = 0;
  #dropped = 0;
  #awaited: 'input' | 'room' | 'nothing' = 'nothing';

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
    this.#note(RECEIVED, item);
  }

  sent(item: number): void {
    this.#note(SENT, item);
  }

  workBegan(): void {
    this.#note(WORK_BEGAN);
  }

  workEnded(): void {
    this.#note(WORK_ENDED);
  }

  restBegan(): void {
    this.#note(REST_BEGAN);
  }

  restEnded(): void {
    this.#note(REST_ENDED);
  }

  awaits(what: 'input' | 'room'): void {
    if (this.#awaited === what) return;
    this.#note(AWAITED[what]);
    this.#awaited = what;
  }

  /** What it waited for is there, or never will be. */
  came(): void {
    if (this.#awaited !== 'nothing') this.#came(this.#nowNs());
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

  #note(kind: number, item = 0): void {
    const ns = this.#nowNs();
    if (this.#awaited !== 'nothing') this.#came(ns);
    this.#write(kind, item, ns);
  }

  #came(ns: number): void {
    if (this.#awaited === 'nothing') return;
    this.#write(CAME[this.#awaited], 0, ns);
    this.#awaited = 'nothing';
  }

  #write(kind: number, item: number, ns: number): void {
    const at = this.#count;
    if (at === this.#kinds.length) {
      this.#dropped++;
      return;
    }
    this.#kinds[at] = kind;
    this.#items[at] = item;
    this.#atNs[at] = ns;
    this.#count = at + 1;
  }
}

/**
 * The trace of a run, from what was noted of it. What was noted before the run began counts as its beginning.
 *
 * @param engine as it is called in tables
 * @param alphabet the name of each item
 */
export function traceOf(engine: string, alphabet: readonly string[], recording: Recording): Trace {
  const { beganNs, edges, notes } = recording;
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
  if (kind === undefined) throw new RangeError(`expected an event of a trace, found number ${place}`);
  return { kind, atNs, item: kind === 'received' || kind === 'sent' ? item : null };
}
