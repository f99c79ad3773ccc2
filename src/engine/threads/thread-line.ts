/**
 * One run of a line on threads: its stations start, run and end together.
 *
 * The first failure of a station is kept. The engine then stops every other station.
 */
import type { KindSpec } from '../../line/kind/spec.ts';
import { labelsOf } from '../../line/labels.ts';
import { kindOf, type Line, type StationSpec, specsOf } from '../../line/line.ts';
import { within } from '../../platform/deadline.ts';
import type { ThreadingPlatform, ThreadPool } from '../../platform/platform.ts';
import { abortOf } from '../abort.ts';
import type { ThreadsChannel } from '../engine-table.ts';
import type { ResultSink } from '../results.ts';
import { readStatusBoard, statusBoardBytes } from '../watch/status-board.ts';
import { type Watch, watch } from '../watch/watchdog.ts';
import type { StationReport } from './messages.ts';
import { RESULT_CAPACITY, type ResultsEnd, takeResults } from './result-inlet.ts';
import { type StationHandle, startStation } from './station-handle.ts';
import { type StationWiring, wire } from './wiring.ts';

/**
 * How much CPU time the stations may use from a stop to their next wait, in milliseconds for each that still runs, counted anew when
 * one of them has ended. After that their threads are terminated. It is no time on the clock: on a busy machine a thread may get no
 * processor for long, and it would lose its `finally`.
 */
const STOP_CPU_MS = 200;
/** How often that is looked at, in milliseconds. */
const STOP_STEP_MS = 50;
/** How often at most: a thread that blocks in a system call uses no CPU time. */
const MOST_STOP_STEPS = 20;

export interface ThreadLineOptions {
  readonly line: Line;
  readonly channel: ThreadsChannel;
  /** Sends every item in a message of its own. */
  readonly oneByOne: boolean;
  /** The most events that are recorded of each station; null where the run is not recorded. */
  readonly events: number | null;
  /** See `RunOptions.resumes`. */
  readonly resumes: boolean;
  /** Whether every item is counted and hashed. */
  readonly witness: boolean;
  /** Takes the results; null where they are dropped. */
  readonly results: ResultSink | null;
  readonly signal: AbortSignal | undefined;
  /** It has as many threads as the line has coroutines, or more. */
  readonly pool: ThreadPool;
  /** The compiled file that each of these threads runs. */
  readonly entry: string;
  readonly platform: Pick<ThreadingPlatform, 'messageChannel' | 'cores' | 'clock' | 'endpoint'>;
  /** How long a station may show no sign of life, in milliseconds. */
  readonly hangMs: number;
}

export interface ThreadLine {
  /** Settles when every station is primed. Rejects with the first failure, or when one takes longer than `ms`. */
  ready(ms: number): Promise<void>;
  /** Starts the stations and awaits their reports, the source's first. Rejects with the first failure. */
  run(): Promise<readonly StationReport[]>;
  /** Stops every station. Returns true when all have ended in time: then their threads can be used again. */
  stop(): Promise<boolean>;
  /** A thread as an error names it: with its station, and what the station is doing. */
  describe(thread: number): string;
  /** Closes the ports and stops the watchdog. */
  close(): void;
}

