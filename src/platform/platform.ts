/**
 * The platform of an engine: everything that Node and a browser do differently. `platform/node/` is the platform for Node.
 *
 * An engine gets its platform from the program that creates the engine. It uses Node only through its platform.
 */
import type { Endpoint } from '../channel/port.ts';

export interface Clock {
  /** Milliseconds since a fixed moment, with a fraction. */
  nowMs(): number;
  /** Nanoseconds since a fixed moment, the same for every thread of the process. */
  nowNs(): number;
  /** Milliseconds of CPU time that this process has used, all threads together. */
  cpuMs(): number;
  /** Milliseconds of CPU time that this thread has used; Infinity where it is not known. */
  threadCpuMs(): number;
}

/** How often and how long a CPU quota stopped the threads of this process. */
export interface Throttled {
  /** The number of periods in which the quota was used up. */
  readonly times: number;
  /** How long threads were stopped, in milliseconds, all processors added up. */
  readonly ms: number;
}

/** What may have disturbed a measurement. */
export interface Disturbance {
  /** The load average of the minute before: how many threads ran or were ready to run. 0 on Windows. */
  readonly loadBefore: number;
  /** The share of the processors' time that the hypervisor gave to other machines, 0 to 1; null where it is not known. */
  readonly stolen: number | null;
  /** The share of the processors' time that other processes used, 0 to 1; null where it is not known. */
  readonly others: number | null;
  /** How long a CPU quota stopped this process; null where none did, or where it is not known. */
  readonly throttled: Throttled | null;
}

/** The machine on which a measurement is made. */
export interface Machine {
  /** The version of Node, without the v; empty in a browser. */
  readonly node: string;
  readonly platform: string;
  /** The processor as the system names it; a browser names none. */
  readonly cpu: string;
  /** The number of cores that this process may use. The machine may have more. A browser may say fewer. */
  readonly cores: number;
}

/** What the machine says of itself, and of what disturbs a measurement. */
export interface Host {
  machine(): Machine;
  /** How much memory this process has, in megabytes; 0 where it is not known. */
  memoryMb(): number;
  /**
   * Begins to watch for disturbances. Call the returned function at the end of the measurement.
   *
   * @param inThisProcess whether only this process measures. Otherwise the time of its children would count as that of others.
   */
  watchForDisturbance(inThisProcess: boolean): () => Disturbance;
}

/** One end of a message channel. It can be sent to another thread, and Comlink can use it. */
export interface Port {
  postMessage(message: unknown, transfer: never[]): void;
  postMessage(message: unknown): void;
  addEventListener(type: string, listener: (event: Event) => void, options?: object): void;
  removeEventListener(type: string, listener: (event: Event) => void, options?: object): void;
  start?(): void;
  close(): void;
}

/** What an engine can use on every thread. */
export interface Platform {
  readonly clock: Clock;
  /** The number of this thread; 0 on the main thread. */
  readonly threadId: number;
  /** Loads a module by its URL. */
  importModule(url: string): Promise<Readonly<Record<string, unknown>>>;
  /** Blocks this thread for `ms` milliseconds, 0 or more. */
  blockFor(ms: number): void;
  /**
   * Ends this thread at once, as a crash would; with an error in the next turn of its event loop, and its task rejects with that. Only for a
   * thread that the main thread has started.
   */
  endThread(error?: Error): void;
  /** Settles after the event loop has handled the events that are waiting: signals, messages, rejections. */
  yieldToLoop(): Promise<void>;
  /**
   * The endpoint with which a channel sends and receives over a port.
   *
   * @param onUnreadable called with an `UnreadableError` when a message cannot be deserialised
   * @throws TypeError when the port is not one of this platform
   */
  endpoint<Sent, Received>(port: Port, onUnreadable: (error: Error) => void): Endpoint<Sent, Received>;
}

/** What an engine can use on the main thread, which can start other threads. */
export interface ThreadingPlatform extends Platform {
  readonly host: Host;
  /** How many threads this process can run at once, 1 or more. */
  cores(): number;
  messageChannel(): { readonly port1: Port; readonly port2: Port };
  /** @param heapMb the most memory for the objects of one thread, in megabytes, 8 or more [1024] */
  workers(heapMb?: number): Workers;
  /**
   * Loads the module of a line.
   *
   * @throws InputError when its top level never ends
   */
  importLineModule(url: string): Promise<Readonly<Record<string, unknown>>>;
}

/** The threads of one engine, and the files that they run. The threads start with the first run and end together. */
export interface Workers {
  /**
   * Compiles the code of the threads. A second call with the same modules returns the same code.
   *
   * @param modules URLs of the modules that export a line's coroutines
   * @throws ModuleBuildError when one of these modules cannot be compiled
   * @throws BuildError when anything else cannot be compiled, or the engine is closed meanwhile
   */
  build(modules: readonly string[]): Promise<WorkerCode>;
  /**
   * The threads of the last run, if there are enough and all are alive. Otherwise these are ended and new ones are started.
   * `fresh` says whether they are new.
   *
   * @throws ThreadsLeftError when the old ones do not end
   * @throws ThreadFailure when the system refuses a thread
   * @throws FactoryError when the engine is closed meanwhile
   */
  threads(count: number): Promise<{ readonly pool: ThreadPool; readonly fresh: boolean }>;
  /** Ends every thread and keeps the code. Returns the numbers of the threads that do not end. */
  endThreads(): Promise<readonly number[]>;
  /** Ends every thread and deletes the code. Returns the numbers of the threads that do not end. */
  terminate(): Promise<readonly number[]>;
}

/** Compiled code that threads can run. */
export interface WorkerCode {
  /** The URL from which a thread loads a module. */
  moduleUrl(module: string): string;
  /** The file that a task runs: `station` runs one station, `pool` runs parts of a line, `task` calls a function. */
  readonly entries: Readonly<Record<WorkerEntry, string>>;
}

export type WorkerEntry = 'station' | 'pool' | 'task';

export interface ThreadPool {
  /**
   * Runs a task on a free thread. Rejects when the thread ends without a result, or the pool is terminated.
   *
   * @param entry one of the `entries` of a `WorkerCode`
   * @param transfer ports that move to the thread with the task
   */
  run<Result>(task: unknown, entry: string, transfer?: readonly Port[]): Promise<Result>;
  /**
   * Ends one thread, wherever it is, as a crash would: its task rejects, and another thread is started in its place.
   *
   * @param thread its number; false where no thread of the pool has it
   */
  end(thread: number): boolean;
  /** Listens for failures outside of any task: `failed` rejects with a ThreadFailure. `ignore` ends the listening. */
  failure(): { readonly failed: Promise<never>; readonly ignore: () => void };
}
