/** The threads engine: each station on a worker thread of its own, or several on one, with channels from thread to thread. */
import { LineError } from '../line/check.ts';
import type { Line } from '../line/line.ts';
import { show } from '../line/printable.ts';
import { firstUncarried } from '../line/ring-limits.ts';
import { SHARES_MEMORY } from '../line/shared-memory.ts';
import { READY_MS } from '../platform/deadline.ts';
import { ThreadsLeftError } from '../platform/errors.ts';
import type { ThreadingPlatform } from '../platform/platform.ts';
import type { Notes } from '../trace/recorder.ts';
import { defineEngine } from './define-engine.ts';
import { type Engine, type LineRun, splitRuns } from './engine.ts';
import type { ThreadsChannel } from './engine-table.ts';
import {
  apart,
  completed,
  crossingEdges,
  type Placement,
  type PlacementFor,
  threadsIn,
} from './placement/placement.ts';
import { recordingOf } from './recording.ts';
import { checkSupervised } from './supervise/check.ts';
import type { Supervision } from './supervise/supervision.ts';
import { codeOf } from './threads/line-code.ts';
import type { StationReport } from './threads/messages.ts';
import { openThreadLine } from './threads/thread-line.ts';
import { HANG_MS } from './watch/watchdog.ts';

export interface ThreadsOptions {
  readonly platform: ThreadingPlatform;
  /** What carries the items from thread to thread [port]. */
  readonly channel?: ThreadsChannel;
  /** Which stations of a line share a thread [none: each has one of its own]. */
  readonly placement?: PlacementFor;
  /** Sends every item in a message of its own. It is slow, and kept for comparison [false]. */
  readonly oneByOne?: boolean;
  /** How long a station may take to get ready, in milliseconds, above 0 [20 000]. */
  readonly readyMs?: number;
  /** How long a station may show no sign of life in its coroutine, in milliseconds, above 0 [10 000]. */
  readonly hangMs?: number | undefined;
  /** The most memory of one thread's objects, in megabytes, 8 or more [1024]. */
  readonly heapMb?: number;
  /** Another thread takes the place of one that dies [the run ends]. Over rings, with a thread for each station. */
  readonly supervise?: Supervision | null;
}

/**
 * The first failure is kept with its cause. Then the other stations are stopped, and threads that do not stop are
 * terminated. A run settles when every station has ended, or when a thread cannot be ended.
 */
export function threads(options: ThreadsOptions): Engine {
  const {
    platform,
    channel = 'port',
    oneByOne = false,
    readyMs = READY_MS,
    hangMs = HANG_MS,
    heapMb,
    supervise: supervision = null,
  } = options;
  const place = (line: Line): Placement => options.placement?.of(line) ?? apart(line);
  const { clock } = platform;
  const workers = platform.workers(heapMb);

  return defineEngine({
    name: 'threads',
    channel,
    packed: options.placement?.threads ?? null,
    cycles: 'allowed',
    check(line) {
      if (!SHARES_MEMORY) checkUnshared(line, channel);
      if (supervision !== null) checkSupervised(line, completed(line, place(line)), channel, supervision);
      checkCarried(line, completed(line, place(line)), channel);
    },
    async run(line, { events = null, resumes = false, results = null, witness = false, signal }) {
      if (supervision !== null && witness)
        throw new LineError(
          'Cannot supervise this run: expected no witness, since what it has seen dies with its thread',
        );
      const calledMs = clock.nowMs();
      const placement = completed(line, place(line));
      // One more that is ready when another one dies.
      const { pool } = await workers.threads(placement.length + (supervision === null ? 0 : 1));
      const { compiled, entries } = await codeOf(line, workers);
      const threadLine = openThreadLine({
        line: compiled,
        placement,
        channel,
        oneByOne,
        events,
        resumes,
        witness,
        results,
        signal,
        pool,
        entry: entries.station,
        platform,
        hangMs,
        supervision,
        readyMs,
      });
      try {
        await threadLine.ready(readyMs);
        const beganNs = clock.nowNs();
        const readyAtMs = clock.nowMs();
        const readyCpuMs = clock.cpuMs();
        const reports = await threadLine.run();
        const wallMs = clock.nowMs() - readyAtMs;
        const cpuMs = clock.cpuMs() - readyCpuMs;
        const startupMs = readyAtMs - calledMs;
        return {
          threads: placement.length,
          placement,
          onMain: false,
          startupMs,
          wallMs,
          cpuMs,
          supervision: threadLine.supervised(),
          ...resultsOf(reports, beganNs, line, placement, events),
        };
      } catch (error) {
        if (!(await threadLine.stop())) {
          const left = await workers.endThreads();
          if (left.length > 0) throw new ThreadsLeftError(left.map(threadLine.describe), error);
        }
        throw error;
      } finally {
        threadLine.close();
      }
    },
    async close() {
      const left = await workers.terminate();
      if (left.length > 0) throw new ThreadsLeftError(left.map((thread) => `thread ${thread}`));
    },
  });
}

function resultsOf(
  reports: readonly StationReport[],
  beganNs: number,
  line: Line,
  placement: Placement,
  events: number | null,
): Pick<LineRun, 'sources' | 'stations' | 'recording'> {
  const notes = byThread(
    reports.flatMap((station) => station.notes ?? []),
    placement,
  );
  const recording = events === null ? null : recordingOf(line, beganNs, notes, 'channels');
  return { ...splitRuns(line, reports), recording };
}

/** Where stations share threads, those of each thread stand together, and say which one it is. */
function byThread(notes: readonly Notes[], placement: Placement): readonly Notes[] {
  if (placement.every((group) => group.length === 1)) return notes;
  const threadOf = threadsIn(placement);
  return notes
    .map((one) => ({ ...one, copy: { of: one.station, thread: threadOf(one.station) + 1 } }))
    .sort((one, other) => one.copy.thread - other.copy.thread);
}

/** @throws LineError when the line, or the channel, needs memory that threads share, and there is none */
function checkUnshared({ edges }: Line, channel: ThreadsChannel): void {
  if (channel === 'ring')
    throw new LineError('Cannot run this line over rings: expected memory that threads share, found none; use ports');
  const back = edges.find(({ feedback }) => feedback === true);
  if (back !== undefined)
    throw new LineError(
      `Cannot run this line on threads: expected no feedback where threads share no memory, found an edge from ${show(back.from)} back to ${show(back.to)}`,
    );
}

/** @throws LineError when an edge between two threads carries what the channel cannot */
function checkCarried(line: Line, placement: Placement, channel: ThreadsChannel): void {
  if (channel !== 'ring') return;
  const uncarried = firstUncarried({ ...line, edges: crossingEdges(line, placement) });
  if (uncarried === null) return;
  const { from, to, kind } = uncarried;
  throw new LineError(
    `Cannot run this line over rings: expected the edge from ${show(from)} to ${show(to)} to carry ints or records, found ${kind}; use ports, or give ${show(from)} { out: ints() } or { out: record({ ... }) }`,
  );
}
