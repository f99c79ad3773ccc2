/** The thread's side of a pool: the thread runs whole parts of a line with the cooperative engine, one after the other. */
import { UncloneableError, uncloneableIn } from '../../channel/uncloneable.ts';
import { kindOf, specsOf } from '../../line/line.ts';
import { SHARES_MEMORY } from '../../line/shared-memory.ts';
import { Countdown } from '../../platform/deadline.ts';
import type { Platform } from '../../platform/platform.ts';
import { cooperative } from '../cooperative.ts';
import { StationFailure } from '../failure.ts';
import type { Result, ResultSink } from '../results.ts';
import { load } from '../station/load.ts';
import { sendBeats } from '../watch/beats.ts';
import { StatusWriter } from '../watch/status-board.ts';
import type { PoolResult, PoolTask, PreloadTask, RunPartTask } from './messages.ts';
import { serializeError } from './serialize-error.ts';

export async function runPoolTask(task: PoolTask, platform: Platform): Promise<PoolResult> {
  switch (task.kind) {
    case 'preload':
      return await preload(task, platform);
    case 'run-part':
      return await runPart(task, platform);
  }
}

async function preload(task: PreloadTask, platform: Platform): Promise<PoolResult> {
  const { line, place, loading, ready, expected, waitMs } = task;
  Atomics.add(loading, place, 1);
  for (const spec of specsOf(line)) {
    try {
      await load(spec, platform);
    } catch (error) {
      return { kind: 'failed', station: spec.name, error: serializeError(error), progress: null };
    }
    Atomics.add(loading, place, 1);
  }
  waitForAll(ready, expected, waitMs);
  return { kind: 'ready' };
}

async function runPart(task: RunPartTask, platform: Platform): Promise<PoolResult> {
  const { line, events, resumes, witness, board, place, returnsResults } = task;
  const status = new StatusWriter(board, place);
  status.writeThread(platform.threadId);
  status.writeActivity('running');
  const beatsEnded = sendBeats(task, [place], platform);
  try {
    const results: Result[] = [];
    const sink: ResultSink = {
      room: () => Number.POSITIVE_INFINITY,
      waiting: () => 0,
      put: (item, end) => void results.push({ item, end }),
      onRoom() {},
    };
    const run = await cooperative({ platform, status }).run(line, {
      ...(events === null ? {} : { events }),
      resumes,
      witness,
      ...(returnsResults ? { results: sink } : {}),
    });
    // As on a station's thread: a rejection that a coroutine has left unhandled must come before the report.
    await platform.yieldToLoop();
    for (const { name, accounts } of [...run.sources, ...run.stations]) checkCloned(name, accounts);
    for (const spec of specsOf(line)) if (kindOf(spec, line).kind === 'clone') checkResults(spec.name, results);
    return { kind: 'part-run', run, results, thread: platform.threadId };
  } catch (error) {
    if (!(error instanceof StationFailure)) throw error;
    const { station, cause, progress } = error;
    return { kind: 'failed', station, error: serializeError(cause), progress };
  } finally {
    status.writeActivity('ended');
    beatsEnded();
  }
}

/** On Node 20 an account that cannot be cloned would reach the main thread as an empty error. */
function checkCloned(station: string, accounts: readonly unknown[]): void {
  try {
    structuredClone(accounts);
  } catch (error) {
    throw new StationFailure(station, error);
  }
}

/** On Node 20 such a result would reach the main thread as an empty error, and nothing would name its station. */
function checkResults(station: string, results: readonly Result[]): void {
  const items = results.flatMap(({ item, end }) => (end === station ? [item] : []));
  try {
    structuredClone(items);
  } catch (cause) {
    const place = items.findIndex((item) => uncloneableIn(item) !== null);
    throw new StationFailure(station, new UncloneableError(`result ${place + 1}`, items[place], cause));
  }
}

/** Returns when all threads are ready. It blocks the thread, so that no thread takes two of these tasks. */
function waitForAll(ready: Int32Array, expected: number, ms: number): void {
  // Without shared memory nobody can wait there. A thread that has not answered takes no second task either.
  if (!SHARES_MEMORY) return;
  const arrived = Atomics.add(ready, 0, 1) + 1;
  if (arrived === expected) Atomics.notify(ready, 0);
  const countdown = new Countdown(ms);
  for (let seen = arrived; seen < expected; seen = Atomics.load(ready, 0)) {
    countdown.beginStep();
    if (Atomics.wait(ready, 0, seen, countdown.stepMs) === 'timed-out' && countdown.endStep())
      throw new Error(`expected ${expected} threads ready within ${ms} ms, found ${seen}`);
  }
}
