/** The main thread's side of a station: it starts, stops and awaits the station on its thread. */
import { type Remote, releaseProxy, wrap } from 'comlink';
import type { KindSpec } from '../../line/kind/spec.ts';
import type { StationSpec } from '../../line/line.ts';
import { within } from '../../platform/deadline.ts';
import type { ThreadingPlatform, ThreadPool } from '../../platform/platform.ts';
import { StationFailure } from '../failure.ts';
import { progressOn } from '../watch/status-board.ts';
import { exitPortsOf } from './count-ends.ts';
import type { ExitEnd, StationControl, StationReport, StationResult, StationTask } from './messages.ts';
import { deserializeError } from './serialize-error.ts';
import type { StationWiring } from './wiring.ts';

export interface StationHandleOptions {
  readonly spec: StationSpec;
  /** Its place on the status board. */
  readonly place: number;
  readonly wiring: StationWiring;
  readonly kind: KindSpec;
  readonly exit: ExitEnd | null;
  readonly events: number | null;
  readonly resumes: boolean;
  readonly witness: boolean;
  readonly board: SharedArrayBuffer;
  readonly pool: ThreadPool;
  /** The compiled file that the thread runs. */
  readonly entry: string;
  readonly platform: Pick<ThreadingPlatform, 'messageChannel'>;
}

export interface StationHandle {
  /** Resolves with the station's report. Rejects with a StationFailure when the station ends in any other way. */
  readonly ended: Promise<StationReport>;
  /** Settles when the coroutine is primed; rejects with a StationFailure when it is not within `ms` milliseconds. */
  ready(ms: number): Promise<void>;
  start(): void;
  /** Stops the station at its next wait. */
  stop(): void;
  /** Closes the ports. */
  close(): void;
}

/** Sends a station to a thread of the pool. */
export function startStation(options: StationHandleOptions): StationHandle {
  const {
    spec,
    place,
    wiring: stationWiring,
    kind,
    exit,
    events,
    resumes,
    witness,
    board,
    pool,
    entry,
    platform,
  } = options;
  const { wiring, stop: stopSleep } = stationWiring;
  const ports = [...stationWiring.ports, ...exitPortsOf(exit)];
  const { port1, port2 } = platform.messageChannel();
  const task: StationTask = { spec, wiring, kind, exit, control: port2, events, resumes, witness, board, place };
  const failure = (error: unknown, exact: boolean): StationFailure =>
    new StationFailure(spec.name, error, progressOn(board, place, exact));
  // It is referenced until the run has ended: Comlink drops the calls of a proxy that is garbage collected.
  const control: Remote<StationControl> = wrap(port1);
  const ended = pool.run<StationResult>(task, entry, [port2, ...ports]).then(
    (result) => {
      switch (result.kind) {
        case 'done':
          return result.report;
        case 'failed':
          throw failure(deserializeError(result.error), true);
      }
    },
    (error: unknown) => {
      throw failure(error, false);
    },
  );
  // Code that awaits `ended` gets the error. Without this handler a failure that is not the first would be unhandled.
  ended.catch(ignore);
  return {
    ended,
    async ready(ms) {
      try {
        // Comlink never settles a call to a thread that has died. So the end of the station is awaited too.
        await within(ms, 'not ready', [control.ready(), ended.then(ignore)]);
      } catch (error) {
        throw error instanceof StationFailure ? error : failure(error, false);
      }
    },
    // The next two calls are not awaited. The watchdog finds a station that does not start, and a thread that does not stop
    // is terminated.
    start() {
      control.start().catch(ignore);
    },
    stop() {
      stopSleep();
      control.stop().catch(ignore);
    },
    close() {
      control[releaseProxy]();
      // The transferred ports too: they are still on this thread if the task never reached its own.
      for (const port of [port1, port2, ...ports]) port.close();
    },
  };
}

function ignore(): void {}
