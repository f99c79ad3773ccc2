/**
 * The crew: a Piscina pool with exactly as many threads as there are tasks at a time, and how it is sent home.
 *
 * With fewer threads than stations a line would wait for ever for the station that never starts, so there are never fewer.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Transferable, Worker } from 'node:worker_threads';
import { Piscina } from 'piscina';
import { within } from '../deadline.ts';

/** How long a thread may take to end once it has been terminated: longer only inside a call of the system's. */
const TERMINATE_MS = 1000;
/** More than any station needs; what grows without bounds is to fail before the machine does. */
const HEAP_MB = 1024;

/** Threads that do not end. The process has to be killed: even `process.exit` would wait for them. */
export class ThreadsLeftError extends Error {
  override name = 'ThreadsLeftError';

  constructor(threads: readonly string[], cause?: unknown) {
    const first = cause instanceof Error ? `${cause.message}; ` : '';
    super(
      `${first}${threads.length === 1 ? 'a thread does' : `${threads.length} threads do`} not end: ${threads.join(', ')}`,
      {
        cause,
      },
    );
  }
}

/** A thread that failed outside of every task: at its start, or when its station had already ended. */
export class ThreadFailure extends Error {
  override name = 'ThreadFailure';

  constructor(cause: unknown) {
    super(`a thread failed outside of its station: ${asError(cause).message}`, { cause });
  }
}

export class ThreadPool {
  readonly size: number;
  readonly #pool: Piscina;
  readonly #listeners = new Set<(error: unknown) => void>();
  #whole = true;
  #dismissal: Promise<readonly number[]> | null = null;

  private constructor(pool: Piscina, size: number) {
    this.#pool = pool;
    this.size = size;
    pool.on('error', (error: unknown) => {
      for (const told of this.#listeners) told(error);
    });
    for (const thread of pool.threads) {
      // Nobody is told: the task that it was on is, and without a task its station has reported, which is all that counts.
      thread.once('exit', () => {
        this.#whole = false;
      });
    }
    hired.add(this);
  }

  /** Whether every thread of it lives. The pool puts new ones in the place of the dead, in its own time and without a word. */
  get whole(): boolean {
    return this.#whole;
  }

  /**
   * Starts the threads, all at once: one that the system refuses is told here, and not in the middle of a task.
   *
   * @param threads how many, 1 or more
   * @param heapMb the most memory that one of them may use for its objects
   * @throws ThreadFailure when the system gives no more threads; those that had started are ended again
   */
  static async hire(threads: number, heapMb = HEAP_MB): Promise<ThreadPool> {
    const started: Worker[] = [];
    const note = (worker: Worker): void => void started.push(worker);
    process.on('worker', note);
    try {
      const pool = new Piscina({
        minThreads: threads,
        maxThreads: threads,
        concurrentTasksPerWorker: 1,
        // The default parks an idle thread in `Atomics.wait`, where it does not hear its ports.
        atomics: 'disabled',
        idleTimeout: Number.POSITIVE_INFINITY,
        // The main thread's options are not inherited: the threads run plain JavaScript and need no loader.
        execArgv: [],
        resourceLimits: { maxOldGenerationSizeMb: heapMb },
      });
      return new ThreadPool(pool, threads);
    } catch (error) {
      // Nobody else has hold of the threads that a failing constructor has started; they are announced a moment later.
      await nextTurn();
      await Promise.all(
        started.map((worker) => {
          // Else the pool would put a new one in its place, or fail at that in an event where nobody can catch it.
          worker
            .removeAllListeners('exit')
            .removeAllListeners('error')
            .on('error', () => {});
          return worker.terminate();
        }),
      );
      throw new ThreadFailure(error);
    } finally {
      process.off('worker', note);
    }
  }

  /** Rejects with a ThreadFailure when a thread fails outside of any task. */
  failure(): { readonly failed: Promise<never>; readonly ignore: () => void } {
    let told = (_: unknown): void => {};
    const failed = new Promise<never>((_, reject) => {
      told = (error) => reject(new ThreadFailure(error));
    });
    failed.catch(() => {});
    this.#listeners.add(told);
    return { failed, ignore: () => void this.#listeners.delete(told) };
  }

  /**
   * Runs a task on a thread of its own; rejects when its thread ends without an answer, or the crew has been dismissed.
   *
   * @param filename a CommonJS file, never a module: see `door` in worker-files.ts
   */
  async run<Result>(task: unknown, filename: string, transferList: Transferable[] = []): Promise<Result> {
    // A pool that has been destroyed would start threads again.
    if (this.#dismissal !== null) throw new Error('its threads have been sent home');
    try {
      const result: Result | null | undefined = await this.#pool.run(task, { filename, transferList });
      // An uncaught `throw undefined` ends a thread with the error `undefined`, which looks like success.
      if (result === null || result === undefined) throw new Error('its thread ended without a report');
      return result;
    } catch (error) {
      throw asError(error);
    }
  }

  /**
   * Ends every thread. A second call returns the same: by then the pool knows nothing of those that do not end.
   *
   * @returns the numbers of those that have not ended within a second of running; empty when all have
   */
  dismiss(): Promise<readonly number[]> {
    this.#dismissal ??= this.#end();
    return this.#dismissal;
  }

  async #end(): Promise<readonly number[]> {
    const running = new Map(this.#pool.threads.map((thread) => [thread, thread.threadId]));
    const exits = [...running.keys()].map(async (thread) => {
      // Not `once` of node:events: it gives up when the thread fails with an error before it ends.
      await new Promise((resolve) => thread.once('exit', resolve));
      running.delete(thread);
    });
    // A thread that fails and ends after the others have ended would be replaced: piscina forgets that it was destroyed.
    this.#pool.options.minThreads = 0;
    const destroyed = this.#pool.destroy();
    try {
      await within(TERMINATE_MS, 'threads not ended', [Promise.all([destroyed, ...exits])]);
      hired.delete(this);
      return [];
    } catch {
      return [...running.values()];
    }
  }
}

/** Every crew that has not ended, for whoever ends the process. */
const hired = new Set<ThreadPool>();

/** Ends all threads of all crews; returns how many do not end. */
export async function terminateAll(): Promise<number> {
  const left = await Promise.all([...hired].map((crew) => crew.dismiss()));
  return left.flat().length;
}

/** Piscina's and Node's words for a thread that is gone, in ours. */
function asError(error: unknown): Error {
  if (!(error instanceof Error)) return new Error(`it threw ${String(error)} outside of its coroutine`);
  const code = /^worker exited with code: (\d+)$/.exec(error.message)?.[1];
  return code === undefined ? error : new Error(`its thread exited with code ${code} and without a report`);
}
