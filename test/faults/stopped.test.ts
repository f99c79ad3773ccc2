/** A process that is stopped for longer than its deadline and then continues: no deadline fails because of the stop. */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { within } from '../../src/platform/deadline.ts';
import { spec } from '../engine/lines.ts';
import { type Child, compileChild, lineOf, lineWith, type Outcome } from './process.ts';

let child: Child;
beforeAll(async () => {
  child = await compileChild();
});
afterAll(() => child.clear());

const NOTHING_LEFT = { threads: 0, ports: 0, timers: 0, listeners: 0 };
/** How long an engine that closes waits for its threads. */
const CLOSE_MS = 1000;
/** Long enough for threads to start on a busy machine. */
const DEADLINE_MS = 2500;
/** The job ends while the process that waits for it is stopped. */
const JOB_MS = 500;

/** Whether a process is stopped. In `/proc` its state follows its name, and the name may contain anything. */
function isStopped(pid: number): boolean {
  return /\) T [^)]*$/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
}

/** Whether a process has a child that runs a job of the bench. An ended child has no command line. */
function runsJob(pid: number): boolean {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean);
  return children.some((child) => readFileSync(`/proc/${child}/cmdline`, 'utf8').includes('bench/child.ts'));
}

/**
 * Continues a process after it has stopped, its job has ended, and a deadline of the same length has passed in this
 * process. The system reports none of these, so the state is polled.
 */
async function goOnAfter(deadlineMs: number, pid: number | undefined): Promise<void> {
  if (pid === undefined) throw new Error('expected a process, found none');
  while (!isStopped(pid) || runsJob(pid)) await pause(10);
  await expect(within(deadlineMs, 'not over', [new Promise(() => {})])).rejects.toThrow('not over');
  process.kill(pid, 'SIGCONT');
}

/** Continues a process once, after it prints that it will stop. `resumed` settles when it continues. */
function stopsAt(word: string, deadlineMs: number) {
  let resumed: Promise<void> | null = null;
  return {
    watch(stdout: string, _: string, { pid }: { pid?: number | undefined }): void {
      if (stdout.includes(word)) resumed ??= goOnAfter(deadlineMs, pid);
    },
    resumed: (): Promise<void> | null => resumed,
  };
}

/** Expects a run that has lost nothing. */
function expectWhole({ end, stdout, stderr, left }: Outcome): void {
  expect(stderr).toBe('');
  expect(stdout).toContain('{"yielded":200}');
  expect(left).toEqual(NOTHING_LEFT);
  expect(end).toBe(0);
}

// Only Linux has these files.
describe.runIf(existsSync(`/proc/self/task/${process.pid}/children`))('a process that is stopped', () => {
  test.each(['port', 'ring', 'pool'] as const)(
    'loses nothing while the threads of its engine end, %s',
    async (engine) => {
      const line = lineWith('an uncaught throw', -1);
      const stop = stopsAt('closing', CLOSE_MS);
      const outcome = await child.run(
        { engine, line: { ...line, parts: [line, line] }, stopsWhileClosing: true },
        stop,
      );
      await stop.resumed();
      expectWhole(outcome);
    },
  );

  test('loses nothing while its threads get ready', async () => {
    const module = new URL('./modules/stops.ts', import.meta.url).href;
    const stop = stopsAt('started', DEADLINE_MS);
    const outcome = await child.run(
      { engine: 'port', line: lineOf(spec('a', 'passOn'), spec('b', 'passOn', {}, module)), readyMs: DEADLINE_MS },
      stop,
    );
    await stop.resumed();
    expectWhole(outcome);
  });

  test('loses nothing while a job of the bench runs in its own process', async () => {
    const file = fileURLToPath(new URL('./bench-job.ts', import.meta.url));
    const bench = spawn(process.execPath, ['--import', 'tsx', file, String(JOB_MS)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let stdout = '';
    bench.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    const ended = new Promise((resolve) => bench.on('close', resolve));
    await goOnAfter(JOB_MS, bench.pid);
    expect(await ended).toBe(0);
    expect(stdout).toBe('message\n');
  });
});
