/** A small pool of workers that do equal jobs, one message for each. */
import { MessageChannel } from 'node:worker_threads';
import { withWorkers } from '../lesson-workers.ts';
import type { Job } from './job.ts';

export interface JobPool {
  /** From the start of the first worker until it has done a job that takes no time, in milliseconds. */
  readonly startMs: number;
  /** Sends so many jobs, dealt to one worker after the other. Resolves when all are done. */
  run(job: Job, count: number): Promise<void>;
}

const NOTHING: Job = { kind: 'computes', iterations: 0 };

type Port = MessageChannel['port1'];

/** @param threads how many workers, 1 or more */
export async function withJobPool<Result>(threads: number, use: (pool: JobPool) => Promise<Result>): Promise<Result> {
  return await withWorkers(async (start) => {
    const ports: Port[] = [];
    let startMs = 0;
    for (let i = 0; i < threads; i++) {
      const { port1, port2 } = new MessageChannel();
      const beganMs = performance.now();
      start({ kind: 'job', port: port2 }, [port2]);
      ports.push(port1);
      await dealt([port1], NOTHING, 1);
      if (i === 0) startMs = performance.now() - beganMs;
    }
    try {
      return await use({ startMs, run: (job, count) => dealt(ports, job, count) });
    } finally {
      for (const port of ports) port.close();
    }
  });
}

function dealt(ports: readonly Port[], job: Job, count: number): Promise<void> {
  return new Promise((resolve) => {
    let left = count;
    const answered = (): void => {
      left--;
      if (left > 0) return;
      for (const port of ports) port.off('message', answered);
      resolve();
    };
    for (const port of ports) port.on('message', answered);
    for (let i = 0; i < count; i++) ports[i % ports.length]?.postMessage(job);
  });
}
