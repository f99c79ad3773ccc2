/** The threads engine: each station in its own worker thread, channels from thread to thread. */
import type { Edge } from '../line/line.ts';
import { READY_MS, within } from '../platform/deadline.ts';
import { ThreadsLeftError } from '../platform/node/thread-pool.ts';
import { staff } from '../platform/node/worker-host.ts';
import type { Clock, Engine, ThreadsChannel } from './engine.ts';
import type { RecordedRun } from './threads/messages.ts';
import { type Endpoint, posts as postsOf } from './threads/station-thread.ts';
import { wire } from './threads/wiring.ts';
import { readStatusBoard, statusBoardBytes } from './watch/status-board.ts';
import { HANG_MS, type Watch, watch } from './watch/watchdog.ts';

/** How long a station may take from a stop to its next wait, before its thread is terminated. */
const STOP_MS = 200;

export interface ThreadsOptions {
  readonly clock: Clock;
  /** What joins the stations; `port` where it is left out. */
  readonly channel?: ThreadsChannel;
  /** Every item goes by itself: the naive way, kept to compare. */
  readonly oneByOne?: boolean;
  /** How long a station may take to get ready, in milliseconds, above 0 [20 000]. */
  readonly readyMs?: number;
  /** How long a station may be in its coroutine without a sign of life, in milliseconds, above 0 [10 000]. */
  readonly patienceMs?: number;
  /** The most memory of one thread's objects, in megabytes, 8 or more [1024]. */
  readonly heapMb?: number;
}

/**
 * The first failure wins and is kept with its cause. The other stations are then told to stop, and whoever does not is
 * terminated; the promise of a run settles when every station has ended, or will not end whatever it is told.
 */
export function threads(options: ThreadsOptions): Engine {
  const { clock, channel = 'port', oneByOne = false, readyMs = READY_MS, patienceMs = HANG_MS, heapMb } = options;
  const { shop, crewOf, dismiss } = staff(heapMb);

  return {
    name: 'threads',
    channel,
    async run(line, { events } = {}) {
      const calledMs = clock.nowMs();
      const { crew } = await crewOf(1 + line.stations.length);
      const files = await shop.filesFor(line);
      const compiled = files.compiled(line);
      const specs = [compiled.source, ...compiled.stations];
      const names = specs.map((spec) => spec.name);
      const board = new SharedArrayBuffer(statusBoardBytes(specs.length));
      const wires = wire(channel, line.edges, oneByOne);
      const { failed: threadFailed, ignore } = crew.failure();
      const posts = postsOf(specs, {
        wires,
        crew,
        filename: files.station,
        record: events === undefined ? null : { events, items: line.alphabet.length },
        board,
        view: (place) => readStatusBoard(board, names)[place] ?? null,
      });
      let watchdog: Watch | null = null;
      try {
        const failed = Promise.race([firstFailure(posts), threadFailed]);
        failed.catch(noted);
        await Promise.race([Promise.all(posts.map((post) => post.ready(readyMs))), failed]);
        const beganNs = clock.nowNs();
        const readyAtMs = clock.nowMs();
        const readyCpuMs = clock.cpuMs();
        watchdog = watch(board, names, line.edges, patienceMs);
        for (const post of posts) post.start();
        const ends = await Promise.race([Promise.all(posts.map((post) => post.life)), failed, watchdog.failed]);
        const wallMs = clock.nowMs() - readyAtMs;
        const cpuMs = clock.cpuMs() - readyCpuMs;
        const startupMs = readyAtMs - calledMs;
        return { threads: specs.length, startupMs, wallMs, cpuMs, ...told(ends, beganNs, line.edges, events) };
      } catch (error) {
        if (!(await stopped(posts))) {
          const left = await dismiss();
          if (left.length > 0)
            throw new ThreadsLeftError(
              left.map((thread) => nameOf(thread, board, names)),
              error,
            );
        }
        throw error;
      } finally {
        watchdog?.stop();
        ignore();
        for (const post of posts) post.close();
      }
    },
    async close() {
      const left = await dismiss();
      if (left.length > 0) throw new ThreadsLeftError(left.map((thread) => `thread ${thread}`));
    },
  };
}

/** What the stations have reported, as a run has it. */
function told(
  [source, ...stations]: readonly RecordedRun[],
  beganNs: number,
  edges: readonly Edge[],
  events: number | undefined,
) {
  if (source === undefined) throw new Error('a line has a source');
  const notes = [source, ...stations].flatMap((station) => station.notes ?? []);
  return { source, stations, recording: events === undefined ? null : { beganNs, edges, notes } };
}

/** Never resolves; rejects with the first failure of any station. */
function firstFailure(posts: readonly Endpoint[]): Promise<never> {
  const failed = new Promise<never>((_, reject) => {
    for (const { life } of posts) life.catch(reject);
  });
  failed.catch(noted);
  return failed;
}

/** Tells every station to stop; true when all of them have ended in time, so that their threads can be used again. */
async function stopped(posts: readonly Endpoint[]): Promise<boolean> {
  for (const post of posts) post.stop();
  try {
    await within(STOP_MS, 'stations not stopped', [Promise.allSettled(posts.map((post) => post.life))]);
    return true;
  } catch {
    return false;
  }
}

/** Which station has the thread of that number. */
function nameOf(thread: number, board: SharedArrayBuffer, names: readonly string[]): string {
  const view = readStatusBoard(board, names).find((station) => station.thread === thread);
  return view === undefined ? `thread ${thread}` : `the one of the ${view.name} (${view.doing})`;
}

/** For a rejection that is told elsewhere. */
function noted(): void {}
