/** What a thread of the lecture is to do. Types only: each side has its own code. */
import type { MessagePort } from 'node:worker_threads';

export type Role = TrayRole | BowlRole | CounterRole;

/** Chapter 12: keeps what it is given, and tells what it sees in it when it is asked. */
export interface TrayRole {
  readonly kind: 'tray';
  readonly port: MessagePort;
}

/** One egg carton: as an object, in a buffer, or in shared memory. */
export type Tray = { readonly eggs: number } | Int32Array;
export type TrayRequest = { readonly kind: 'keep'; readonly tray: Tray } | { readonly kind: 'look' };

/** Chapter 16: cracks eggs until it is told to stop. */
export interface BowlRole {
  readonly kind: 'bowl';
  readonly eggs: MessagePort;
  readonly control: MessagePort;
  /** Waits until it is 1: everything has been sent by then. */
  readonly go: Int32Array;
  /** Whether it looks for a stop itself, every so many eggs; 0 for waiting until it is told. */
  readonly looksEvery: number;
}

/** Chapter 17: adds 1 to a counter, many times. */
export interface CounterRole {
  readonly kind: 'counter';
  readonly port: MessagePort;
  readonly counter: Int32Array;
  readonly times: number;
  readonly atomic: boolean;
  /** Counts who is there: all begin at once. */
  readonly gate: Int32Array;
  readonly expected: number;
}
