/** A process of its own for one fault: runs a line of which one station goes wrong, ends as every program does, and tells what is left. */
import { closeSync, openSync } from 'node:fs';
import { endOnSignals, runProgram } from '../../src/cli/program.ts';
import { bakers } from '../../src/engine/bakers.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { eventLoop } from '../../src/engine/event-loop.ts';
import { threads } from '../../src/engine/threads.ts';
import { nodeClock as clock } from '../../src/measure/clock.ts';
import type { Line } from '../../src/station/line.ts';

export interface ChildJob {
  readonly engine: 'port' | 'ring' | 'event-loop' | 'bakers';
  readonly line: Line;
  readonly heapMb?: number;
  /** Short where it is what the test waits for; else so long that no busy machine reaches it. */
  readonly patienceMs?: number;
  readonly readyMs?: number;
  /** Uses up all file descriptors that there may be, but for so many. */
  readonly spareFiles?: number;
}

/** What is left when the engine has been closed. */
export interface Left {
  readonly threads: number;
  readonly ports: number;
  readonly listeners: number;
}

function engineFor({ engine, line: _, spareFiles: __, ...options }: ChildJob): Engine {
  switch (engine) {
    case 'port':
    case 'ring':
      return threads({ clock, channel: engine, ...options });
    case 'event-loop':
      return eventLoop({ clock, ...options });
    case 'bakers':
      return bakers({ clock, threads: 2, ...options });
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
  try {
    const { source, stations } = await engine.run(job.line);
    console.log(JSON.stringify([source, ...stations].map(({ accounts }) => accounts[0])));
  } finally {
    await engine.close();
    deaf();
    // A port that has been closed is gone some turns of the event loop later.
    for (let turn = 0; turn < 100 && held(/MessagePort/) > 0; turn++) await new Promise((then) => setImmediate(then));
    const left: Left = { threads: held(/Worker/), ports: held(/MessagePort/), listeners: listeners() - before };
    console.log(JSON.stringify(left));
  }
});
