/** A pool of threads that call one function: Piscina with its default options, and all threads started at once. */
import type { Transferable } from 'node:worker_threads';
import { Piscina } from 'piscina';
import type { WorkerCode } from '../platform/platform.ts';
import { REAL, type Task, type TaskData, WORDS } from './task.ts';

/** The function, and the code of the threads that call it. */
export interface FunctionCode {
  readonly code: WorkerCode;
  /** The URL of its module; see `WorkerCode.moduleUrl`. */
  readonly module: string;
  readonly exported: string;
}

export class TaskPool {
  readonly threads: number;
  /** From the start of the threads until each has loaded the module, in milliseconds. */
  readonly startupMs: number;
  readonly #piscina: Piscina;
  readonly #control: TaskData['control'];
  #barriers = 1;

  private constructor(piscina: Piscina, threads: number, control: TaskData['control'], startupMs: number) {
    this.#piscina = piscina;
    this.threads = threads;
    this.#control = control;
    this.startupMs = startupMs;
  }

  /**
   * @param threads how many, 1 or more
   * @throws Error when the system refuses a thread, or a thread cannot load the module
   */
  static async start({ code, module, exported }: FunctionCode, threads: number): Promise<TaskPool> {
    const control = new Int32Array(new SharedArrayBuffer(Object.keys(WORDS).length * Int32Array.BYTES_PER_ELEMENT));
    control[WORDS.iterations] = REAL;
    const data: TaskData = {
      module: code.moduleUrl(module),
      exported,
      piscina: import.meta.resolve('piscina'),
      control,
    };
    const beganMs = performance.now();
    const piscina = new Piscina({
      filename: code.entries.task,
      minThreads: threads,
      maxThreads: threads,
      idleTimeout: Number.POSITIVE_INFINITY,
      execArgv: [],
      workerData: data,
    });
    const load: Task = { kind: 'load', until: threads };
    await Promise.all(Array.from({ length: threads }, () => piscina.run(load)));
    return new TaskPool(piscina, threads, control, performance.now() - beganMs);
  }

  /** Calls the function with each of the inputs, on one thread. @param transfer buffers in the inputs that move to the thread */
  async call(inputs: readonly unknown[], move: boolean, transfer: readonly ArrayBuffer[]): Promise<readonly unknown[]> {
    const task: Task = { kind: 'call', inputs, move };
    const transferList: Transferable[] = [...transfer];
    const outputs: readonly unknown[] | null = await this.#piscina.run(task, { transferList });
    if (outputs === null || outputs.length !== inputs.length) throw new Error('a thread gave no outputs');
    return outputs;
  }

  /** From now on the threads call a stand-in that computes so long; null for the function itself. */
  standIn(iterations: number | null): void {
    Atomics.store(this.#control, WORDS.iterations, iterations ?? REAL);
  }

  /** Each thread keeps these outputs for the stand-in. */
  async keep(outputs: readonly unknown[], copies: boolean): Promise<void> {
    this.#barriers++;
    const task: Task = { kind: 'keep', outputs, copies, until: this.#barriers * this.threads };
    await Promise.all(Array.from({ length: this.threads }, () => this.#piscina.run(task)));
  }

  async end(): Promise<void> {
    await this.#piscina.destroy();
  }
}
