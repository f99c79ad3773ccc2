/**
 * A pool of threads on Piscina, with exactly as many threads as there are tasks at a time, and how it is terminated.
 *
 * With fewer threads than stations a line would wait for ever for the station that never starts.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { MessagePort, type Worker } from 'node:worker_threads';
import { Piscina } from 'piscina';
import { within } from '../deadline.ts';
import { startFailure, ThreadFailure } from '../errors.ts';
import type { Port, ThreadPool } from '../platform.ts';

/** How long a thread may take to end once it has been terminated. It takes longer only inside a blocking system call. */
const TERMINATE_MS = 1000;
/** More than any station needs: what grows without bounds has to fail before the machine does. */
const HEAP_MB = 1024;

export class NodeThreadPool implements ThreadPool {
  readonly size: number;
  readonly #pool: Piscina;
  readonly #listeners = new Set<(error: unknown) => void>();
  #allAlive = true;
  #termination: Promise<readonly number[]> | null = null;

  private constructor(pool: Piscina, size: number) {
    this.#pool = pool;
    this.size = size;
    pool.on('error', (error: unknown) => {
      for (const listener of this.#listeners) listener(error);
    });
    for (const thread of pool.threads) {
      // The running task rejects; an idle thread's exit needs no report.
      thread.once('exit', () => {
        this.#allAlive = false;
      });
    }
    present.add(this);
  }

  /** Whether every thread of it lives. Piscina replaces dead threads later, with no event. */
  get allAlive(): boolean {
    return this.#allAlive;
  }

  /**
   * Starts all threads at once: a thread that the system refuses is reported here, and not in the middle of a task.
   *
   * @param threads how many, 1 or more
   * @param heapMb the most memory that one of them may use for its objects, in megabytes
   * @throws ThreadFailure when the system refuses a thread; those that had started are ended again
   */
  static async start(threads: number, heapMb = HEAP_MB): Promise<NodeThreadPool> {
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
        // The threads run plain JavaScript: they need no loader, nor any other option of the main thread.
        execArgv: [],
        resourceLimits: { maxOldGenerationSizeMb: heapMb },
      });
      return new NodeThreadPool(pool, threads);
    } catch (error) {
      // Only here can the threads be reached that a failing constructor has started. They are announced a moment later.
      await nextTurn();
      await Promise.all(started.map(endUnowned));
      throw startFailure(error, threads, started.length);
    } finally {
      process.off('worker', note);
    }
  }

  failure(): { readonly failed: Promise<never>; readonly ignore: () => void } {
    let listener = (_: unknown): void => {};
    const failed = new Promise<never>((_, reject) => {
      listener = (error) => reject(new ThreadFailure(asError(error)));
    });
    failed.catch(() => {});
    this.#listeners.add(listener);
    return { failed, ignore: () => void this.#listeners.delete(listener) };
  }

  /** @param filename a CommonJS file, never a module: see `commonJsShim` in worker-build.ts */
  async run<Result>(task: unknown, filename: string, transfer: readonly Port[] = []): Promise<Result> {
    // A pool that has been destroyed would start threads again.
    if (this.#termination !== null) throw new Error('its threads have been terminated');
    const transferList = transfer.filter((port) => port instanceof MessagePort);
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
   * Ends every thread. A second call returns the same: by then Piscina knows nothing of the threads that do not end.
   *
   * @returns the numbers of those that have not ended within a second of running; empty when all have
   */
  terminate(): Promise<readonly number[]> {
    this.#termination ??= this.#end();
    return this.#termination;
  }

  async #end(): Promise<readonly number[]> {
    const running = new Map(this.#pool.threads.map((thread) => [thread, thread.threadId]));
    const exits = [...running.keys()].map(async (thread) => {
      // Not `once` of node:events: it gives up when the thread fails with an error before it ends.
      await new Promise((resolve) => thread.once('exit', resolve));
      running.delete(thread);
    });
    // A thread that fails, and ends after the others have ended, would be replaced: Piscina forgets that it was destroyed.
    this.#pool.options.minThreads = 0;
    const destroyed = this.#pool.destroy();
    try {
      await within(TERMINATE_MS, 'threads not ended', [Promise.all([destroyed, ...exits])]);
      present.delete(this);
      return [];
    } catch {
      return [...running.values()];
    }
  }
}

/** Every pool that has not ended. */
const present = new Set<NodeThreadPool>();

/** Ends all threads of all pools; returns how many do not end. */
export async function terminateAll(): Promise<number> {
  const left = await Promise.all([...present].map((pool) => pool.terminate()));
  return left.flat().length;
}

/** A thread of a pool that does not exist: without this the pool would replace it, or fail at that where nothing catches it. */
function endUnowned(worker: Worker): Promise<number> {
  worker
    .removeAllListeners('exit')
    .removeAllListeners('error')
    .on('error', () => {});
  return worker.terminate();
}

/** The words of Piscina and Node for a thread that has died, in ours. */
function asError(error: unknown): Error {
  if (!(error instanceof Error)) return new Error(`it threw ${String(error)} outside of its coroutine`);
  const code = /^worker exited with code: (\d+)$/.exec(error.message)?.[1];
  return code === undefined ? error : new Error(`its thread exited with code ${code} and without a report`);
}
