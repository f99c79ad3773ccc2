/** A process of its own for one fault: runs a line of which one station goes wrong, ends as every program does, and tells what is left. */
import { execFileSync } from 'node:child_process';
import { closeSync, openSync, readdirSync, statSync } from 'node:fs';
import type { Engine } from '../../src/engine/engine.ts';
import { eventLoop } from '../../src/engine/event-loop.ts';
import { pool } from '../../src/engine/pool.ts';
import { threads } from '../../src/engine/threads.ts';
import type { Line } from '../../src/line/line.ts';
import { nodePlatform as platform } from '../../src/platform/node/platform.ts';
import { endOnSignals, runProgram } from '../../src/terminal/program.ts';

export interface ChildJob {
  readonly engine: 'port' | 'ring' | 'event-loop' | 'pool';
  readonly line: Line;
  readonly heapMb?: number;
  /** Short where it is what the test waits for; else so long that no busy machine reaches it. */
  readonly hangMs?: number;
  readonly readyMs?: number;
  /** Uses up all file descriptors that there may be, but for so many. */
  readonly spareFiles?: number;
  /** Lets this user have no more threads than there are, or none at all, after a line with fewer stations has been run. */
  readonly noMoreThreads?: 'than there are' | 'at all';
  /** Hardly ever lets the main thread hear anything. */
  readonly mainIsBusy?: boolean;
  /** Stops the process, as Ctrl-Z would, when its engine has begun to close. */
  readonly stopsWhileClosing?: boolean;
}

/** What is left when the engine has been closed. */
export interface Left {
  readonly threads: number;
  readonly ports: number;
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

/** All threads of this user, as the system counts them. Exact for one who has no other process. */
function threadsOfUser(): number {
  const own = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && ownerOf(name) === process.getuid?.());
  return own.reduce((sum, name) => sum + readdirSync(`/proc/${name}/task`).length, 0);
}

/** Null where it has ended in the meantime. */
function ownerOf(pid: string): number | null {
  return statSync(`/proc/${pid}`, { throwIfNoEntry: false })?.uid ?? null;
}

function held(kind: RegExp): number {
  return process.getActiveResourcesInfo().filter((name) => kind.test(name)).length;
}

function listeners(): number {
  return process.eventNames().reduce((sum, name) => sum + process.listenerCount(name), 0);
}

await runProgram(async () => {
  const job: ChildJob = JSON.parse(process.argv[2] ?? '');
  const engine = engineFor(job);
  const before = listeners();
  const deaf = endOnSignals({ tidy() {}, soFar: () => 'a line of the tests' });
  console.log('started');
  if (job.spareFiles !== undefined) useUpFiles(job.spareFiles);
  if (job.mainIsBusy) setInterval(() => platform.blockFor(200), 1);
  try {
    if (job.noMoreThreads !== undefined) {
      await engine.run({ ...job.line, stations: job.line.stations.slice(0, 1), edges: job.line.edges.slice(0, 1) });
      limitThreads(job.noMoreThreads === 'at all' ? 1 : threadsOfUser());
    }
    const { source, stations } = await engine.run(job.line);
    console.log(JSON.stringify([source, ...stations].map(({ accounts }) => accounts[0])));
  } finally {
    if (job.stopsWhileClosing) console.log('closing');
    const closed = engine.close();
    if (job.stopsWhileClosing) process.kill(process.pid, 'SIGSTOP');
    await closed;
    deaf();
    // A port that has been closed is gone some turns of the event loop later.
    for (let turn = 0; turn < 100 && held(/MessagePort/) > 0; turn++) await new Promise((then) => setImmediate(then));
    const left: Left = { threads: held(/Worker/), ports: held(/MessagePort/), listeners: listeners() - before };
    console.log(JSON.stringify(left));
  }
});
