/** Adds 1 to a counter with plain code, many times, each time under a mutex. */
import type { MessagePort } from 'node:worker_threads';
import { lock, unlock } from './mutex.ts';

export interface LockedRole {
  readonly kind: 'locked';
  readonly port: MessagePort;
  /** The lock and the counter. */
  readonly words: Int32Array;
  readonly times: number;
  /** Counts the threads that are ready: they all begin together. */
  readonly gate: Int32Array;
  readonly threads: number;
}

const LOCK = 0;
export const COUNTER = 1;

/** The thread's own code. */
export function addLockedOnThread({ port, words, times, gate, threads }: LockedRole): void {
  Atomics.add(gate, 0, 1);
  while (Atomics.load(gate, 0) < threads); // Until all threads are ready.
  for (let i = 0; i < times; i++) {
    lock(Atomics, words, LOCK);
    words[COUNTER] = (words[COUNTER] ?? 0) + 1;
    unlock(Atomics, words, LOCK);
  }
  port.postMessage(null);
}
