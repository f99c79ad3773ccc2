/** Some threads add 1 to one counter with plain code, under a mutex. */
import { MessageChannel } from 'node:worker_threads';
import { answerOn, withWorkers } from '../lesson-workers.ts';
import { COUNTER } from './locked-adder.ts';

/** Returns the counter at the end. */
export async function countLocked(threads: number, each: number): Promise<number> {
  const words = new Int32Array(new SharedArrayBuffer(8));
  const gate = new Int32Array(new SharedArrayBuffer(4));
  await withWorkers(async (start) => {
    const channels = Array.from({ length: threads }, () => new MessageChannel());
    const done = channels.map(({ port1 }) => answerOn<null>(port1));
    for (const { port2 } of channels)
      start({ kind: 'locked', port: port2, words, times: each, gate, threads }, [port2]);
    await Promise.all(done);
    for (const { port1 } of channels) port1.close();
  });
  return words[COUNTER] ?? 0;
}
