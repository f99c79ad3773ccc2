/**
 * The crew: a Piscina pool with exactly as many threads as there are tasks at a time, and how it is sent home.
 *
 * With fewer threads than stations a line would wait for ever for the station that never starts, so there are never fewer.
 */
import type { Transferable } from 'node:worker_threads';
import { Piscina } from 'piscina';
import { within } from './deadline.ts';

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

export class Crew {
  readonly size: number;
  readonly #pool: Piscina;
  /** Numbers of threads that were told to end and have not. */
  #left: readonly number[] = [];

  /**
   * @param threads how many, 1 or more
   * @param heapMb the most memory that one of them may use for its objects
   */
  constructor(threads: number, heapMb = HEAP_MB) {
    this.size = threads;
    this.#pool = new Piscina({
      // They start with the first tasks: threads that a failing constructor had started could not be ended by anybody.
      minThreads: 0,
      maxThreads: threads,
      concurrentTasksPerWorker: 1,
      // The default parks an idle thread in `Atomics.wait`, where it does not hear its ports.
      atomics: 'disabled',
      idleTimeout: Number.POSITIVE_INFINITY,
      // The main thread's options are not inherited: the threads run plain JavaScript and need no loader.
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: heapMb },
    });
    // What a thread still says while nobody runs anything on it.
    this.#pool.on('error', () => {});
    hired.add(this);
  }

  /** Rejects with a ThreadFailure when a thread fails outside of any task, for instance because the system gives no more threads. */
  failure(): { readonly failed: Promise<never>; readonly ignore: () => void } {
    let told = (_: unknown): void => {};
    const failed = new Promise<never>((_, reject) => {
      told = (error) => reject(new ThreadFailure(error));
    });
    failed.catch(() => {});
    this.#pool.on('error', told);
    return { failed, ignore: () => this.#pool.off('error', told) };
  }

  /**
   * Runs a task on a thread of its own; rejects when its thread ends without an answer.
   *
   * @param filename a CommonJS file, never a module: see `door` in worker-files.ts
   */
  async run<Result>(task: unknown, filename: string, transferList: Transferable[] = []): Promise<Result> {
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
   * Ends every thread.
   *
   * @returns the numbers of those that have not ended after a second; empty when all have
   */
  async dismiss(): Promise<readonly number[]> {
    const running = new Map(this.#pool.threads.map((thread) => [thread, thread.threadId]));
    const exits = [...running.keys()].map(async (thread) => {
      // Not `once` of node:events: it gives up when the thread fails with an error before it ends.
      await new Promise((resolve) => thread.once('exit', resolve));
      running.delete(thread);
    });
    const destroyed = this.#pool.destroy();
    try {
      await within(TERMINATE_MS, 'threads that end', [Promise.all([destroyed, ...exits])]);
      hired.delete(this);
    } catch {
      this.#left = [...running.values()];
    }
    return this.#left;
  }
}

/** Every crew that has not ended, for whoever ends the process. */
const hired = new Set<Crew>();

/** Ends all threads of all crews; returns how many do not end. */
export async function dismissAll(): Promise<number> {
  const left = await Promise.all([...hired].map((crew) => crew.dismiss()));
  return left.flat().length;
}

/** Piscina's and Node's words for a thread that is gone, in ours. */
function asError(error: unknown): Error {
  if (!(error instanceof Error)) return new Error(`it threw ${String(error)} outside of its coroutine`);
  const code = /^worker exited with code: (\d+)$/.exec(error.message)?.[1];
  return code === undefined ? error : new Error(`its thread exited with code ${code} and without a report`);
}