/** Starts every station of a line on a thread of its own. */
export function openThreadLine(options: ThreadLineOptions): ThreadLine {
  const { line, channel, oneByOne, events, resumes, witness, results, signal, pool, entry, platform, hangMs } = options;
  const specs = specsOf(line);
  const names = specs.map((spec) => spec.name);
  const board = new SharedArrayBuffer(statusBoardBytes(specs.length));
  const wiringOf = wire(channel, line, platform, oneByOne);
  const { exits } = labelsOf(line);
  const wired = specs.map((spec) => {
    const label = exits.get(spec.name);
    const port = label === undefined || results === null ? null : platform.messageChannel();
    const counts = port !== null && spec.copy?.inOrder === true ? platform.messageChannel() : null;
    return { spec, kind: kindOf(spec, line), wiring: wiringOf(spec.name), label, port, counts };
  });
  const shared = { events, resumes, witness, board, pool, entry, platform };
  const stations = wired.map(({ label, port, counts, ...station }, place) => {
    const exit =
      label === undefined
        ? null
        : {
            label,
            port: port?.port1 ?? null,
            counts: counts?.port1 ?? null,
            capacity: RESULT_CAPACITY,
            capacityBytes: results?.capacityBytes,
          };
    return startStation({ ...shared, ...station, exit, place });
  });
  const taken = results === null ? [] : endsOf(wired).map((ends) => takeResults({ ends, sink: results, platform }));
  for (const end of taken) end.catch(ignore);
  const poolFailure = pool.failure();
  const failed = Promise.race([firstFailureOf(stations), poolFailure.failed]);
  failed.catch(ignore);
  const abort = abortOf(signal);
  let watchdog: Watch | null = null;
  return {
    async ready(ms) {
      await Promise.race([Promise.all(stations.map((station) => station.ready(ms))), failed, abort.aborted]);
    },
    async run() {
      watchdog = watch({
        board,
        names,
        edges: line.edges,
        hangMs,
        isHeld: () => results !== null && results.waiting() > 0,
      });
      for (const station of stations) station.start();
      const reports = Promise.all(stations.map((station) => station.ended));
      const all = Promise.all([reports, ...taken]).then(() => reports);
      return await Promise.race([all, failed, watchdog.failed, abort.aborted]);
    },
    async stop() {
      let running = stations.length;
      let beganCpuMs = platform.clock.cpuMs();
      for (const { ended } of stations)
        ended.catch(ignore).finally(() => {
          running--;
          // What the others have used is not charged to those that are left.
          beganCpuMs = platform.clock.cpuMs();
        });
      for (const station of stations) station.stop();
      const ends = Promise.allSettled(stations.map((station) => station.ended));
      for (let step = 0; step < MOST_STOP_STEPS; step++) {
        const stopped = await within(STOP_STEP_MS, 'stations not stopped', [ends.then(() => true)]).catch(() => false);
        if (stopped) return true;
        if (platform.clock.cpuMs() - beganCpuMs > STOP_CPU_MS * running) break;
      }
      return false;
    },
    describe(thread) {
      const view = readStatusBoard(board, names).find((station) => station.thread === thread);
      return view === undefined ? `thread ${thread}` : `the thread of "${view.name}" (${view.activity})`;
    },
    close() {
      watchdog?.stop();
      poolFailure.ignore();
      abort.ignore();
      for (const station of stations) station.close();
      for (const { port, counts } of wired) for (const channel of [port, counts]) channel?.port2.close();
    },
  };
}

/** Where the results come from: each station alone, and the copies of a station together where they are collected in turn. */
function endsOf(wired: readonly WiredStation[]): ResultsEnd[][] {
  const groups = new Map<string, ResultsEnd[]>();
  for (const { spec, kind, wiring, port, counts } of wired) {
    if (port === null) continue;
    const stationWaker = wiring.wiring.kind === 'ring' ? wiring.wiring.waker : null;
    const end = { end: spec.name, kind, port: port.port2, counts: counts?.port2 ?? null, stationWaker };
    const key = counts === null ? `station ${spec.name}` : `copies of ${spec.copy?.of}`;
    groups.set(key, [...(groups.get(key) ?? []), end]);
  }
  return [...groups.values()];
}

/** A station with its channels, and the ports of its results. */
interface WiredStation {
  readonly spec: StationSpec;
  readonly kind: KindSpec;
  readonly wiring: StationWiring;
  readonly port: MessageChannelPorts | null;
  readonly counts: MessageChannelPorts | null;
}

type MessageChannelPorts = ReturnType<ThreadingPlatform['messageChannel']>;

/** Never resolves; rejects with the first failure of any station. */
function firstFailureOf(stations: readonly StationHandle[]): Promise<never> {
  const failed = new Promise<never>((_, reject) => {
    for (const { ended } of stations) ended.catch(reject);
  });
  failed.catch(ignore);
  return failed;
}

/** Handles a rejection that is reported elsewhere. */
function ignore(): void {}
