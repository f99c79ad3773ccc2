/** What this process holds, to be compared before and after: a run, good or bad, leaves nothing behind. */
import { setImmediate as breathe } from 'node:timers/promises';
import type { Worker } from 'node:worker_threads';

/** Every thread that has been started and has not ended. */
const alive = new Set<Worker>();

process.on('worker', (worker) => {
  alive.add(worker);
  worker.once('exit', () => alive.delete(worker));
});

export interface Held {
  readonly threads: number;
  readonly ports: number;
  readonly listeners: number;
}

/** What it holds before a run. The loader of the programs has a thread on some releases of Node, and keeps it. */
export async function heldBefore(): Promise<Held> {
  // A new thread is told of on the next turn.
  await breathe();
  return held();
}

function held(): Held {
  const ports = process.getActiveResourcesInfo().filter((name) => name === 'MessagePort').length;
  const listeners = process.eventNames().reduce((sum, name) => sum + process.listenerCount(name), 0);
  return { threads: alive.size, ports, listeners };
}

/** What is held beyond what was before, in words; empty when there is nothing. A port closes some turns later. */
export async function leftBeyond(before: Held): Promise<string> {
  const more = (now: Held) =>
    (['threads', 'ports', 'listeners'] as const)
      .filter((kind) => now[kind] > before[kind])
      .map((kind) => `${now[kind] - before[kind]} ${kind}`);
  await breathe();
  for (let turn = 0; turn < 2000 && more(held()).length > 0; turn++) await breathe();
  return more(held()).join(', ');
}

/** Ends the thread of that number, if there is one. */
export async function terminate(thread: number): Promise<void> {
  await Promise.all([...alive].filter((worker) => worker.threadId === thread).map((worker) => worker.terminate()));
}

/** Ends all of them, after a failure: they must not spoil the next run. */
export async function terminateAll(): Promise<void> {
  await Promise.all([...alive].map((worker) => worker.terminate()));
}
