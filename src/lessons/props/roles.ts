/** The roles of the lecture's worker threads. Types only: each side has its own code. */
import type { MessagePort } from 'node:worker_threads';

export type Role = TrayRole | BowlRole | CounterRole;

/** Chapter 12: keeps the trays it receives, and reports what it sees in them on request. */
export interface TrayRole {
  readonly kind: 'tray';
  readonly port: MessagePort;
}

/** A tray of eggs: an object, a buffer, or shared memory. */
export type Tray = { readonly eggs: number } | Int32Array;
export type TrayRequest = { readonly kind: 'keep'; readonly tray: Tray } | { readonly kind: 'look' };

/** Chapter 16: cracks eggs until a stop arrives. */
export interface BowlRole {
  readonly kind: 'bowl';
  readonly eggs: MessagePort;
  readonly control: MessagePort;
  /** The thread waits until this is 1: by then everything has been sent. */
  readonly go: Int32Array;
  /** The thread checks for a stop after this many eggs; 0 if it waits for the event. */
  readonly looksEvery: number;
}

/** Chapter 17: adds 1 to a counter, many times. */
export interface CounterRole {
  readonly kind: 'counter';
  readonly port: MessagePort;
  readonly counter: Int32Array;
  readonly times: number;
  readonly atomic: boolean;
  /** Counts the threads that are ready: they all begin together. */
  readonly gate: Int32Array;
  readonly expected: number;
}
