/** The pool engine: data parallel. Each thread runs whole parts of the work with the cooperative engine; there is no line. */
import { checkLine, LineError } from '../line/check.ts';
import { type Line, type StationSpec, specsOf } from '../line/line.ts';
import { sharedIfPossible } from '../line/shared-memory.ts';
import { READY_MS } from '../platform/deadline.ts';
import { ThreadsLeftError } from '../platform/errors.ts';
import type { Port, ThreadingPlatform, ThreadPool } from '../platform/platform.ts';
import { abortOf } from './abort.ts';
import { defineEngine } from './define-engine.ts';
import type { Engine } from './engine.ts';
import { PoolFailure, StationFailure, type StationProgress } from './failure.ts';
import type { ResultSink } from './results.ts';
import { LoopWaker } from './station/waker.ts';
import { joinedRun } from './threads/joined-run.ts';
import { codeOf } from './threads/line-code.ts';
import type { PartRun, PoolResult, PoolTask } from './threads/messages.ts';
import { poolRecording } from './threads/pool-recording.ts';
import { readyBarrier } from './threads/ready-barrier.ts';
import { deserializeError } from './threads/serialize-error.ts';
import { takeBeats } from './watch/beats.ts';
import { StallError } from './watch/stall.ts';
import { StatusWriter, statusBoardBytes } from './watch/status-board.ts';
import { HANG_MS, watch } from './watch/watchdog.ts';

export interface PoolOptions {
  readonly platform: ThreadingPlatform;
  /** How many threads: usually as many as there are cores. */
  readonly threads: number;
  /** The most memory of one thread's objects, in megabytes, 8 or more [1024]. */
  readonly heapMb?: number;
  /** How long a thread may show no sign of life in a coroutine, in milliseconds, above 0 [10 000]. */
  readonly hangMs?: number | undefined;
  /** How long the threads may take to load the coroutines, in milliseconds, above 0 [20 000]. */
  readonly readyMs?: number;
}

/** It runs only lines that are cut into parts. Each part is one task of the pool. */
export function pool(options: PoolOptions): Engine {
  const { platform, threads, heapMb, hangMs = HANG_MS, readyMs = READY_MS } = options;
  const { clock } = platform;
  const workers = platform.workers(heapMb);
  /** The coroutines that the threads have loaded. */
  const preloaded = new Set<string>();

  return defineEngine({
    name: 'pool',
    channel: 'none',
    cycles: 'refused',
    check: checkParts,
    async run(line, { events = null, resumes = false, results = null, witness = false, signal }) {
      const calledMs = clock.nowMs();
      const { compiled, entries } = await codeOf(line, workers);
      const { pool: threadPool, fresh } = await workers.threads(threads);
      if (fresh) preloaded.clear();
      const ask: Ask = (task, ports) => threadPool.run(task, entries.pool, ports);
      const { aborted, ignore } = abortOf(signal);
      try {
        await Promise.race([preload(compiled, preloaded, threads, ask, threadPool, readyMs), aborted]);
        const beganNs = clock.nowNs();
        const readyAtMs = clock.nowMs();
        const readyCpuMs = clock.cpuMs();
        const parts = await runParts(compiled, ask, threadPool, {
          events,
          resumes,
          results,
          witness,
          aborted,
          hangMs,
          platform,
        });
        const wallMs = clock.nowMs() - readyAtMs;
        const cpuMs = clock.cpuMs() - readyCpuMs;
        const recording = events === null ? null : poolRecording(line, beganNs, parts);
        const runs = parts.map(({ run }) => run);
        return {
          threads,
          placement: null,
          onMain: false,
          startupMs: readyAtMs - calledMs,
          wallMs,
          cpuMs,
          ...joinedRun(line, runs),
          recording,
        };
      } catch (error) {
        const left = await workers.endThreads();
        if (left.length > 0) throw new ThreadsLeftError(left.map(threadName), error);
        throw error;
      } finally {
        ignore();
      }
    },
    async close() {
      const left = await workers.terminate();
      if (left.length > 0) throw new ThreadsLeftError(left.map(threadName));
    },
  });
}

type Ask = (task: PoolTask, ports?: readonly Port[]) => Promise<PoolResult>;

/** @throws LineError when the line has no parts, or a part is not valid or has other stations or items than the line */
function checkParts(line: Line): void {
  if (line.parts.length === 0)
    throw new LineError('Cannot run this line in a pool: expected work that is cut into parts, found none');
  const stationsOf = (whole: Line): string =>
    JSON.stringify([whole.alphabet, specsOf(whole).map((spec) => [spec.name, spec.module, spec.export])]);
  const stations = stationsOf(line);
  line.parts.forEach((part, i) => {
    checkLine(part, 'refused');
    if (stationsOf(part) !== stations)
      throw new LineError(
        `Cannot run this line in a pool: expected the stations and the items of the line in part ${i + 1}, found others`,
      );
  });
}

