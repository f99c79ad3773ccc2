/** What crosses between the coordinator and the threads. Types only: each side has its own code. */
import type { MessagePort } from 'node:worker_threads';
import type { Item } from '../station/coroutine.ts';
import type { Line, StationSpec } from '../station/line.ts';
import type { LineRun, StationRun } from './engine.ts';

/** One end of an edge, as it is handed to a thread. */
export interface TaskEnd {
  readonly port: MessagePort;
  readonly capacity: number;
  readonly items: readonly Item[];
}

/** A station's whole life: the task settles when the station has ended or died. */
export interface StationTask {
  readonly spec: StationSpec;
  readonly inlets: readonly TaskEnd[];
  readonly outlets: readonly TaskEnd[];
  /** Control goes by a port of its own, so that it never waits behind ingredients. */
  readonly control: MessagePort;
}
export type StationResult = StationRun;

/** What the coordinator may ask of a station, through Comlink. No item ever comes this way. */
export interface StationControl {
  /** Settles when the coroutine is primed. */
  ready(): Promise<void>;
  start(): void;
  /** Sends the station home at its next wait. */
  stop(): void;
}

/** What a baker's thread is asked. */
export type BakerTask =
  | { readonly kind: 'attend'; readonly line: Line; readonly present: Int32Array; readonly expected: number }
  | { readonly kind: 'bake'; readonly line: Line };
export type BakerResult = LineRun | null;
