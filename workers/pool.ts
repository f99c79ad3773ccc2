/** A baker's thread: bakes whole cakes with the cooperative engine, one task after the other. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { threadId } from 'node:worker_threads';
import { cooperative } from '../src/engine/cooperative.ts';
import { StationFailure } from '../src/engine/engine.ts';
import { load } from '../src/engine/station/load.ts';
import type { PoolResult, PoolTask, PreloadTask, RunPartTask } from '../src/engine/threads/messages.ts';
import { serializeError } from '../src/engine/threads/serialize-error.ts';
import { Status } from '../src/engine/watch/status-board.ts';
import { Patience } from '../src/platform/deadline.ts';
import { nodeClock } from '../src/platform/node/clock.ts';

export default async function serve(task: PoolTask): Promise<PoolResult> {
  switch (task.kind) {
    case 'attend':
      return await attend(task);
    case 'bake':
      return await bake(task);
  }
}

async function attend({ line, place, loading, present, expected, waitMs }: PreloadTask): Promise<PoolResult> {
  Atomics.add(loading, place, 1);
  for (const spec of [line.source, ...line.stations]) {
    try {
      await load(spec);
    } catch (error) {
      return { kind: 'failed', station: spec.name, thrown: serializeError(error), progress: null };
    }
    Atomics.add(loading, place, 1);
  }
  waitForAll(present, expected, waitMs);
  return { kind: 'present' };
}

async function bake({ line, events, board, place }: RunPartTask): Promise<PoolResult> {
  const status = new Status(board, place);
  status.runsOn(threadId);
  status.is('running');
  try {
    const run = await cooperative({ clock: nodeClock, status }).run(line, events === null ? {} : { events });
    // As in a station's thread: what the coroutines have left behind has its turn before the report.
    await nextTurn();
    for (const { name, accounts } of [run.source, ...run.stations]) checkCloned(name, accounts);
    return { kind: 'baked', run, thread: threadId };
  } catch (error) {
    if (error instanceof StationFailure)
      return { kind: 'failed', station: error.station, thrown: serializeError(error.cause), progress: error.progress };
    throw error;
  } finally {
    status.is('ended');
  }
}

/** On Node 20 what cannot be cloned would arrive as an empty error. */
function checkCloned(station: string, accounts: readonly unknown[]): void {
  try {
    structuredClone(accounts);
  } catch (error) {
    throw new StationFailure(station, error);
  }
}

/** Returns when all are there. It blocks, so that no thread can answer twice and each has loaded the coroutines. */
function waitForAll(present: Int32Array, expected: number, ms: number): void {
  const arrived = Atomics.add(present, 0, 1) + 1;
  if (arrived === expected) Atomics.notify(present, 0);
  const patience = new Patience(ms);
  for (let seen = arrived; seen < expected; seen = Atomics.load(present, 0)) {
    patience.beginStep();
    if (Atomics.wait(present, 0, seen, patience.stepMs) === 'timed-out' && patience.endStep())
      throw new Error(`${expected} bakers not ready within ${ms} ms, found ${seen}`);
  }
}
