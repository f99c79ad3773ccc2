/** A station's thread: the task is the station's whole life. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { threadId } from 'node:worker_threads';
import { expose } from 'comlink';
import { recorded } from '../src/engine/station/instrument.ts';
import { primeStation, type StationSetup } from '../src/engine/station/loop.ts';
import { join } from '../src/engine/threads/connect.ts';
import type { StationControl, StationResult, StationTask } from '../src/engine/threads/messages.ts';
import { serializeError } from '../src/engine/threads/serialize-error.ts';
import { Status } from '../src/engine/watch/status-board.ts';
import { nodeClock } from '../src/platform/node/clock.ts';
import { Recorder } from '../src/trace/recorder.ts';

export default async function live(task: StationTask): Promise<StationResult> {
  const { spec, wiring, control: controlPort, record } = task;
  const status = new Status(task.board, task.place);
  status.runsOn(threadId);
  const { stop, close, ...joined } = join(wiring, nodeClock);
  let start = (): void => {};
  const started = new Promise<void>((resolve) => {
    start = resolve;
  });
  // It has the thread to itself: nobody else needs a turn.
  const workplace: StationSetup = { spec, ...joined, clock: nodeClock, status, yieldToLoop: () => null };
  const recorder = record === null ? null : new Recorder(spec.name, record.events, nodeClock.nowNs);
  const prepared = primeStation(
    record === null || recorder === null ? workplace : recorded(workplace, recorder, record.items),
  );
  const control: StationControl = {
    ready: async () => void (await prepared),
    start: () => start(),
    stop: () => {
      stop();
      start();
    },
  };
  expose(control, controlPort);
  let failed = true;
  try {
    const station = await prepared;
    await started;
    const run = { ...(await station.tend()), notes: recorder?.notes() ?? null };
    // Whatever the coroutine has left behind, a promise that nobody caught for instance, has its turn before the report: or
    // chance would decide which of the two comes first.
    await nextTurn();
    // On Node 20 what cannot be cloned would arrive as an empty error.
    structuredClone(run.accounts);
    status.is('ended');
    failed = false;
    return { kind: 'done', run };
  } catch (error) {
    return { kind: 'failed', thrown: serializeError(error) };
  } finally {
    close(failed);
    controlPort.close();
  }
}
