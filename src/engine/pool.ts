/** The pool: no line at all. A plain pool of threads, each baking whole cakes with the cooperative engine. */
import type { Line } from '../line/line.ts';
import { READY_MS } from '../platform/deadline.ts';
import { ThreadsLeftError } from '../platform/node/thread-pool.ts';
import { staff } from '../platform/node/worker-host.ts';
import { type Clock, type Engine, type LineRun, StationFailure, type StationRun } from './engine.ts';
import type { Baking, PoolResult, PoolTask } from './threads/messages.ts';
import { poolRecording } from './threads/pool-recording.ts';
import { readyBarrier } from './threads/ready-barrier.ts';
import { deserializeError } from './threads/serialize-error.ts';
import { StallError } from './watch/stall.ts';
import { Status, statusBoardBytes } from './watch/status-board.ts';
import { HANG_MS, type Watch, watch } from './watch/watchdog.ts';

export interface PoolOptions {
  readonly clock: Clock;
  /** How many pool: as many as there are cores. */
  readonly threads: number;
  /** The most memory of one baker's objects, in megabytes, 8 or more [1024]. */
  readonly heapMb?: number;
  /** How long a baker may be in a coroutine without a sign of life, in milliseconds, above 0 [10 000]. */
  readonly patienceMs?: number;
  /** How long the bakers may take to load the coroutines, in milliseconds, above 0 [20 000]. */
  readonly readyMs?: number;
}

/** Needs a line that is cut into parts; a part is one task of the pool. */
export function pool(options: PoolOptions): Engine {
  const { clock, threads, heapMb, patienceMs = HANG_MS, readyMs = READY_MS } = options;
  const { shop, crewOf, dismiss } = staff(heapMb);

  return {
    name: 'pool',
    channel: 'none',
    async run(line, { events } = {}) {
      const calledMs = clock.nowMs();
      const files = await shop.filesFor(line);
      const { parts } = files.compiled(line);
      const [first] = parts;
      if (first === undefined) throw new Error('bakers need whole cakes: this line cannot be cut into parts');
      const { crew, fresh } = await crewOf(threads);
      const ask: Ask = (task) => crew.run(task, files.baker);
      const { failed, ignore } = crew.failure();
      const board = boardOf(parts.length);
      const names = parts.map((_, part) => `baker of part ${part + 1}`);
      let watchdog: Watch | null = null;
      try {
        if (fresh) await Promise.race([readyBarrier(threads, first, ask, readyMs), failed]);
        // A part may wait while others are baked; while none is, no longer than there is patience.
        watchdog = watch(board, names, [], patienceMs, patienceMs);
        const beganNs = clock.nowNs();
        const readyAtMs = clock.nowMs();
        const readyCpuMs = clock.cpuMs();
        const task = { kind: 'bake', events: events ?? null, board } as const;
        const baked = parts.map((part, place) => bakedBy(names[place] ?? '', ask({ ...task, line: part, place })));
        const bakings = await Promise.race([Promise.all(baked), failed, watchdog.failed.catch(untaken)]);
        const wallMs = clock.nowMs() - readyAtMs;
        const cpuMs = clock.cpuMs() - readyCpuMs;
        const recording = events === undefined ? null : poolRecording(line, beganNs, bakings);
        const runs = bakings.map(({ run }) => run);
        return { threads, startupMs: readyAtMs - calledMs, wallMs, cpuMs, ...added(line, runs), recording };
      } catch (error) {
        const left = await dismiss();
        if (left.length > 0) throw new ThreadsLeftError(left.map(threadName), error);
        throw error;
      } finally {
        watchdog?.stop();
        ignore();
      }
    },
    async close() {
      const left = await dismiss();
      if (left.length > 0) throw new ThreadsLeftError(left.map(threadName));
    },
  };
}

type Ask = (task: PoolTask) => Promise<PoolResult>;

/** Nobody has begun. */
function boardOf(parts: number): SharedArrayBuffer {
  const board = new SharedArrayBuffer(statusBoardBytes(parts));
  for (let place = 0; place < parts; place++) new Status(board, place).is('waiting for input');
  return board;
}

/** Nobody is baking, and still there are parts left: whatever the threads do, they hear nothing. */
function untaken(error: unknown): never {
  const [wait] = error instanceof StallError ? error.waits : [];
  throw wait === undefined ? error : new StationFailure(wait.station, new Error('no thread of the bakers takes it'));
}

/** One part. A baker's thread that dies takes all its stations with it, so that nobody knows which of them it was. */
async function bakedBy(name: string, answer: Promise<PoolResult>): Promise<Baking> {
  const result = await answer.catch((error: unknown) => {
    throw new StationFailure(name, error);
  });
  switch (result.kind) {
    case 'baked':
      return result;
    case 'failed':
      throw new StationFailure(result.station, deserializeError(result.thrown), result.progress);
    case 'present':
      throw new Error(`expected cakes of the ${name}, found none`);
  }
}

function threadName(thread: number): string {
  return `thread ${thread}`;
}

/** The runs of the parts, as if they had been one. */
function added(line: Line, runs: readonly LineRun[]): Pick<LineRun, 'source' | 'stations'> {
  const add = (name: string, parts: readonly StationRun[]): StationRun => ({
    name,
    accounts: parts.flatMap((part) => part.accounts),
    busyMs: parts.reduce((sum, part) => sum + part.busyMs, 0),
    digest: parts.reduce((sum, part) => (sum + part.digest) >>> 0, 0),
  });
  return {
    source: add(
      line.source.name,
      runs.map((run) => run.source),
    ),
    stations: line.stations.map((spec, i) =>
      add(
        spec.name,
        runs.flatMap((run) => run.stations[i] ?? []),
      ),
    ),
  };
}
