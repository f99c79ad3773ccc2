/** An engine: it decides when each station is resumed, and what its `send` does. */
import type { Line } from '../line/line.ts';
import type { Recording } from '../trace/recorder.ts';
import type { EngineName, ThreadsChannel } from './engine-table.ts';
import type { Placement } from './placement/placement.ts';
import type { ResultSink } from './results.ts';
import type { Testimony } from './station/witness.ts';
import type { SupervisionReport } from './supervise/supervision.ts';

export interface Engine {
  readonly name: EngineName;
  /** What carries the items from station to station; `none` where a send is a call. */
  readonly channel: 'none' | 'mailbox' | ThreadsChannel;
  /** The most threads that the stations share; null where each has a thread of its own, and where there is one thread. */
  readonly packed: number | null;
  /**
   * Runs a line to its end. A call during another run waits until that run has ended.
   *
   * The threads that it starts are kept for the next run.
   *
   * @throws LineError when the line is not valid, or this engine cannot run it; nothing has started then
   * @throws StationFailure when a station fails: the first failure, after all other stations have ended
   * @throws StallError when every station waits for another one
   * @throws ThreadFailure when a thread fails at its start, or after its station has ended
   * @throws ThreadsLeftError when a thread cannot be ended
   */
  run(line: Line, options?: RunOptions): Promise<LineRun>;
  /** Ends every thread. Runs that wait for their turn are refused. The engine can be used again, and then starts anew. */
  close(): Promise<void>;
}

export interface RunOptions {
  /** Records the run, with at most this many events of each station. Where it is left out, recording costs nothing. */
  readonly events?: number;
  /** In a recording, a station works from each resume to its next `yield`: for stations that do not call `work` [false]. */
  readonly resumes?: boolean;
  /** Counts and hashes every item on every edge. It makes the run slow [false]. */
  readonly witness?: boolean;
  /** Measures how long each coroutine runs itself. Only an engine whose sends are calls can do it. It makes the run slow [false]. */
  readonly selfTimes?: boolean;
  /** Takes what leaves the line. Where there is none, results are dropped. */
  readonly results?: ResultSink;
  /** Stops the run: it then rejects with the signal's reason, when all its stations have ended. */
  readonly signal?: AbortSignal;
}

/** What an engine measures in a run, and what the stations report. It does not say what the items mean. */
export interface LineRun {
  /** Threads that resumed coroutines. */
  readonly threads: number;
  /** Which stations shared a thread, by name; null where an engine does not place them. */
  readonly placement: Placement | null;
  /** Whether the coroutines ran on the main thread. */
  readonly onMain: boolean;
  /** From the call until every station was ready: threads, modules, priming. Milliseconds. */
  readonly startupMs: number;
  /** From ready until the last station had ended. Milliseconds. */
  readonly wallMs: number;
  /** CPU time of the whole process during `wallMs`. Milliseconds. */
  readonly cpuMs: number;
  /** In the order of the line, as the stations. */
  readonly sources: readonly StationRun[];
  readonly stations: readonly StationRun[];
  /** What the supervision of the threads has done; null where there was none. */
  readonly supervision?: SupervisionReport | null;
  /** Null where the run was not recorded. */
  readonly recording: Recording | null;
}

export interface StationRun {
  readonly name: string;
  /** How many items it has sent. */
  readonly sent: number;
  /** The account that the coroutine reported; in a pool one for each part of the line. */
  readonly accounts: readonly unknown[];
  /** Time in work and in rest. Waiting for a core is left out where the system gives a thread's CPU time. Milliseconds. */
  readonly busyMs: number;
  /** What it sent and received; null where no witness was asked for. */
  readonly testimony: Testimony | null;
  /** The CPU time of its thread during the run; null where it is not known, or stations share a thread. Milliseconds. */
  readonly cpuMs: number | null;
  /** How long it rested. Milliseconds. */
  readonly restedMs: number;
  /** How long it ran, without what it called, and rested; null where that was not measured. Milliseconds. */
  readonly selfMs: number | null;
  /** A checksum of all its work. It does not depend on the order of the work. An unsigned 32-bit integer. */
  readonly digest: number;
}

/** The runs of all coroutines of a line, in the order of their places, as sources and stations. */
export function splitRuns<Run extends StationRun>(
  { sources }: Pick<Line, 'sources'>,
  runs: readonly Run[],
): { readonly sources: readonly Run[]; readonly stations: readonly Run[] } {
  return { sources: runs.slice(0, sources.length), stations: runs.slice(sources.length) };
}
