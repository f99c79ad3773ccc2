/** The lecture's own worker threads: each plays one role, outside any engine. */

import { type Transferable, Worker } from 'node:worker_threads';
import { moduleUrl } from '../../platform/node/own-files.ts';
import { buildWorker } from '../../platform/node/single-worker.ts';
import type { Role } from './roles.ts';

const LESSON_WORKER = moduleUrl('workers/lesson');

/** Starts a thread in a role. @param ports those that it gets */
export type Start = (role: Role, ports: readonly Transferable[]) => Pick<Worker, 'terminate'>;

/** Lets `use` start worker threads, and ends them all afterwards. */
export async function withWorkers<Result>(use: (start: Start) => Promise<Result>): Promise<Result> {
  const file = await buildWorker(LESSON_WORKER);
  const workers: Worker[] = [];
  let fail = (_: unknown): void => {};
  const failed = new Promise<never>((_, reject) => {
    fail = reject;
  });
  failed.catch(() => {});
  try {
    const used = use((role, ports) => {
      const worker = new Worker(file.path, { workerData: role, transferList: [...ports], execArgv: [] });
      worker.on('error', fail);
      workers.push(worker);
      return worker;
    });
    return await Promise.race([used, failed]);
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
    file.clear();
  }
}

/** Resolves with the next message on a port. */
export function answerOn<Message>(port: {
  once(event: 'message', received: (message: Message) => void): unknown;
}): Promise<Message> {
  return new Promise((resolve) => port.once('message', resolve));
}
