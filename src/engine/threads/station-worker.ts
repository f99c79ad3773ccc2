/** The thread's side of a station: it runs one task, the station's whole life. */
import { expose } from 'comlink';
import type { Platform } from '../../platform/platform.ts';
import { Recorder } from '../../trace/recorder.ts';
import { instrument } from '../station/instrument.ts';
import { primeStation, type StationSetup } from '../station/prime-station.ts';
import { StatusWriter } from '../watch/status-board.ts';
import { connect } from './connect.ts';
import type { StationControl, StationResult, StationTask } from './messages.ts';
import { serializeError } from './serialize-error.ts';

export async function runStation(task: StationTask, platform: Platform): Promise<StationResult> {
  const { spec, kind, witness, control: controlPort, events, resumes } = task;
  const status = new StatusWriter(task.board, task.place);
  status.writeThread(platform.threadId);
  const { stop, close, ...connection } = connect(task, platform);
  // The station has the thread to itself: no other station needs the event loop.
  const setup: StationSetup = { spec, ...connection, kind, witness, platform, status, yieldToLoop: () => null };
  const recorder = events === null ? null : new Recorder(spec.name, events, platform.clock.nowNs);
  const primed = primeStation(recorder === null ? setup : instrument(setup, recorder, resumes));
  let command = (_: 'start' | 'stop'): void => {};
  const firstCommand = new Promise<'start' | 'stop'>((resolve) => {
    command = resolve;
  });
  const control: StationControl = {
    ready: async () => void (await primed),
    start: () => command('start'),
    stop() {
      stop();
      command('stop');
    },
  };
  expose(control, controlPort);
  let failed = true;
  try {
    const station = await primed;
    if ((await firstCommand) === 'stop') {
      station.abandon();
      throw new Error('it was stopped before it started');
    }
    const report = { ...(await station.run()), notes: recorder?.notes() ?? null };
    // A rejection that the coroutine has left unhandled must come before the report. Otherwise chance would decide which of
    // the two is seen.
    await platform.yieldToLoop();
    // On Node 20 an account that cannot be cloned would reach the main thread as an empty error.
    structuredClone(report.accounts);
    status.writeActivity('ended');
    failed = false;
    return { kind: 'done', report };
  } catch (error) {
    return { kind: 'failed', error: serializeError(error) };
  } finally {
    close(failed);
    controlPort.close();
  }
}
