/** A trace: the events of one run, in the form that every engine records and every picture reads. Plain data. */

/**
 * - `received`, `sent`: the station received an item, or sent one.
 * - `work-began`, `work-ended`, `rest-began`, `rest-ended`: always in pairs, and no pair inside another.
 * - `input-awaited`: the station has no input and waits. `input-came`: the wait is over, also at the end of the input.
 * - `room-awaited`: an outlet is full and the station waits. `room-came`: the wait is over.
 * - `died`: the thread of a supervised station is dead. `began-again`: another thread has taken its place.
 * - `undone-received`, `undone-sent`: so they turned out when the thread died: they were not committed, and happen again.
 */
export const EVENT_KINDS = [
  'received',
  'sent',
  'work-began',
  'work-ended',
  'rest-began',
  'rest-ended',
  'input-awaited',
  'input-came',
  'room-awaited',
  'room-came',
  'died',
  'began-again',
  'undone-received',
  'undone-sent',
] as const;
export type EventKind = (typeof EVENT_KINDS)[number];

export interface TraceEvent {
  readonly kind: EventKind;
  /** Nanoseconds since the start of the run, 0 or more, from a clock that all threads share. They never fall in a track. */
  readonly atNs: number;
  /** The item that was received or sent, as its place in the alphabet; null for other events. */
  readonly item: number | null;
}

/**
 * Which thread a station is on, where a thread has several. In a pool every thread has a copy of each station of the line; elsewhere
 * there is one of each.
 */
export interface StationCopy {
  /** The station's name in the line. */
  readonly of: string;
  /** The number of the thread, from 1. */
  readonly thread: number;
}

/** The events of one station, in the order in which they happened. */
export interface Track {
  /** Unique in the trace. */
  readonly station: string;
  /** Null where each thread has one station, or there is one thread. */
  readonly copy: StationCopy | null;
  readonly events: readonly TraceEvent[];
  /** How many later events were not recorded, because the memory was full: 0 in a complete track. */
  readonly dropped: number;
}

/** A channel of the line. */
export interface TraceEdge {
  readonly from: string;
  readonly to: string;
  readonly items: readonly number[];
  /** In items; 0 where a send is a call. */
  readonly capacity: number;
}

export interface Trace {
  /** The name of the engine in tables: `threads (ring)`. */
  readonly engine: string;
  /** The name of each item. */
  readonly alphabet: readonly string[];
  readonly edges: readonly TraceEdge[];
  /** The source first, then the stations in the order of the line. */
  readonly tracks: readonly Track[];
}
