/** The main thread's side of a thread: it starts, stops and awaits the stations on it. */
import { type Remote, releaseProxy, wrap } from 'comlink';
import { within } from '../../platform/deadline.ts';
import type { Port, ThreadingPlatform, ThreadPool } from '../../platform/platform.ts';
import { StationFailure, type StationProgress } from '../failure.ts';
import { takeBeats } from '../watch/beats.ts';
import { type Activity, activityOnTop, progressOn, stationOnTop, topOn } from '../watch/status-board.ts';
import type { PlacedStation, StationControl, StationReport, StationResult, StationTask } from './messages.ts';
import { deserializeError } from './serialize-error.ts';
import type { ThreadWiring } from './wiring.ts';

export interface ThreadHandleOptions extends Omit<StationTask, 'kind' | 'control' | 'inside' | 'beats'> {
  readonly wiring: ThreadWiring;
  /** The ports of the stations: they are transferred to the thread. */
  readonly ports: readonly Port[];
  readonly pool: ThreadPool;
  /** The compiled file that the thread runs. */
  readonly entry: string;
  readonly platform: Pick<ThreadingPlatform, 'messageChannel' | 'endpoint'>;
}

export interface ThreadHandle {
  /** Resolves with the reports of the stations. Rejects with a StationFailure when the thread ends in any other way. */
  readonly ended: Promise<readonly StationReport[]>;
  /** Settles when the coroutines are primed; rejects with a StationFailure when they are not within `ms` milliseconds. */
  ready(ms: number): Promise<void>;
  start(): void;
  /** Stops the stations at their next wait. */
  stop(): void;
  /** Closes the ports. */
  close(): void;
}

/** Sends the stations of a thread to a thread of the pool. */
export function startThread(options: ThreadHandleOptions): ThreadHandle {
  const { stations, startsAtOnce, wiring, ports, events, resumes, witness, board, pool, entry, platform } = options;
  const { port1, port2 } = platform.messageChannel();
  const { inside } = wiring;
  const beats = takeBeats(
    board,
    stations.map(({ place }) => place),
    platform,
  );
  const task: StationTask = {
    kind: 'run',
    startsAtOnce,
    stations,
    inside,
    control: port2,
    events,
    resumes,
    witness,
    board,
    beats: beats.port,
  };
  const failure = (error: unknown): StationFailure => {
    const { name, progress } = suspectOf(stations, inside, board);
    return new StationFailure(name, error, progress);
  };
  // It is referenced until the run has ended: Comlink drops the calls of a proxy that is garbage collected.
  const control: Remote<StationControl> = wrap(port1);
  const ended = pool
    .run<StationResult>(task, entry, [port2, ...ports, ...(beats.port === null ? [] : [beats.port])])
    .then(
      (result) => {
        switch (result.kind) {
          case 'loaded':
            throw new Error('expected a report, found none');
          case 'done':
            return result.reports;
          case 'failed': {
            const place = stations.find(({ spec }) => spec.name === result.station)?.place ?? 0;
            const progress = result.progress ?? progressOn(board, place, true);
            throw new StationFailure(result.station, deserializeError(result.error), progress);
          }
        }
      },
      (error: unknown) => {
        throw failure(error);
      },
    );
  // Code that awaits `ended` gets the error. Without this handler a failure that is not the first would be unhandled.
  ended.catch(ignore);
  return {
    ended,
    async ready(ms) {
      try {
        // Comlink never settles a call to a thread that has died. So its end is awaited too.
        // They are primed one after the other.
        await within(ms * stations.length, 'not ready', [control.ready(), ended.then(ignore)]);
      } catch (error) {
        throw error instanceof StationFailure ? error : failure(error);
      }
    },
    // The next two calls are not awaited. The watchdog finds a station that does not start, and a thread that does not stop
    // is terminated.
    start() {
      control.start().catch(ignore);
    },
    stop() {
      wiring.stop();
      control.stop().catch(ignore);
    },
    close() {
      beats.stop();
      control[releaseProxy]();
      // The transferred ports too: they are still on this thread if the task never reached its own.
      for (const port of [port1, port2, ...ports]) port.close();
    },
  };
}

/** In these a station is in its code, or in what its module does while it loads. */
const AT_WORK: readonly Activity[] = ['running', 'working', 'before its first yield'];

interface Suspect {
  readonly name: string;
  readonly progress: StationProgress;
}

/**
 * The station that has most likely ended the thread, or keeps it from getting ready: the one whose code runs. Otherwise the last one
 * that is not ready, since they are started in this order; otherwise the first.
 */
function suspectOf(
  [first, ...others]: StationTask['stations'],
  inside: StationTask['inside'],
  board: ArrayBufferLike,
): Suspect {
  const placed = [first, ...others];
  const found = topOn(board, first.place);
  const placeOf = (place: number): number => placed[place]?.place ?? -1;
  const edges = inside.map(({ from, to, items }) => ({ from: placeOf(from), to: placeOf(to), items }));
  const top = found === null ? null : stationOnTop(found, edges);
  const progressOf = ({ place }: PlacedStation): StationProgress => progressOn(board, place, false);
  const onTop = placed.find(({ place }) => place === top);
  if (onTop !== undefined) {
    const progress = progressOf(onTop);
    return { name: onTop.spec.name, progress: { ...progress, activity: activityOnTop(progress.activity) } };
  }
  const suspect =
    placed.find((one) => AT_WORK.includes(progressOf(one).activity)) ??
    placed.findLast((one) => progressOf(one).activity === 'starting') ??
    first;
  return { name: suspect.spec.name, progress: progressOf(suspect) };
}

function ignore(): void {}
