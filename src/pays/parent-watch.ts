/** Ends this process when its parent has ended, even while a call of the user's function never returns. */
import { Worker } from 'node:worker_threads';

/** Runs on a thread of its own: the main thread may be busy for ever. Plain JavaScript, which needs no loader. */
const WATCH = `
const { workerData: parent } = require('node:worker_threads');
setInterval(() => { if (process.ppid !== parent) process.kill(process.pid, 'SIGKILL'); }, 1000);
`;

export function endWithParent(): void {
  new Worker(WATCH, { eval: true, execArgv: [], workerData: process.ppid }).unref();
}
