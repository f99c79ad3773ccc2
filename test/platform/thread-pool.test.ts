/** Thread pools: how they start and terminate, also while their threads fail or block. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Worker } from 'node:worker_threads';
import { afterAll, expect, test } from 'vitest';
import { startFailure } from '../../src/platform/errors.ts';
import { NodeThreadPool, terminateAll } from '../../src/platform/node/thread-pool.ts';

const folder = mkdtempSync(join(tmpdir(), 'cake-factory-pool-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A task that answers, and throws soon after, when its promise has settled. */
const lateThrower = join(folder, 'late-thrower.cjs');
writeFileSync(
  lateThrower,
  `module.exports = () => {
    setImmediate(() => { throw new Error('burnt'); });
    return 'done';
  };`,
);

test('a thread that fails during its termination counts as ended', async () => {
  for (let attempt = 0; attempt < 10; attempt++) {
    const threadPool = await NodeThreadPool.start(2);
    const tasks = [threadPool.run({}, lateThrower), threadPool.run({}, lateThrower)];
    // After the first answer the errors of both threads are still to come.
    await Promise.race(tasks).catch(() => {});
    expect(await threadPool.terminate()).toEqual([]);
    await Promise.allSettled(tasks);
  }
});

test('a thread that ends last in a termination is not replaced', async () => {
  const started: Worker[] = [];
  const note = (worker: Worker): void => void started.push(worker);
  process.on('worker', note);
  try {
    const threadPool = await NodeThreadPool.start(2);
    await nextTurn();
    const [late] = started;
    const termination = threadPool.terminate();
    // Piscina stops waiting for a thread that fails, and forgets its own destruction when the others have ended.
    late?.emit('error', new Error('burnt'));
    expect(await termination).toEqual([]);
    late?.emit('exit', 1);
    await nextTurn();
    expect(started).toHaveLength(2);
  } finally {
    process.off('worker', note);
    await Promise.all(started.map((worker) => worker.terminate()));
  }
});

test('a thread that does not end is reported to every caller, also during its termination', async () => {
  const pipe = join(folder, 'pipe');
  execFileSync('mkfifo', [pipe]);
  const stuck = join(folder, 'stuck.cjs');
  writeFileSync(stuck, "module.exports = (pipe) => require('node:fs').readFileSync(pipe, 'utf8');");
  const threadPool = await NodeThreadPool.start(1);
  const task = threadPool.run(pipe, stuck).catch(() => {});
  // Opening for writing succeeds once the thread reads. The thread then waits for data that never comes.
  const writer = await open(pipe, 'w');
  const first = threadPool.terminate();
  expect(await terminateAll()).toBe(1);
  expect(await first).toHaveLength(1);
  expect(await threadPool.terminate()).toEqual(await first);
  await writer.close();
  await task;
});

test('a start that the system refuses names how many threads were wanted, and the limit', () => {
  expect(startFailure(new Error('EAGAIN'), 5, 3).message).toBe(
    'the system refuses more threads: 5 wanted, 3 started (EAGAIN); it has probably reached its limit on the number of threads (ulimit -u, or pids.max of the container): raise it, or use fewer threads',
  );
  expect(startFailure(new Error('Worker initialization failure: EMFILE'), 5, 0).message).toContain('(ulimit -n)');
  expect(startFailure(new Error('burnt'), 5, 0).message).toBe('a thread failed outside of its station: burnt');
});
