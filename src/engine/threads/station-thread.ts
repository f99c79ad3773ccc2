/** A station on its thread, as the coordinator sees it. */
import { MessageChannel } from 'node:worker_threads';
import { type Remote, releaseProxy, wrap } from 'comlink';
import type { StationSpec } from '../../line/line.ts';
import { within } from '../../platform/deadline.ts';
import type { ThreadPool } from '../../platform/node/thread-pool.ts';
import { type Progress, StationFailure } from '../engine.ts';
import type { StationView } from '../watch/status-board.ts';
import type { RecordedRun, StationControl, StationResult, StationTask } from './messages.ts';
import { deserializeError } from './serialize-error.ts';
import type { Wires } from './wiring.ts';

export interface Endpoint {
  /** Settles with the station's life: with its report, or with a StationFailure however it ended otherwise. */
  readonly life: Promise<RecordedRun>;
  /** Settles when the coroutine is primed; rejects with a StationFailure when it is not in so many milliseconds. */
  ready(ms: number): Promise<void>;
  start(): void;
  /** Sends the station home at its next wait. */
  stop(): void;
  close(): void;
}

export interface StationThreadOptions {
  readonly wires: Wires;
  readonly crew: ThreadPool;
  readonly filename: string;
  readonly record: StationTask['record'];
  readonly board: SharedArrayBuffer;
  /** What a station has written on the board, by its place. */
  readonly view: (place: number) => StationView | null;
}

/** Sends each station to a thread, with its ends of the channels. */
export function posts(specs: readonly StationSpec[], office: StationThreadOptions): Endpoint[] {
  return specs.map((spec, place) => post(spec, place, office));
}

function post(
  spec: StationSpec,
  place: number,
  { wires, crew, filename, record, board, view }: StationThreadOptions,
): Endpoint {
  const { wiring, ports, stop } = wires(spec.name);
  const { port1, port2 } = new MessageChannel();
  const task: StationTask = { spec, wiring, control: port2, record, board, place };
  const progress = (exact: boolean): Progress | null => {
    const found = view(place);
    return found === null ? null : { doing: found.doing, made: found.made, exact };
  };
  // Held as long as the run: Comlink drops the calls of a proxy that nobody holds.
  const control: Remote<StationControl> = wrap(port1);
  const life = crew.run<StationResult>(task, filename, [port2, ...ports]).then(
    (result) => {
      switch (result.kind) {
        case 'done':
          return result.run;
        case 'failed':
          throw new StationFailure(spec.name, deserializeError(result.thrown), progress(true));
      }
    },
    (error: unknown) => {
      throw new StationFailure(spec.name, error, progress(false));
    },
  );
  // Whoever waits for it is told; this keeps a second failure from counting as unhandled.
  life.catch(noted);
  return {
    life,
    async ready(ms) {
      try {
        // Comlink never settles a call whose other end has died: the station's own end counts too.
        await within(ms, 'not ready', [control.ready(), life.then(noted)]);
      } catch (error) {
        throw error instanceof StationFailure ? error : new StationFailure(spec.name, error, progress(false));
      }
    },
    // Nobody waits for the answers of these two. A station that does not start is the watchdog's business; one that does
    // not stop is terminated.
    start() {
      control.start().catch(noted);
    },
    stop() {
      stop();
      control.stop().catch(noted);
    },
    close() {
      control[releaseProxy]();
      // Also what was to be handed over: a task that never reached a thread has left it here.
      for (const port of [port1, port2, ...ports]) port.close();
    },
  };
}

/** For a rejection that is told elsewhere. */
function noted(): void {}
