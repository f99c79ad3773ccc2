/**
 * One run of a line on threads: its stations start, run and end together.
 *
 * The first failure of a station is kept. The engine then stops every other station.
 */
import { labelsOf } from '../../line/labels.ts';
import { kindOf, type Line, specsOf } from '../../line/line.ts';
import { isShared, sharedIfPossible } from '../../line/shared-memory.ts';
import { within } from '../../platform/deadline.ts';
import type { ThreadingPlatform, ThreadPool } from '../../platform/platform.ts';
import { abortOf } from '../abort.ts';
import type { ThreadsChannel } from '../engine-table.ts';
import type { Placement } from '../placement/placement.ts';
import type { ResultSink } from '../results.ts';
import type { Supervision, SupervisionReport } from '../supervise/supervision.ts';
import { readStatusBoard, statusBoardBytes } from '../watch/status-board.ts';
import { type Watch, watch } from '../watch/watchdog.ts';
import { exitPortsOf } from './count-ends.ts';
import type { LoadTask, PlacedStation, StationReport, StationResult } from './messages.ts';
import { RESULT_CAPACITY, type ResultsEnd, takeResults } from './result-inlet.ts';
import { SupervisedLine } from './supervised-line.ts';
import { startThread, type ThreadHandle } from './thread-handle.ts';
import { wire } from './wiring.ts';

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
  readonly placement: Placement;
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
  /** It has as many threads as the placement, or more. */
  readonly pool: ThreadPool;
  /** The compiled file that each of these threads runs. */
  readonly entry: string;
  readonly platform: Pick<ThreadingPlatform, 'messageChannel' | 'cores' | 'clock' | 'endpoint' | 'yieldToLoop'>;
  /** How long a station may show no sign of life, in milliseconds. */
  readonly hangMs: number;
  /** Null where the run ends when a thread dies. */
  readonly supervision: Supervision | null;
  /** How long a thread that takes the place of another one may take to get ready, in milliseconds. */
  readonly readyMs: number;
}

export interface ThreadLine {
  /** Settles when every station is primed. Rejects with the first failure, or when one takes longer than `ms`. */
  ready(ms: number): Promise<void>;
  /** Starts the stations and awaits their reports, in the order of the line. Rejects with the first failure. */
  run(): Promise<readonly StationReport[]>;
  /** Stops every station. Returns true when all have ended in time: then their threads can be used again. */
  stop(): Promise<boolean>;
  /** What the supervision has done; null where there is none. */
  supervised(): SupervisionReport | null;
  /** A thread as an error names it: with its station, and what the station is doing. */
  describe(thread: number): string;
  /** Closes the ports and stops the watchdog. */
  close(): void;
}

