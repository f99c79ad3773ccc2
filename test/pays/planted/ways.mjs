/** The ways of calling in the race by hand: each makes a run of so many calls, and takes the time. */
import { isDeepStrictEqual } from 'node:util';
import { Piscina } from 'piscina';

/** The most memory for inputs that are used again and again, and for those that are made for one stretch. */
const DECK_BYTES = 64_000_000;
const MOST_INPUTS = 4096;
/** Tasks under way for each thread, so that none waits for the main thread. */
const TASKS_PER_THREAD = 4;
const WARM_MS = 250;

/** `pool of 2, x64, moved`, where batches have 64 inputs and buffers are transferred */
export function nameOf({ threads, batch, transfer, atOnce = 1 }) {
  if (threads === 0) return atOnce === 1 ? 'inline' : `inline, ${atOnce} at once`;
  const pool = threads === 1 ? 'one worker' : `pool of ${threads}`;
  return `${pool}${batch === 1 ? '' : `, x${batch}`}${transfer ? ', moved' : ''}`;
}

export function buffersOf(value) {
  return value instanceof Uint8Array ? [value.buffer] : [];
}

/** The function, its samples, and as many copies of them as the memory allows: no object is twice in one message. */
export class Subject {
  #deck;

  /** @param bytes of a sample */
  constructor(call, isAsync, samples, bytes) {
    this.call = call;
    this.isAsync = isAsync;
    this.samples = samples;
    const most = Math.min(MOST_INPUTS, Math.floor(DECK_BYTES / bytes));
    this.#deck = Array.from({ length: Math.max(samples.length, most) }, (_, i) =>
      structuredClone(samples[i % samples.length]),
    );
    /** The most calls in a stretch for which new copies are made. */
    this.mostFresh = this.#deck.length;
  }

  inputs(count, fresh) {
    const { samples } = this;
    return Array.from({ length: count }, (_, i) =>
      fresh ? structuredClone(samples[i % samples.length]) : this.#deck[i % this.#deck.length],
    );
  }
}

/** One call after the other, or several promises at once. */
export class MainThread {
  #subject;

  constructor(subject, way) {
    this.way = way;
    /** What the calls of a run are a multiple of. */
    this.step = way.atOnce;
    this.#subject = subject;
  }

  /** @returns milliseconds for a call */
  async run(calls, keep = keepLast) {
    const { call, isAsync } = this.#subject;
    const inputs = this.#subject.inputs(calls, false);
    const beganMs = performance.now();
    if (isAsync) await lanes(this.way.atOnce, calls, async (i) => keep(await call(inputs[i]), i));
    else for (let i = 0; i < calls; i++) keep(call(inputs[i]), i);
    return (performance.now() - beganMs) / calls;
  }
}

export class Pool {
  #subject;
  #piscina;

  constructor(subject, way, piscina) {
    this.way = way;
    this.step = way.threads * way.batch;
    this.#subject = subject;
    this.#piscina = piscina;
  }

  /** In stretches, where new copies are needed: to make them does not count. */
  async run(calls, keep = keepLast) {
    const most = this.way.transfer ? Math.max(1, Math.floor(this.#subject.mostFresh / this.step)) * this.step : calls;
    let tookMs = 0;
    for (let done = 0; done < calls; done += most)
      tookMs += await this.#stretch(Math.min(most, calls - done), (output, place) => keep(output, done + place));
    return tookMs / calls;
  }

  async #stretch(calls, keep) {
    const { threads, batch, transfer } = this.way;
    const inputs = this.#subject.inputs(calls, transfer);
    const tasks = Array.from({ length: Math.ceil(calls / batch) }, (_, i) => {
      const part = inputs.slice(i * batch, (i + 1) * batch);
      return { input: batch === 1 ? part[0] : part, transferList: transfer ? part.flatMap(buffersOf) : [] };
    });
    const name = `${batch === 1 ? 'one' : 'many'}${transfer ? 'Moved' : ''}`;
    const beganMs = performance.now();
    await lanes(threads * TASKS_PER_THREAD, tasks.length, async (i) => {
      const { input, transferList } = tasks[i];
      const output = await this.#piscina.run(input, { name, transferList });
      if (batch === 1) keep(output, i);
      else for (let j = 0; j < output.length; j++) keep(output[j], i * batch + j);
    });
    return performance.now() - beganMs;
  }
}

/** Piscina as it is, with all its threads from the start. */
export function startPool(name, threads) {
  return new Piscina({
    filename: new URL('./thread.mjs', import.meta.url).href,
    minThreads: threads,
    maxThreads: threads,
    idleTimeout: Number.POSITIVE_INFINITY,
    execArgv: [],
    workerData: { name },
  });
}

/** How many calls take so long, in this way. */
export function callsFor(runner, callMs, runMs) {
  return Math.max(1, Math.round(runMs / callMs / runner.step)) * runner.step;
}

/**
 * Compares the outputs of a first run with those that are expected, then calls until the way is warm.
 *
 * @returns milliseconds for a call
 */
export async function warmUp(runner, expected) {
  const outputs = [];
  let callMs = await runner.run(Math.max(runner.step, expected.length), (output, place) => {
    if (place < expected.length) outputs[place] = output;
  });
  if (!isDeepStrictEqual(outputs, expected)) throw new Error(`${nameOf(runner.way)}: expected equal outputs`);
  const endMs = performance.now() + WARM_MS;
  let runs = 0;
  while (performance.now() < endMs || runs < 2) {
    callMs = await runner.run(callsFor(runner, callMs, 20));
    runs++;
  }
  return callMs;
}

const kept = [];
/** So that no call can be left out by the compiler. */
function keepLast(output) {
  kept[0] = output;
}

/** Does the jobs 0 to `count` - 1 in their order, so many at once. */
async function lanes(atOnce, count, job) {
  let next = 0;
  const lane = async () => {
    while (next < count) await job(next++);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, count) }, lane));
}
