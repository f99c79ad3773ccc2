/** A trace: what happened in one run, as every engine records it. Plain data; pictures and statistics read nothing else. */

/**
 * - `received` an item; `sent` one.
 * - `work-began`, `work-ended`; `rest-began`, `rest-ended`: in this order, and never one inside another.
 * - `input-awaited`, `input-came`: the station had nothing to take in, and then had, or its inlets had all ended.
 * - `room-awaited`, `room-came`: it could not go on since an outlet was full, and then could.
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
] as const;
export type EventKind = (typeof EVENT_KINDS)[number];

export interface TraceEvent {
  readonly kind: EventKind;
  /** Nanoseconds since the start of the run, from a clock that all threads share; never falling within a track. */
  readonly atNs: number;
  /** Its place in the alphabet, for what was received or sent; null for all else. */
  readonly item: number | null;
}

/** In a pool every thread has a copy of each station of the line. */
export interface StationCopy {
  /** The station's name in the line. */
  readonly of: string;
  /** Which of the pool's threads, from 1. */
  readonly thread: number;
}

/** One station's events, in the order in which they happened. */
export interface Track {
  /** Unique in the trace. */
  readonly station: string;
  /** Null where the line has the station once. */
  readonly copy: StationCopy | null;
  readonly events: readonly TraceEvent[];
  /** How many later events there was no place for: 0 in a complete track. */
  readonly dropped: number;
}

/** A channel of the line; where a send is a call it holds nothing. */
export interface TraceEdge {
  readonly from: string;
  readonly to: string;
  readonly items: readonly number[];
  readonly capacity: number;
}

export interface Trace {
  /** As it is called in tables: `threads (ring)`. */
  readonly engine: string;
  /** The name of each item. */
  readonly alphabet: readonly string[];
  readonly edges: readonly TraceEdge[];
  /** The source first, then the stations in the order of the line. */
  readonly tracks: readonly Track[];
}
