/** What crosses between the main thread and the other threads. Types only: each side has its own code. */
import type { Item } from '../../line/coroutine.ts';
import type { Line, StationSpec } from '../../line/line.ts';
import type { Port } from '../../platform/platform.ts';
import type { Notes } from '../../trace/recorder.ts';
import type { LineRun, StationRun } from '../engine.ts';
import type { Progress } from '../failure.ts';
import type { SerializedError } from './serialize-error.ts';

/** One end of an edge, as a thread gets it. */
interface ChannelEnd {
  readonly capacity: number;
  /** How many items go at once. */
  readonly batch: number;
  readonly items: readonly Item[];
}

export interface PortEnd extends ChannelEnd {
  readonly port: Port;
}

export interface RingEnd extends ChannelEnd {
  readonly memory: SharedArrayBuffer;
  /** The shared waker of the station at the other end. */
  readonly neighbour: SharedArrayBuffer;
}

/** What joins a station to its neighbours. */
export type Wiring =
  | { readonly kind: 'port'; readonly inlets: readonly PortEnd[]; readonly outlets: readonly PortEnd[] }
  | {
      readonly kind: 'ring';
      readonly inlets: readonly RingEnd[];
      readonly outlets: readonly RingEnd[];
      /** The station's own. */
      readonly waker: SharedArrayBuffer;
      /** How long the station spins before it sleeps. */
      readonly spinMs: number;
    };

/** A station's whole life: the task settles when the station has ended or its thread has died. */
export interface StationTask {
  readonly spec: StationSpec;
  readonly wiring: Wiring;
  /** How many items the line has. */
  readonly alphabet: number;
  /** Control has a port of its own, so that it never waits behind items. */
  readonly control: Port;
  /** The most events that are recorded; null where the run is not recorded. */
  readonly events: number | null;
  /** The status board, and this station's place on it. */
  readonly board: SharedArrayBuffer;
  readonly place: number;
}

/** Recorded events stay on the thread until the end: to send them meanwhile would be a message for every message. */
export interface StationReport extends StationRun {
  readonly notes: Notes | null;
}

/** A station is done when it sends its report. Any other end of its thread is a crash, also one with exit code 0. */
export type StationResult =
  | { readonly kind: 'done'; readonly report: StationReport }
  | { readonly kind: 'failed'; readonly error: SerializedError };

/** What the main thread asks of a station, through Comlink. No item ever comes this way. */
export interface StationControl {
  /** Settles when the coroutine is primed. */
  ready(): Promise<void>;
  start(): void;
  /** Stops the station at its next wait, or before it starts. */
  stop(): void;
}

/** What a thread of a pool is asked. */
export type PoolTask = PreloadTask | RunPartTask;

export interface PreloadTask {
  readonly kind: 'preload';
  readonly line: Line;
  /** Which of the threads it is. */
  readonly place: number;
  /** For each thread: 0 before it has started, then 1 more than the coroutines that it has loaded. */
  readonly loading: Int32Array;
  /** How many threads are ready, of how many. */
  readonly ready: Int32Array;
  readonly expected: number;
  /** How long it waits for the others. */
  readonly waitMs: number;
}

export interface RunPartTask {
  readonly kind: 'run-part';
  readonly line: Line;
  readonly events: number | null;
  /** The status board of the parts, and the place of this one. */
  readonly board: SharedArrayBuffer;
  readonly place: number;
}

/** A part that has been run. */
export interface PartRun {
  readonly kind: 'part-run';
  readonly run: LineRun;
  /** The number of the thread that ran it. */
  readonly thread: number;
}

export type PoolResult =
  | { readonly kind: 'ready' }
  | PartRun
  | {
      readonly kind: 'failed';
      readonly station: string;
      readonly error: SerializedError;
      readonly progress: Progress | null;
    };
