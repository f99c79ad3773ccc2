/** A thread that calls a function of the user. */
import { nodeThread } from '../platform/node/thread.ts';
import { type Callable, exportOf, isCallable, isThenable } from './callable.ts';
import { movableIn } from './movable.ts';
import { standIn } from './stand-in.ts';
import { REAL, type Task, type TaskData, WORDS } from './task.ts';

/** How long a thread waits for the others, in milliseconds. */
const BARRIER_MS = 20_000;

let loaded: Promise<Callable> | null = null;
let standsIn: Callable = () => undefined;

export async function serveTask(task: Task, data: TaskData): Promise<unknown> {
  loaded ??= load(data);
  const callable = await loaded;
  const { control } = data;
  switch (task.kind) {
    case 'load':
      arrive(control, task.until);
      return null;
    case 'keep':
      standsIn = standIn(task.outputs, task.copies, () => Atomics.load(control, WORDS.iterations));
      arrive(control, task.until);
      return null;
    case 'call': {
      const isReal = Atomics.load(control, WORDS.iterations) === REAL;
      const outputs = await outputsOf(isReal ? callable : standsIn, task.inputs);
      return task.move ? await moved(outputs, data.piscina) : outputs;
    }
  }
}

async function load({ module, exported }: TaskData): Promise<Callable> {
  const found = exportOf(await nodeThread.importModule(module), exported);
  if (!isCallable(found)) throw new Error(`expected a function as the export ${exported}, found none on a thread`);
  return found;
}

async function outputsOf(call: Callable, inputs: readonly unknown[]): Promise<unknown[]> {
  const outputs: unknown[] = [];
  for (const input of inputs) {
    const output = call(input);
    outputs.push(isThenable(output) ? await output : output);
  }
  return outputs;
}

/** Waits until as many threads as are wanted have arrived: so each thread of a pool takes one of the tasks. */
function arrive(control: Int32Array<SharedArrayBuffer>, until: number): void {
  Atomics.add(control, WORDS.arrived, 1);
  Atomics.notify(control, WORDS.arrived);
  const endMs = performance.now() + BARRIER_MS;
  for (;;) {
    const arrived = Atomics.load(control, WORDS.arrived);
    const leftMs = endMs - performance.now();
    if (arrived >= until) return;
    if (leftMs <= 0) throw new Error('the other threads did not start');
    Atomics.wait(control, WORDS.arrived, arrived, leftMs);
  }
}

/** What Piscina needs to know to transfer the buffers of the outputs. */
async function moved(outputs: readonly unknown[], piscina: string): Promise<unknown> {
  const buffers = movableIn(outputs);
  if (buffers.length === 0) return outputs;
  const { move, transferableSymbol, valueSymbol }: typeof import('piscina') = await import(piscina);
  type Movable = Exclude<Parameters<typeof move>[0], ArrayBuffer | ArrayBufferView>;
  const isMovable = (value: object): value is Movable => transferableSymbol in value && valueSymbol in value;
  const whole = { [transferableSymbol]: buffers, [valueSymbol]: outputs };
  return isMovable(whole) ? move(whole) : outputs;
}
