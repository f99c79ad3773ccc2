/** What the main thread and the other threads send each other. Types only: each side has its own code. */
import type { Promised } from '../../channel/committed-ring.ts';
import type { FixedKindSpec, KindSpec } from '../../line/kind/spec.ts';
import type { Label } from '../../line/labels.ts';
import type { CollectedShare, Line, StationSpec } from '../../line/line.ts';
import type { Port } from '../../platform/platform.ts';
import type { Notes } from '../../trace/recorder.ts';
import type { LineRun, StationRun } from '../engine.ts';
import type { StationProgress } from '../failure.ts';
import type { Result } from '../results.ts';
import type { CycleEdge } from '../station/cycle.ts';
import type { StationOutlet } from '../station/ends.ts';
import type { SpinTime } from '../station/shared-waker.ts';
import type { SerializedError } from './serialize-error.ts';

/** One end of a channel, as it is sent to a station's thread. */
interface ChannelEnd extends Omit<StationOutlet, 'outlet' | 'counts'> {
  /** Its place among the edges of the line. */
  readonly edge: number;
  readonly capacity: number;
  /** The most bytes that wait; undefined for no limit. */
  readonly capacityBytes: number | undefined;
  /** How many items are sent at once. */
  readonly batch: number;
  /** What the items are. */
  readonly kind: KindSpec;
  /** Null where the edge has to do with no cycle. */
  readonly cycle: CycleEnd | null;
  /** See `Edge.collected`. */
  readonly collected?: CollectedShare;
}

/** What an edge is to a cycle. */
export interface CycleEnd {
  readonly memory: SharedArrayBuffer;
  readonly edge: CycleEdge;
  /** The shared wakers of the stations that have to see the end of the cycle; none where they wait in the event loop. */
  readonly wakers: readonly ArrayBufferLike[];
}

export interface PortEnd extends ChannelEnd {
  readonly port: Port;
  /** What carries the counts, as many and as often as the items; null where nothing is collected in turn. */
  readonly counts: Port | null;
}

export interface RingEnd extends Omit<ChannelEnd, 'kind'> {
  readonly kind: FixedKindSpec;
  readonly memory: SharedArrayBuffer;
  /** As of a port. */
  readonly counts: SharedArrayBuffer | null;
  /** The shared waker of the station at the other end. */
  readonly neighbour: ArrayBufferLike;
}

/** An edge between two stations on one thread. */
export interface InsideEdge extends ChannelEnd {
  /** The sender and the reader, by their places among the stations of the thread. */
  readonly from: number;
  readonly to: number;
  /** By a call where the graph allows it: see `wire`. */
  readonly carried: 'call' | 'mailbox';
}

/** Where items leave the line. */
export interface ExitEnd {
  readonly label: Label;
  /** To the main thread; null where results are dropped. */
  readonly port: Port | null;
  /** What carries the counts; null where the results of the station are not collected in turn. */
  readonly counts: Port | null;
  readonly capacity: number;
  /** See `Edge.capacityBytes`. */
  readonly capacityBytes: number | undefined;
}

/** What connects a station to its neighbours. */
export type Wiring =
  | {
      readonly kind: 'port';
      readonly inlets: readonly PortEnd[];
      readonly outlets: readonly PortEnd[];
      /** The waker at which the station rests. Its other waits are in the event loop. */
      readonly waker: ArrayBufferLike;
    }
  | {
      readonly kind: 'ring';
      readonly inlets: readonly RingEnd[];
      readonly outlets: readonly RingEnd[];
      /** The waker of the station itself. */
      readonly waker: ArrayBufferLike;
      /** How long the station spins before it sleeps. */
      readonly spin: SpinTime;
    };

/** What the thread of a supervised station needs. */
export interface SupervisedTask {
  /** Its record, which outlives the thread. */
  readonly record: SharedArrayBuffer;
  readonly promised: Promised;
  /** The items that a thread of this station does not live to send, counted from 1, in ascending order. */
  readonly killAt: readonly number[];
  /** Where its run is recorded; null where it is not. */
  readonly notes: SharedArrayBuffer | null;
  /** Whether it takes the place of a thread that has died. */
  readonly beginsAgain: boolean;
  /** See `CommitsOptions`. */
  readonly cautiousUntil: Int32Array | null;
  /** The ring of what leaves the line here; null where nothing does, or it is dropped. */
  readonly exit: ExitRing | null;
}

