/** An engine: it decides who resumes a station, when, and what its `send` is wired to. */
import type { Line } from '../line/line.ts';
import type { Recording } from '../trace/recorder.ts';
import type { Activity } from './watch/status-board.ts';

export const ENGINES = ['cooperative', 'event-loop', 'threads', 'pool'] as const;
export type EngineName = (typeof ENGINES)[number];

/** What joins the stations of a line on threads. */
export const THREADS_CHANNELS = ['port', 'ring'] as const;
export type ThreadsChannel = (typeof THREADS_CHANNELS)[number];

export interface Engine {
  readonly name: EngineName;
  /** What carries the items from station to station; `none` where a send is a call. */
  readonly channel: 'none' | 'mailbox' | ThreadsChannel;
  /**
   * Runs a line to its end, once every station has been started.
   *
   * Threads that it has started are kept for the next run.
   *
   * @throws StationFailure when a station fails: the first failure, after all others have ended
   * @throws StallError when every station waits, and nobody is left whom it could wait for
   * @throws ThreadFailure when a thread fails at its start, or after its station has ended
   * @throws ThreadsLeftError when a thread does not end, whatever it is told
   */
  run(line: Line, options?: RunOptions): Promise<LineRun>;
  /** Ends every thread. Afterwards the engine may be used again and starts anew. */
  close(): Promise<void>;
}

export interface RunOptions {
  /** Records the run: so many events of each station at most. Nothing is recorded, or paid, where it is left out. */
  readonly events?: number;
}

/** What to call an engine where there are several of its name: `threads (ring)`. */
export function labelOf({ name, channel }: Pick<Engine, 'name' | 'channel'>): string {
  return name === 'threads' ? `${name} (${channel})` : name;
}

/** What a run tells; it does not know what the items meant. */
export interface LineRun {
  /** Threads that resumed coroutines. */
  readonly threads: number;
  /** From the call until every station was ready: threads, modules, priming. Milliseconds. */
  readonly startupMs: number;
  /** From ready until the last station had ended. Milliseconds. */
  readonly wallMs: number;
  /** CPU time of the whole process meanwhile. Milliseconds. */
  readonly cpuMs: number;
  readonly source: StationRun;
  /** In the order of the line. */
  readonly stations: readonly StationRun[];
  /** Null where nobody asked for it. */
  readonly recording: Recording | null;
}

export interface StationRun {
  readonly name: string;
  /** What the coroutine reported of itself: one entry for each line that it was part of. */
  readonly accounts: readonly unknown[];
  /** Time in work and in rest, without waiting for a core where the system tells. Milliseconds. */
  readonly busyMs: number;
  /** A checksum of all its work, the same in whichever order the work was done. */
  readonly digest: number;
}

/** The clocks an engine reads. They are given to it, since what a browser has differs from what Node has. */
export interface Clock {
  /** Milliseconds since some fixed moment, with a fraction. */
  nowMs(): number;
  /** Nanoseconds since some fixed moment, the same for every thread of the process. */
  nowNs(): number;
  /** Milliseconds of CPU time that this process has used, all threads together. */
  cpuMs(): number;
  /** Milliseconds of CPU time that this thread has used; Infinity where the system does not tell. */
  threadCpuMs(): number;
}

/** A station that failed: which one, why, what it was doing and how much it had made, where that is known. */
export class StationFailure extends Error {
  override name = 'StationFailure';
  readonly station: string;
  readonly reason: string;
  readonly progress: Progress | null;

  constructor(station: string, cause: unknown, progress: Progress | null = null) {
    const reason = reasonOf(cause);
    const when = progress === null ? '' : ` (${progress.doing}, had made ${madeText(progress)})`;
    super(`station "${station}" failed: ${reason}${when}`, { cause });
    this.station = station;
    this.reason = reason;
    this.progress = progress;
  }
}

/** How far a station had come. */
export interface Progress {
  readonly doing: Activity;
  /** Items sent. */
  readonly made: number;
  /** Whether it has said so itself; of one that died without a word the board tells, which may be some items behind. */
  readonly exact: boolean;
}

function madeText({ made, exact }: Progress): string {
  return exact ? String(made) : `at least ${made}`;
}

/** Whatever was thrown, in words that can be sent to another thread: some values cannot. */
export function reasonOf(thrown: unknown): string {
  if (thrown instanceof Error) return thrown.message || thrown.name;
  try {
    return `it threw ${String(thrown)}`;
  } catch {
    return 'it threw something that cannot be put into words';
  }
}
