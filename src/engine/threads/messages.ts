/** What crosses between the coordinator and the threads. Types only: each side has its own code. */
import type { MessagePort } from 'node:worker_threads';
import type { Item } from '../../line/coroutine.ts';
import type { Line, StationSpec } from '../../line/line.ts';
import type { Notes } from '../../trace/recorder.ts';
import type { LineRun, Progress, StationRun } from '../engine.ts';
import type { SerializedError } from './serialize-error.ts';

/** One end of an edge, as it is handed to a thread. */
interface TaskEnd {
  readonly capacity: number;
  /** How many items go at once. */
  readonly batch: number;
  readonly items: readonly Item[];
}

export interface PortEnd extends TaskEnd {
  readonly port: MessagePort;
}

export interface RingEnd extends TaskEnd {
  readonly memory: SharedArrayBuffer;
  /** The doorbell of whoever has the other end. */
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
      readonly sharedWaker: SharedArrayBuffer;
      /** For how long the station looks again before it sleeps. */
      readonly patienceMs: number;
    };

/** A station's whole life: the task settles when the station has ended or died. */
export interface StationTask {
  readonly spec: StationSpec;
  readonly wiring: Wiring;
  /** Control goes by a port of its own, so that it never waits behind ingredients. */
  readonly control: MessagePort;
  readonly record: Record | null;
  /** Where the stations write down what they do, and this one's place there. */
  readonly board: SharedArrayBuffer;
  readonly place: number;
}

/** How much is recorded: so many events at most; and how many items the line's alphabet has. */
export interface Record {
  readonly events: number;
  readonly items: number;
}

/** What is recorded stays on the thread until the end: to tell it meanwhile would be a message for every message. */
export interface RecordedRun extends StationRun {
  readonly notes: Notes | null;
}

/** A station has ended when it says so. Whatever else ends its thread is a crash, also with exit code 0. */
export type StationResult =
  | { readonly kind: 'done'; readonly run: RecordedRun }
  | { readonly kind: 'failed'; readonly thrown: SerializedError };

/** What the coordinator may ask of a station, through Comlink. No item ever comes this way. */
export interface StationControl {
  /** Settles when the coroutine is primed. */
  ready(): Promise<void>;
  start(): void;
  /** Sends the station home at its next wait. */
  stop(): void;
}

/** What a baker's thread is asked. */
export type PoolTask = PreloadTask | RunPartTask;
export interface PreloadTask {
  readonly kind: 'attend';
  readonly line: Line;
  /** Which of the threads it is. */
  readonly place: number;
  /** For each thread: 0 before it has started, then 1, and 1 more for each of the line's coroutines that it has loaded. */
  readonly loading: Int32Array;
  /** How many are there, of how many. */
  readonly present: Int32Array;
  readonly expected: number;
  /** How long it may wait for the others, in milliseconds. */
  readonly waitMs: number;
}
export interface RunPartTask {
  readonly kind: 'bake';
  readonly line: Line;
  readonly events: number | null;
  /** Where the bakers write down what they do, and the place of this part. */
  readonly board: SharedArrayBuffer;
  readonly place: number;
}
export interface Baking {
  readonly kind: 'baked';
  readonly run: LineRun;
  /** Whose work it is: the thread's number. */
  readonly thread: number;
}
export type PoolResult =
  | { readonly kind: 'present' }
  | Baking
  | {
      readonly kind: 'failed';
      readonly station: string;
      readonly thrown: SerializedError;
      readonly progress: Progress | null;
    };
