/** The resources of this process, compared before and after a run: no run may leak any. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Worker } from 'node:worker_threads';

/** Every started thread that has not ended. */
const alive = new Set<Worker>();

process.on('worker', (worker) => {
  alive.add(worker);
  worker.once('exit', () => alive.delete(worker));
});

export interface Resources {
  readonly threads: number;
  readonly ports: number;
  readonly listeners: number;
}

/** The resources before a run. On some releases of Node the loader has a thread of its own. */
export async function resourcesBefore(): Promise<Resources> {
  // The event of a new thread comes on the next turn.
  await nextTurn();
  return current();
}

function current(): Resources {
  const ports = process.getActiveResourcesInfo().filter((name) => name === 'MessagePort').length;
  const listeners = process.eventNames().reduce((sum, name) => sum + process.listenerCount(name), 0);
  return { threads: alive.size, ports, listeners };
}

/** The resources that were not there before, in words; empty if there are none. A port closes some turns later. */
export async function leakedSince(before: Resources): Promise<string> {
  const more = (now: Resources) =>
    (['threads', 'ports', 'listeners'] as const)
      .filter((kind) => now[kind] > before[kind])
      .map((kind) => `${now[kind] - before[kind]} ${kind}`);
  await nextTurn();
  for (let turn = 0; turn < 2000 && more(current()).length > 0; turn++) await nextTurn();
  return more(current()).join(', ');
}

/** Terminates the thread with this number, if there is one. */
export async function terminate(thread: number): Promise<void> {
  await Promise.all([...alive].filter((worker) => worker.threadId === thread).map((worker) => worker.terminate()));
}

/** Terminates all threads after a failure, so that the next run starts without them. */
export async function terminateAll(): Promise<void> {
  await Promise.all([...alive].map((worker) => worker.terminate()));
}