/** Makes every thread load the coroutines before the run. So a module that hangs is reported with its station's name. */
async function preload(
  { parts }: Line,
  preloaded: Set<string>,
  threads: number,
  ask: Ask,
  threadPool: ThreadPool,
  readyMs: number,
): Promise<void> {
  const keyOf = (spec: StationSpec): string => `${spec.export} ${spec.module}`;
  const [first] = parts;
  if (first === undefined || specsOf(first).every((spec) => preloaded.has(keyOf(spec)))) return;
  const { failed, ignore } = threadPool.failure();
  try {
    await Promise.race([readyBarrier(threads, first, ask, readyMs), failed]);
    for (const spec of specsOf(first)) preloaded.add(keyOf(spec));
  } finally {
    ignore();
  }
}

interface PartsOptions {
  readonly events: number | null;
  readonly resumes: boolean;
  readonly results: ResultSink | null;
  readonly witness: boolean;
  readonly aborted: Promise<never>;
  readonly hangMs: number;
  readonly platform: ThreadingPlatform;
}

async function runParts(
  { parts }: Line,
  ask: Ask,
  threadPool: ThreadPool,
  { events, resumes, results, witness, aborted, hangMs, platform }: PartsOptions,
): Promise<PartRun[]> {
  const board = idleBoard(parts.length);
  const names = parts.map((_, part) => `part ${part + 1}`);
  const { failed, ignore } = threadPool.failure();
  // A part may wait while other parts run. While none runs, it may wait as long as a thread may hang.
  const failureOf = (name: string, cause: Error, progress: StationProgress) => new PoolFailure(name, cause, progress);
  const watchdog = watch({ board, names, edges: [], hangMs, stalledMs: hangMs, failureOf });
  try {
    const answers = parts.map((line, place) => {
      const beats = takeBeats(board, [place], platform);
      const returnsResults = results !== null;
      const own = { kind: 'run-part', line, place, events, resumes, witness, board, returnsResults } as const;
      const answer = ask({ ...own, beats: beats.port }, beats.port === null ? [] : [beats.port]);
      return partRun(names[place] ?? '', answer.finally(beats.stop));
    });
    const handedOn = results === null ? null : handOn(answers, results);
    handedOn?.catch(() => {});
    const all = Promise.all(answers).then(async (runs) => {
      // From here on only the reader of the results has something to do, and it may take its time.
      watchdog.stop();
      await handedOn;
      return runs;
    });
    all.catch(() => {});
    return await Promise.race([all, failed, watchdog.failed.catch(failUntaken), aborted]);
  } finally {
    watchdog.stop();
    ignore();
  }
}

/** Hands the results of the parts to the sink: those of the first part first. */
async function handOn(answers: readonly Promise<PartRun>[], sink: ResultSink): Promise<void> {
  const waker = new LoopWaker();
  sink.onRoom(waker.wake);
  for (const answer of answers)
    for (const { item, end } of (await answer).results) {
      while (sink.room() <= 0) await waker.wait();
      sink.put(item, end);
    }
}

/** A status board on which no part has begun. */
function idleBoard(parts: number): ArrayBufferLike {
  const board = sharedIfPossible(statusBoardBytes(parts));
  for (let place = 0; place < parts; place++) new StatusWriter(board, place).writeActivity('waiting for input');
  return board;
}

/** A stall of a pool: no thread runs a part, and parts are left. So the threads do not receive their tasks. */
function failUntaken(error: unknown): never {
  const [wait] = error instanceof StallError ? error.waits : [];
  throw wait === undefined ? error : new PoolFailure(wait.station, new Error('no thread of the pool takes it'));
}

/** When a thread dies, its part is named: nothing says in which of the part's stations it was. */
async function partRun(name: string, answer: Promise<PoolResult>): Promise<PartRun> {
  const result = await answer.catch((error: unknown) => {
    throw new PoolFailure(name, error);
  });
  switch (result.kind) {
    case 'part-run':
      return result;
    case 'failed':
      throw new StationFailure(result.station, deserializeError(result.error), result.progress);
    case 'ready':
      throw new Error(`expected a run of ${name}, found none`);
  }
}

function threadName(thread: number): string {
  return `thread ${thread}`;
}
