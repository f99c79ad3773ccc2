/** A pool of Web Workers. All start at once, and each runs one task at a time. */
import { ThreadFailure } from '../errors.ts';
import type { Port, ThreadPool } from '../platform.ts';
import type { TaskAnswer, TaskRequest } from './requests.ts';

interface Running {
  /** Takes the answer of the worker. */
  readonly settle: (answer: MessageEvent) => void;
  readonly reject: (error: Error) => void;
}

interface Waiting extends Running {
  readonly request: TaskRequest;
  readonly ports: readonly MessagePort[];
}

export class WebThreadPool implements ThreadPool {
  readonly size: number;
  /** Each worker, with the task that it runs; null while it is free. */
  readonly #workers = new Map<Worker, Running | null>();
  readonly #numbers = new Map<Worker, number>();
  readonly #script: string;
  readonly #nextNumber: () => number;
  readonly #waiting: Waiting[] = [];
  readonly #listeners = new Set<(error: Error) => void>();
  #isBroken = false;
  #isTerminated = false;

  /**
   * @param script the URL of the script that every thread runs
   * @param nextNumber gives the number of a new thread; a worker has its number as its name
   */
  constructor(threads: number, script: string, nextNumber: () => number) {
    this.size = threads;
    this.#script = script;
    this.#nextNumber = nextNumber;
    for (let i = 0; i < threads; i++) this.#start();
  }

  /** Whether no worker has failed. */
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
    const found = [...this.#numbers].find(([, number]) => number === thread);
    if (found === undefined) return false;
    const [worker] = found;
    worker.terminate();
    const running = this.#workers.get(worker) ?? null;
    this.#workers.delete(worker);
    this.#numbers.delete(worker);
    this.#start();
    running?.reject(new Error('its thread was terminated'));
    return true;
  }

  /** A browser ends a worker at once, and says nothing about it. */
  terminate(): void {
    this.#isTerminated = true;
    for (const [worker, running] of this.#workers) {
      worker.terminate();
      running?.reject(new Error('its thread was terminated'));
    }
    for (const { reject } of this.#waiting.splice(0)) reject(new Error('its threads have been terminated'));
  }

  #start(): void {
    const number = this.#nextNumber();
    const worker = new Worker(this.#script, { name: String(number) });
    this.#workers.set(worker, null);
    this.#numbers.set(worker, number);
    worker.onmessage = (answer: MessageEvent<TaskAnswer>) => {
      const running = this.#workers.get(worker) ?? null;
      if (answer.data.kind === 'unhandled') return this.#fail(running, new Error(answer.data.message));
      this.#workers.set(worker, null);
      running?.settle(answer);
      this.#next();
    };
    worker.onerror = (event) => {
      event.preventDefault();
      this.#fail(this.#workers.get(worker) ?? null, new Error(event.message || 'its script did not run'));
    };
    worker.onmessageerror = () => {
      this.#fail(this.#workers.get(worker) ?? null, new Error('its report could not be read'));
    };
  }

  /** The task fails, and with it everybody who listens: the thread may be in any state. */
  #fail(running: Running | null, error: Error): void {
    this.#isBroken = true;
    running?.reject(error);
    if (running === null) for (const listener of this.#listeners) listener(error);
  }

  /** Gives waiting tasks to free workers. */
  #next(): void {
    for (const [worker, running] of this.#workers) {
      if (running !== null) continue;
      const waiting = this.#waiting.shift();
      if (waiting === undefined) return;
      this.#workers.set(worker, waiting);
      worker.postMessage(waiting.request, [...waiting.ports]);
    }
  }
}