/** Starts the stations of a line on the threads of its placement. */
export function openThreadLine(options: ThreadLineOptions): ThreadLine {
  const { line, placement, channel, oneByOne, results, signal, pool, platform, hangMs } = options;
  const specs = specsOf(line);
  const names = specs.map((spec) => spec.name);
  const board = sharedIfPossible(statusBoardBytes(specs.length));
  const supervisor = supervisorOf(options, board);
  const wiring = wire(channel, line, platform, { placement, oneByOne, supervised: supervisor !== null });
  const { exits } = labelsOf(line);
  const placed = specs.map((spec, place) => {
    const label = exits.get(spec.name);
    const port = label === undefined || results === null || supervisor !== null ? null : platform.messageChannel();
    const counts = port !== null && spec.copy?.inOrder === true ? platform.messageChannel() : null;
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
    const { wiring: own, ports } = wiring.station(spec.name);
    const isSource = place < line.sources.length;
    const station = { spec, isSource, kind: kindOf(spec, line), wiring: own, exit, place };
    return { station, ports: [...ports, ...exitPortsOf(exit)], port, counts };
  });
  const threads = wiring.threads.map((thread, i) => {
    const own = placed.filter(({ station }) => thread.stations.includes(station.spec.name));
    const [first, ...others] = own.map(({ station }) => station);
    if (first === undefined) throw new Error(`expected a station on thread ${i}, found none`);
    const ports = own.flatMap((one) => one.ports);
    const start = (stations: readonly [PlacedStation, ...PlacedStation[]], startsAtOnce = false): ThreadHandle =>
      startThread({ ...options, stations, startsAtOnce, wiring: thread, ports, board });
    return supervisor === null
      ? start([unsupervised(first), ...others.map(unsupervised)])
      : supervisor.thread(first, (station) => start([station], station.supervised?.beginsAgain === true));
  });
  const taken =
    supervisor?.taken ??
    (results === null ? [] : endsOf(placed).map((ends) => takeResults({ ends, sink: results, platform })));
  for (const end of taken) end.catch(ignore);
  const poolFailure = pool.failure();
  const failed = Promise.race([firstFailureOf(threads), poolFailure.failed]);
  failed.catch(ignore);
  const abort = abortOf(signal);
  let watchdog: Watch | null = null;
  return {
    async ready(ms) {
      await Promise.race([Promise.all(threads.map((thread) => thread.ready(ms))), failed, abort.aborted]);
      // Before the run, so that it takes nothing of it. Without that thread the run is only slower when a station dies.
      if (supervisor !== null)
        await Promise.race([within(ms, 'not loaded', [supervisor.keepReady()]).catch(ignore), failed]);
    },
    async run() {
      watchdog = watch({
        board,
        names,
        edges: line.edges,
        hangMs,
        isHeld: () => (results !== null && results.waiting() > 0) || supervisor?.isChanging === true,
        endHanging: (name) => supervisor?.endHanging(name) ?? false,
      });
      for (const thread of threads) thread.start();
      supervisor?.begin();
      const reports = Promise.all(threads.map(({ ended }) => ended)).then((all) => inOrder(all.flat(), names));
      const all = Promise.all([reports, ...taken]).then(() => reports);
      return await Promise.race([all, failed, watchdog.failed, abort.aborted]);
    },
    async stop() {
      let running = threads.length;
      let beganCpuMs = platform.clock.cpuMs();
      for (const { ended } of threads)
        ended.catch(ignore).finally(() => {
          running--;
          // What the others have used is not charged to those that are left.
          beganCpuMs = platform.clock.cpuMs();
        });
      supervisor?.close();
      for (const thread of threads) thread.stop();
      const ends = Promise.allSettled(threads.map(({ ended }) => ended));
      for (let step = 0; step < MOST_STOP_STEPS; step++) {
        const stopped = await within(STOP_STEP_MS, 'stations not stopped', [ends.then(() => true)]).catch(() => false);
        if (stopped) return true;
        if (platform.clock.cpuMs() - beganCpuMs > STOP_CPU_MS * running) break;
      }
      return false;
    },
    supervised: () => supervisor?.report() ?? null,
    describe(thread) {
      const views = readStatusBoard(board, names).filter((station) => station.thread === thread);
      const stations = views.map(({ name, activity }) => `"${name}" (${activity})`);
      return stations.length === 0 ? `thread ${thread}` : `the thread of ${stations.join(', ')}`;
    },
    close() {
      watchdog?.stop();
      supervisor?.close();
      poolFailure.ignore();
      abort.ignore();
      for (const thread of threads) thread.close();
      for (const { port, counts } of placed) for (const channel of [port, counts]) channel?.port2.close();
    },
  };
}

function supervisorOf(options: ThreadLineOptions, board: ArrayBufferLike): SupervisedLine | null {
  const { supervision, line, results, pool, entry, platform, readyMs, events } = options;
  if (supervision === null) return null;
  if (!isShared(board)) throw new Error('expected memory that threads share, found none');
  return new SupervisedLine({
    supervision,
    results,
    pool,
    clock: platform.clock,
    board,
    yieldToLoop: platform.yieldToLoop,
    async keepReady() {
      const task: LoadTask = { kind: 'load', specs: specsOf(line) };
      await pool.run<StationResult>(task, entry).catch(ignore);
    },
    readyMs,
    events,
    senderOf: (edge) => line.edges[edge]?.from ?? '',
  });
}

function unsupervised(station: Omit<PlacedStation, 'supervised'>): PlacedStation {
  return { ...station, supervised: null };
}

function inOrder(reports: readonly StationReport[], names: readonly string[]): StationReport[] {
  return reports.toSorted((one, other) => names.indexOf(one.name) - names.indexOf(other.name));
}

/** Where the results come from: each station alone, and the copies of a station together where they are collected in turn. */
function endsOf(placed: readonly WithResults[]): ResultsEnd[][] {
  const groups = new Map<string, ResultsEnd[]>();
  for (const { station, port, counts } of placed) {
    const { spec, kind, wiring } = station;
    if (port === null) continue;
    const stationWaker = wiring.kind === 'ring' ? wiring.waker : null;
    const end = { end: spec.name, kind, port: port.port2, counts: counts?.port2 ?? null, stationWaker };
    const key = counts === null ? `station ${spec.name}` : `copies of ${spec.copy?.of}`;
    groups.set(key, [...(groups.get(key) ?? []), end]);
  }
  return [...groups.values()];
}

/** A station, and the ports of its results. */
interface WithResults {
  readonly station: Omit<PlacedStation, 'supervised'>;
  readonly port: MessageChannelPorts | null;
  readonly counts: MessageChannelPorts | null;
}

type MessageChannelPorts = ReturnType<ThreadingPlatform['messageChannel']>;

/** Never resolves; rejects with the first failure of any station. */
function firstFailureOf(threads: readonly ThreadHandle[]): Promise<never> {
  const failed = new Promise<never>((_, reject) => {
    for (const { ended } of threads) ended.catch(reject);
  });
  failed.catch(ignore);
  return failed;
}

/** Handles a rejection that is reported elsewhere. */
function ignore(): void {}
