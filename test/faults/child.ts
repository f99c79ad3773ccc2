/**
 * The child process of the fault tests. A job runs a line with one faulty station, ends like a program, and reports what is
 * left.
 *
 * With a job as its argument it runs this job and ends. Without one it runs the jobs that arrive on stdin, a line each, one
 * after the other, with an engine of its own for each. So what is left is left by this job.
 */
import { execFileSync } from 'node:child_process';
import { closeSync, openSync, readdirSync, statSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Engine } from '../../src/engine/engine.ts';
import { eventLoop } from '../../src/engine/event-loop.ts';
import { pool } from '../../src/engine/pool.ts';
import { threads } from '../../src/engine/threads.ts';
import type { Line } from '../../src/line/line.ts';
import { nodePlatform as platform } from '../../src/platform/node/platform.ts';
import { endOnSignals, runProgram } from '../../src/terminal/program.ts';
import { endJob } from '../programs/end-of-job.ts';

export interface ChildJob {
  readonly engine: 'port' | 'ring' | 'event-loop' | 'pool';
  readonly line: Line;
  readonly heapMb?: number;
  /** Short if the test waits for it; otherwise so long that a busy machine does not reach it. */
  readonly hangMs?: number;
  readonly readyMs?: number;
  /** Opens files until only this number of file descriptors is left. */
  readonly spareFiles?: number;
  /** Limits this user to the threads that exist, or to none, after the run of a shorter line. */
  readonly threadLimit?: 'existing' | 'none';
  /** Blocks the main thread nearly all the time. */
  readonly mainIsBusy?: boolean;
  /** Stops the process, as Ctrl-Z does, after its engine begins to close. */
  readonly stopsWhileClosing?: boolean;
}

/** What is left after the engine is closed: more than there was before. */
export interface Left {
  readonly threads: number;
  readonly ports: number;
  /** Timers that keep the process alive. */
  readonly timers: number;
  readonly listeners: number;
}

function engineFor({ engine, heapMb, hangMs, readyMs }: ChildJob): Engine {
  const limits = {
    ...(heapMb === undefined ? {} : { heapMb }),
    ...(hangMs === undefined ? {} : { hangMs }),
    ...(readyMs === undefined ? {} : { readyMs }),
  };
  switch (engine) {
    case 'port':
    case 'ring':
      return threads({ platform, channel: engine, ...limits });
    case 'event-loop':
      return eventLoop({ platform, ...limits });
    case 'pool':
      return pool({ platform, threads: 2, ...limits });
  }
}

function useUpFiles(spare: number): void {
  const opened: number[] = [];
  try {
    while (true) opened.push(openSync('/dev/null', 'r'));
  } catch {
    for (const file of opened.slice(0, spare)) closeSync(file);
  }
}

function limitThreads(most: number): void {
  execFileSync('prlimit', [`--pid=${process.pid}`, `--nproc=${most}`]);
}

/** All threads of this user, as the system counts them. Exact if the user has no other process. */
function threadsOfUser(): number {
  const own = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && ownerOf(name) === process.getuid?.());
  return own.reduce((sum, name) => sum + readdirSync(`/proc/${name}/task`).length, 0);
}

/** Null if the process has ended. */
function ownerOf(pid: string): number | null {
  return statSync(`/proc/${pid}`, { throwIfNoEntry: false })?.uid ?? null;
}

function inUse(): Left {
  const resources = process.getActiveResourcesInfo();
  const count = (kind: RegExp): number => resources.filter((name) => kind.test(name)).length;
  return {
    threads: count(/Worker/),
    ports: count(/MessagePort/),
    timers: count(/Timeout/),
    listeners: process.eventNames().reduce((sum, name) => sum + process.listenerCount(name), 0),
  };
}

async function leftSince(before: Left): Promise<Left> {
  // A closed port disappears some turns of the event loop later.
  for (let turn = 0; turn < 100 && inUse().ports > before.ports; turn++)
    await new Promise((then) => setImmediate(then));
  const now = inUse();
  return {
    threads: now.threads - before.threads,
    ports: now.ports - before.ports,
    timers: now.timers - before.timers,
    listeners: now.listeners - before.listeners,
  };
}

async function runJob(job: ChildJob): Promise<void> {
  const engine = engineFor(job);
  const before = inUse();
  const removeHandlers = endOnSignals({ tidy() {}, soFar: () => 'a line of the tests' });
  console.log('started');
  if (job.spareFiles !== undefined) useUpFiles(job.spareFiles);
  if (job.mainIsBusy) setInterval(() => platform.blockFor(200), 1);
  try {
    if (job.threadLimit !== undefined) {
      await engine.run({ ...job.line, stations: job.line.stations.slice(0, 1), edges: job.line.edges.slice(0, 1) });
      limitThreads(job.threadLimit === 'none' ? 1 : threadsOfUser());
    }
    const { sources, stations } = await engine.run(job.line);
    console.log(JSON.stringify([...sources, ...stations].map(({ accounts }) => accounts[0])));
  } finally {
    if (job.stopsWhileClosing) console.log('closing');
    const closed = engine.close();
    if (job.stopsWhileClosing) process.kill(process.pid, 'SIGSTOP');
    await closed;
    removeHandlers();
    console.log(JSON.stringify(await leftSince(before)));
  }
}

const [, , only] = process.argv;
if (only !== undefined) await runProgram(() => runJob(JSON.parse(only)));
else
  for await (const job of createInterface({ input: process.stdin })) {
    await runProgram(() => runJob(JSON.parse(job)));
    endJob();
  }
