/** Adds 1 to a counter in shared memory, many times: with plain code, and in one step. */
import type { MessagePort } from 'node:worker_threads';

export function addPlainly(counters: Int32Array, at: number, times: number): void {
  for (let i = 0; i < times; i++) counters[at] = (counters[at] ?? 0) + 1;
}

export function addAtomically(counters: Int32Array, at: number, times: number): void {
  for (let i = 0; i < times; i++) Atomics.add(counters, at, 1);
}

/** Adds 1 to counters, round by round, and reports how many milliseconds each round took. */
export interface CounterRole {
  readonly kind: 'counter';
  readonly port: MessagePort;
  readonly counters: Int32Array;
  readonly rounds: readonly CounterRound[];
  /** For each round, counts the threads that are ready: they all begin together. */
  readonly gate: Int32Array;
  readonly threads: number;
}

export interface CounterRound {
  /** The place of the counter that this thread adds to. */
  readonly at: number;
  readonly times: number;
  readonly atomic: boolean;
}

/** The thread's own code. */
export function countOnThread({ port, counters, rounds, gate, threads }: CounterRole): void {
  const took = rounds.map(({ at, times, atomic }, round) => {
    Atomics.add(gate, round, 1);
    while (Atomics.load(gate, round) < threads); // Until all threads are ready.
    const beganMs = performance.now();
    if (atomic) addAtomically(counters, at, times);
    else addPlainly(counters, at, times);
    return performance.now() - beganMs;
  });
  port.postMessage(took);
}
