/**
 * A pool of threads on Piscina. All threads start at once, and each runs one task at a time.
 *
 * A line needs as many threads as it has stations: with fewer it would wait for ever for a station that never starts.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { MessagePort, type Worker } from 'node:worker_threads';
import { Piscina } from 'piscina';
import { within } from '../deadline.ts';
import { startFailure, ThreadFailure } from '../errors.ts';
import type { Port, ThreadPool } from '../platform.ts';

/**
 * How long a terminated thread may take to end, in milliseconds. Ten threads that end at once on a busy machine took up to a
 * second, and now and then more (Node 22). Only a blocking system call takes longer than this.
 */
const TERMINATE_MS = 5000;
/** In megabytes: more than any station needs. A station that uses ever more memory has to fail before the machine does. */
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
      // A task that runs on it rejects. The exit of an idle thread is no failure.
      thread.once('exit', () => {
        this.#allAlive = false;
      });
    }
    livePools.add(this);
  }

  /** Whether every thread is alive. Piscina replaces ended threads later, and without an event. */
  get allAlive(): boolean {
    return this.#allAlive;
  }

  /**
   * Starts all threads at once. So a thread that the system refuses is reported here, and not in the middle of a task.
   *
   * @param threads how many, 1 or more
   * @param heapMb the most memory for the objects of one thread, in megabytes, 8 or more
   * @throws ThreadFailure when the system refuses a thread; those that have started are ended again
   */
  static async start(threads: number, heapMb = HEAP_MB): Promise<NodeThreadPool> {
    const started: Worker[] = [];
    const remember = (worker: Worker): void => void started.push(worker);
    process.on('worker', remember);
    try {
      const pool = new Piscina({
        minThreads: threads,
        maxThreads: threads,
        concurrentTasksPerWorker: 1,
        // By default an idle thread blocks in `Atomics.wait`, and then receives no messages on its ports.
        atomics: 'disabled',
        idleTimeout: Number.POSITIVE_INFINITY,
        // The threads run plain JavaScript: they need no loader, nor any other option of the main thread.
        execArgv: [],
        resourceLimits: { maxOldGenerationSizeMb: heapMb },
      });
      return new NodeThreadPool(pool, threads);
    } catch (error) {
      // The constructor has failed, so no pool ends the threads that it has started. Node reports them a turn later.
      await nextTurn();
      await Promise.all(started.map(endUnowned));
      throw startFailure(error, threads, started.length);
    } finally {
      process.off('worker', remember);
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
    // Piscina would start threads again, even after it has been destroyed.
    if (this.#termination !== null) throw new Error('its threads have been terminated');
    const transferList = transfer.filter((port) => port instanceof MessagePort);
    try {
      const result: Result | null | undefined = await this.#pool.run(task, { filename, transferList });
      // An uncaught `throw undefined` ends a thread with the error `undefined`, which Piscina takes for success.
      if (result === null || result === undefined) throw new Error('its thread ended without a report');
      return result;
    } catch (error) {
      throw asError(error);
    }
  }

  end(thread: number): boolean {
    const found = this.#pool.threads.find(({ threadId }) => threadId === thread);
    if (found === undefined) return false;
    // The task that runs there rejects when the thread has ended.
    void found.terminate();
    return true;
  }

  /**
   * Ends every thread. A second call returns the first result: Piscina forgets the threads that do not end.
   *
   * @returns the numbers of the threads that have not ended in time; empty when all have ended
   */
  terminate(): Promise<readonly number[]> {
    this.#termination ??= this.#end();
    return this.#termination;
  }

  async #end(): Promise<readonly number[]> {
    const running = new Map(this.#pool.threads.map((thread) => [thread, thread.threadId]));
    const exits = [...running.keys()].map(async (thread) => {
      // Not `once` of node:events: that rejects when the thread fails with an error before it ends.
      await new Promise((resolve) => thread.once('exit', resolve));
      running.delete(thread);
    });
    // Otherwise Piscina would replace a thread that fails and ends after the others: it forgets that it was destroyed.
    this.#pool.options.minThreads = 0;
    const destroyed = this.#pool.destroy();
    try {
      await within(TERMINATE_MS, 'threads not ended', [Promise.all([destroyed, ...exits])]);
      livePools.delete(this);
      return [];
    } catch {
      return [...running.values()];
    }
  }
}

/** Every pool with a thread that has not ended. */
const livePools = new Set<NodeThreadPool>();

/** Ends all threads of all pools. Returns how many do not end. */
export async function terminateAll(): Promise<number> {
  const left = await Promise.all([...livePools].map((pool) => pool.terminate()));
  return left.flat().length;
}

/**
 * Ends a thread of a pool whose constructor failed. Without the listeners of that pool: they would replace the thread, or fail
 * where nothing catches the error.
 */
function endUnowned(worker: Worker): Promise<number> {
  worker
    .removeAllListeners('exit')
    .removeAllListeners('error')
    .on('error', () => {});
  return worker.terminate();
}

/** The error of a task, with our text in place of Piscina's for a thread that has died. */
function asError(error: unknown): Error {
  if (!(error instanceof Error)) return new Error(`it threw ${String(error)} outside of its coroutine`);
  const code = /^worker exited with code: (\d+)$/.exec(error.message)?.[1];
  return code === undefined ? error : new Error(`its thread exited with code ${code} and without a report`);
}
