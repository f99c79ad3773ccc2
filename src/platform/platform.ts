/**
 * What Node and a browser do differently, as the engines see it. `platform/node/` is the one for Node.
 *
 * An engine gets its platform from the program that creates it, and uses nothing else of Node.
 */
import type { Endpoint as ComlinkEndpoint } from 'comlink';
import type { Endpoint } from '../channel/port.ts';

export interface Clock {
  /** Milliseconds since some fixed moment, with a fraction. */
  nowMs(): number;
  /** Nanoseconds since some fixed moment, the same for every thread of the process. */
  nowNs(): number;
  /** Milliseconds of CPU time that this process has used, all threads together. */
  cpuMs(): number;
  /** Milliseconds of CPU time that this thread has used; Infinity where the system does not tell. */
  threadCpuMs(): number;
}

/** How long a CPU quota stopped the threads of this process. */
export interface Throttled {
  /** Periods in which the quota was used up. */
  readonly times: number;
  /** For how long threads were stopped, all processors together. */
  readonly ms: number;
}

/** One end of a message channel. It can be sent to another thread, and Comlink can use it. */
export interface Port extends ComlinkEndpoint {
  close(): void;
}

/** What every thread offers. */
export interface Platform {
  readonly clock: Clock;
  /** The number of this thread. */
  readonly threadId: number;
  /** Loads a module by its URL. */
  importModule(url: string): Promise<Readonly<Record<string, unknown>>>;
  /** Blocks this thread for `ms` milliseconds, 0 or more. */
  blockFor(ms: number): void;
  /** Settles after the event loop has handled what waits in it: signals, messages, rejections. */
  yieldToLoop(): Promise<void>;
  /**
   * How a channel sends and receives over a port.
   *
   * @param onUnreadable called with an `UnreadableError` when a message cannot be deserialised
   */
  endpoint<Sent, Received>(port: Port, onUnreadable: (error: Error) => void): Endpoint<Sent, Received>;
}

/** What the main thread offers: it can start other threads. */
export interface ThreadingPlatform extends Platform {
  /** How many threads this process can run at once, 1 or more. */
  cores(): number;
  messageChannel(): { readonly port1: Port; readonly port2: Port };
  /** @param heapMb the most memory of one thread's objects, in megabytes [1024] */
  workerHost(heapMb?: number): WorkerHost;
}

/** The threads of one engine and the files that they run. They start with the first run and end together. */
export interface WorkerHost {
  /**
   * The code of the threads, ready to run; a second call with the same modules costs nothing.
   *
   * @param modules URLs of the modules that export a line's coroutines
   * @throws ModuleBuildError when one of these modules cannot be compiled
   * @throws BuildError when anything else cannot be compiled, or the host is terminated meanwhile
   */
  build(modules: readonly string[]): Promise<WorkerCode>;
  /**
   * The threads that there are, if they are enough and all alive; else new ones.
   *
   * @throws ThreadsLeftError when the old ones do not end
   * @throws ThreadFailure when the system refuses a thread
   */
  threads(count: number): Promise<{ readonly pool: ThreadPool; readonly fresh: boolean }>;
  /** Ends every thread and deletes the files. @returns the numbers of the threads that do not end */
  terminate(): Promise<readonly number[]>;
}

export interface WorkerCode {
  /** The URL from which a thread loads a module. */
  moduleUrl(module: string): string;
  /** What a task runs: the life of one station, or one part of a line. */
  readonly entries: Readonly<Record<WorkerEntry, string>>;
}

export type WorkerEntry = 'station' | 'pool';

export interface ThreadPool {
  /**
   * Runs a task on a thread of its own. Rejects when the thread ends without an answer, or the pool is terminated.
   *
   * @param entry one of the `entries` of a `WorkerCode`
   * @param transfer ports that move to the thread with the task
   */
  run<Result>(task: unknown, entry: string, transfer?: readonly Port[]): Promise<Result>;
  /** Rejects with a ThreadFailure when a thread fails outside of any task. */
  failure(): { readonly failed: Promise<never>; readonly ignore: () => void };
}
