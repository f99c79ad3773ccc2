/** A baker's thread: bakes whole cakes with the cooperative engine, one task after the other. */
import { threadId } from 'node:worker_threads';
import { cooperative } from '../src/engine/cooperative.ts';
import { type RunOptions, StationFailure } from '../src/engine/engine.ts';
import { load } from '../src/engine/load.ts';
import type { BakerResult, BakerTask } from '../src/engine/protocol.ts';
import { nodeClock } from '../src/measure/clock.ts';
import type { Line } from '../src/station/line.ts';

const engine = cooperative({ clock: nodeClock });

/** The most that one baker waits for the others. */
const ATTEND_MS = 20_000;

export default async function serve(task: BakerTask): Promise<BakerResult> {
  switch (task.kind) {
    case 'attend': {
      for (const spec of [task.line.source, ...task.line.stations]) await load(spec);
      attend(task.present, task.expected);
      return { kind: 'present' };
    }
    case 'bake':
      return await bake(task.line, task.events === null ? {} : { events: task.events });
  }
}

async function bake(line: Line, options: RunOptions): Promise<BakerResult> {
  try {
    return { kind: 'baked', run: await engine.run(line, options), thread: threadId };
  } catch (error) {
    if (error instanceof StationFailure) return { kind: 'failed', station: error.station, reason: error.reason };
    throw error;
  }
}

/** Returns when all are there. It blocks, so that no thread can answer twice and each has loaded the coroutines. */
function attend(present: Int32Array, expected: number): void {
  const arrived = Atomics.add(present, 0, 1) + 1;
  if (arrived === expected) Atomics.notify(present, 0);
  for (let seen = arrived; seen < expected; seen = Atomics.load(present, 0)) {
    if (Atomics.wait(present, 0, seen, ATTEND_MS) === 'timed-out')
      throw new Error(`expected ${expected} bakers, found ${seen}`);
  }
}
