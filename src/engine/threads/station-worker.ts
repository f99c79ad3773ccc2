/** The thread's side of its stations: it runs one task, their whole life. */
import { expose } from 'comlink';
import type { Platform } from '../../platform/platform.ts';
import { reasonOf, StationFailure } from '../failure.ts';
import { load } from '../station/load.ts';
import { sendBeats } from '../watch/beats.ts';
import type { LoadTask, StationControl, StationReport, StationResult, StationTask } from './messages.ts';
import { groupOnThread, type OnThread, stationOnThread } from './on-thread.ts';
import { serializeError } from './serialize-error.ts';

export async function runStation(task: StationTask | LoadTask, platform: Platform): Promise<StationResult> {
  return task.kind === 'load' ? await loadAll(task, platform) : await run(task, platform);
}

async function loadAll({ specs }: LoadTask, platform: Platform): Promise<StationResult> {
  for (const spec of specs) await load(spec, platform);
  return { kind: 'loaded' };
}

async function run(task: StationTask, platform: Platform): Promise<StationResult> {
  const { stations, inside, control: controlPort } = task;
  const [first, ...others] = stations;
  // A station that feeds itself has an edge inside of its thread.
  const isAlone = others.length === 0 && inside.length === 0;
  const { primed, stop, close, ended }: OnThread = isAlone
    ? stationOnThread(first, task, platform)
    : groupOnThread(task, platform);
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
  if (task.startsAtOnce) command('start');
  const beatsEnded = sendBeats(
    task,
    stations.map(({ place }) => place),
    platform,
  );
  let failed = true;
  let crash: Error | null = null;
  let hasRun = false;
  try {
    const ready = await primed;
    if ((await firstCommand) === 'stop') {
      ready.abandon();
      throw new Error('it was stopped before it started');
    }
    hasRun = true;
    const reports = await ready.run();
    // A rejection that a coroutine has left unhandled must come before the report. Otherwise chance would decide which of
    // the two is seen.
    await platform.yieldToLoop();
    checkCloned(reports);
    ended();
    failed = false;
    return { kind: 'done', reports };
  } catch (error) {
    // Another thread takes its place: what this one has in its modules, timers and promises must not live on.
    if (first.supervised !== null) crash = error instanceof Error ? error : new Error(reasonOf(error));
    if (error instanceof StationFailure)
      return { kind: 'failed', station: error.station, error: serializeError(error.cause), progress: error.progress };
    return { kind: 'failed', station: first.spec.name, error: serializeError(error), progress: null };
  } finally {
    beatsEnded();
    close(failed);
    controlPort.close();
    if (crash !== null && hasRun) await crashWith(crash, platform);
  }
}

/** Never settles: the thread ends. */
async function crashWith(error: Error, platform: Platform): Promise<never> {
  platform.endThread(error);
  return await new Promise<never>(() => {});
}

/** On Node 20 an account that cannot be cloned would reach the main thread as an empty error. */
function checkCloned(reports: readonly StationReport[]): void {
  for (const { name, accounts } of reports) {
    try {
      structuredClone(accounts);
    } catch (error) {
      throw new StationFailure(name, error);
    }
  }
}