export interface ExitRing {
  readonly memory: SharedArrayBuffer;
  readonly capacity: number;
  readonly kind: FixedKindSpec;
  /** The shared waker of the main thread. */
  readonly reader: SharedArrayBuffer;
}

/** A station, as it is sent to its thread. */
export interface PlacedStation {
  readonly spec: StationSpec;
  readonly isSource: boolean;
  readonly wiring: Wiring;
  /** What the station sends. */
  readonly kind: KindSpec;
  /** Where its items leave the line; null where they do not. */
  readonly exit: ExitEnd | null;
  /** Its place on the status board. */
  readonly place: number;
  /** Null where the run ends when its thread dies. */
  readonly supervised: SupervisedTask | null;
}

/** Load the coroutines, and nothing else: on a thread that may soon take the place of another one. */
export interface LoadTask {
  readonly kind: 'load';
  readonly specs: readonly StationSpec[];
}

/** The task that is the whole life of the stations of a thread. It settles when they have ended, or when the thread has died. */
export interface StationTask {
  readonly kind: 'run';
  /** Whether the stations start when they are primed: the others of the line run already [they wait to be told]. */
  readonly startsAtOnce: boolean;
  /** One or more, in the order of the line. */
  readonly stations: readonly [PlacedStation, ...PlacedStation[]];
  /** The edges between them. */
  readonly inside: readonly InsideEdge[];
  /** Whether every item is counted and hashed. */
  readonly witness: boolean;
  /** Control has a port of its own, so that it never waits behind items. */
  readonly control: Port;
  /** The most events that are recorded of each station; null where the run is not recorded. */
  readonly events: number | null;
  /** See `RunOptions.resumes`. */
  readonly resumes: boolean;
  /** The status board. */
  readonly board: ArrayBufferLike;
  /** Where the entries of these stations go, if the board is not shared; null if it is. */
  readonly beats: Port | null;
}

/** Recorded events stay on the thread until the end. To send them during the run would double the number of messages. */
export interface StationReport extends StationRun {
  readonly notes: Notes | null;
}

/** Stations are done when their thread sends the reports. Any other end of the thread is a crash, even with exit code 0. */
export type StationResult =
  | { readonly kind: 'loaded' }
  | { readonly kind: 'done'; readonly reports: readonly StationReport[] }
  | {
      readonly kind: 'failed';
      readonly station: string;
      readonly error: SerializedError;
      /** Null where the status board says how far the station got. */
      readonly progress: StationProgress | null;
    };

/** What the main thread asks of a thread, through Comlink. Items never go through it. */
export interface StationControl {
  /** Settles when the coroutines are primed. */
  ready(): Promise<void>;
  start(): void;
  /** Stops the stations at their next wait, or before they start. */
  stop(): void;
}

/** A task for a thread of a pool. */
export type PoolTask = PreloadTask | RunPartTask;

/** Load the coroutines, and wait until every thread of the pool has done so. */
export interface PreloadTask {
  readonly kind: 'preload';
  readonly line: Line;
  /** The number of the task, from 0: each thread takes one. */
  readonly place: number;
  /** For each task: 0 before it has begun, then 1 more than the number of coroutines that are loaded. */
  readonly loading: Int32Array;
  /** One word: how many threads are ready. */
  readonly ready: Int32Array;
  /** How many threads there are. */
  readonly expected: number;
  /** How long a thread waits for the others, in milliseconds. */
  readonly waitMs: number;
}

/** Run one part of a line. */
export interface RunPartTask {
  readonly kind: 'run-part';
  readonly line: Line;
  readonly events: number | null;
  readonly resumes: boolean;
  /** Whether every item is counted and hashed. */
  readonly witness: boolean;
  /** Whether the results are returned. */
  readonly returnsResults: boolean;
  /** The status board of the parts, and the place of this part on it. */
  readonly board: ArrayBufferLike;
  /** Where that entry goes, if the board is not shared; null if it is. */
  readonly beats: Port | null;
  readonly place: number;
}

/** A part that has been run. */
export interface PartRun {
  readonly kind: 'part-run';
  readonly run: LineRun;
  /** What left the line, in order. */
  readonly results: readonly Result[];
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
      readonly progress: StationProgress | null;
    };
