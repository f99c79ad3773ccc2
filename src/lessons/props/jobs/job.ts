/** A job that computes or waits, as a thread of the lecture does it: the same as in beside.py. */
import type { MessagePort } from 'node:worker_threads';
import { kernel } from '../../../line/kernel.ts';

export type Job =
  | { readonly kind: 'computes'; readonly iterations: number }
  | { readonly kind: 'waits'; readonly ms: number }
  | { readonly kind: 'lays-egg' };

/** A variable of this module. Each thread loads the module, and has one of its own. */
export const eggs: string[] = [];

const NEVER = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));

/** Blocks its thread until the job is done. */
export function doJob(job: Job): void {
  switch (job.kind) {
    case 'computes':
      kernel(job.iterations, 1);
      return;
    case 'waits':
      Atomics.wait(NEVER, 0, 0, job.ms);
      return;
    case 'lays-egg':
      eggs.push('egg');
      return;
  }
}

/** Does one job after the other, and answers each of them. */
export interface JobRole {
  readonly kind: 'job';
  readonly port: MessagePort;
}

export function doJobsOnThread({ port }: JobRole): void {
  port.on('message', (job: Job) => {
    doJob(job);
    port.postMessage(null);
  });
}
