/** A pool of Web Workers. All start at once, and each runs one task at a time. */
import { ThreadFailure } from '../errors.ts';
import type { Port, ThreadPool } from '../platform.ts';
import type { PageThread, StartThread } from './page-threads.ts';
import type { TaskAnswer, TaskRequest } from './requests.ts';

interface Running {
  /** Takes the answer of the thread. */
  readonly settle: (answer: MessageEvent) => void;
  readonly reject: (error: Error) => void;
}

interface Waiting extends Running {
  readonly request: TaskRequest;
  readonly ports: readonly MessagePort[];
}

export class WebThreadPool implements ThreadPool {
  readonly size: number;
  /** Each thread, with the task that it runs; null while it is free. */
  readonly #threads = new Map<PageThread, Running | null>();
  readonly #startThread: StartThread;
  readonly #waiting: Waiting[] = [];
  readonly #listeners = new Set<(error: Error) => void>();
  #isBroken = false;
  #isTerminated = false;

  constructor(threads: number, start: StartThread) {
    this.size = threads;
    this.#startThread = start;
    for (let i = 0; i < threads; i++) this.#start();
  }

  /** Whether no thread has failed. */
  get allAlive(): boolean {
    return !this.#isBroken;
  }

  run<Result>(task: unknown, entry: string, transfer: readonly Port[] = []): Promise<Result> {
    if (this.#isTerminated) return Promise.reject(new Error('its threads have been terminated'));
    const ports = transfer.filter((port) => port instanceof MessagePort);
    return new Promise((resolve, reject) => {
      const settle = ({ data }: MessageEvent): void =>
        data.kind === 'result' ? resolve(data.result) : reject(new Error(data.message));
      this.#waiting.push({ request: { entry, task }, ports, settle, reject });
      this.#next();
    });
  }

  failure(): { readonly failed: Promise<never>; readonly ignore: () => void } {
    let listener = (_: Error): void => {};
    const failed = new Promise<never>((_, reject) => {
      listener = (error) => reject(new ThreadFailure(error));
    });
    failed.catch(() => {});
    this.#listeners.add(listener);
    return { failed, ignore: () => void this.#listeners.delete(listener) };
  }

  end(thread: number): boolean {
    const found = [...this.#threads].find(([{ number }]) => number === thread);
    if (found === undefined) return false;
    const [ended, running] = found;
    ended.end();
    this.#threads.delete(ended);
    this.#start();
    running?.reject(new Error('its thread was terminated'));
    return true;
  }

  terminate(): void {
    this.#isTerminated = true;
    for (const [thread, running] of this.#threads) {
      thread.end();
      running?.reject(new Error('its thread was terminated'));
    }
    for (const { reject } of this.#waiting.splice(0)) reject(new Error('its threads have been terminated'));
  }

  #start(): void {
    const fail = (message: string): void => this.#fail(this.#threads.get(thread) ?? null, new Error(message));
    const thread = this.#startThread(fail);
    this.#threads.set(thread, null);
    thread.port.onmessage = (answer: MessageEvent<TaskAnswer>) => {
      const running = this.#threads.get(thread) ?? null;
      if (answer.data.kind === 'unhandled') return fail(answer.data.message);
      this.#threads.set(thread, null);
      running?.settle(answer);
      this.#next();
    };
    thread.port.onmessageerror = () => fail('its report could not be read');
  }

  /** The task fails, and with it everybody who listens: the thread may be in any state. */
  #fail(running: Running | null, error: Error): void {
    this.#isBroken = true;
    running?.reject(error);
    if (running === null) for (const listener of this.#listeners) listener(error);
  }

  /** Gives waiting tasks to free threads. */
  #next(): void {
    for (const [thread, running] of this.#threads) {
      if (running !== null) continue;
      const waiting = this.#waiting.shift();
      if (waiting === undefined) return;
      this.#threads.set(thread, waiting);
      thread.port.postMessage(waiting.request, [...waiting.ports]);
    }
  }
}
