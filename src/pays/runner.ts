/** Calls the function many times in one way, and takes the time. */
import type { Callable } from './callable.ts';
import type { Deck } from './deck.ts';
import { movableIn } from './movable.ts';
import type { TaskPool } from './pool.ts';
import type { Way } from './way.ts';

/** One timed run. All times are those of one call, in milliseconds. */
export interface Timed {
  readonly callMs: number;
  /** How long the event loop of the main thread was busy. */
  readonly mainMs: number;
  /** CPU time of the process, all threads together. */
  readonly cpuMs: number;
}

export interface Runner {
  readonly way: Way;
  /** The most calls of a run. */
  readonly most: number;
  /** @param keep gets each output in its place */
  run(calls: number, keep?: (output: unknown, place: number) => void): Promise<Timed>;
}

interface Inline {
  readonly call: Callable;
  readonly isAsync: boolean;
  readonly changesInput: boolean;
}

/** Throws the error of a call. @param place the place of its input in the run; null where it is one of several */
export type Fail = (error: unknown, place: number | null) => never;

export function inlineRunner(way: Way, { call, isAsync, changesInput }: Inline, deck: Deck, fail: Fail): Runner {
  return {
    way,
    most: changesInput ? deck.mostFresh : MOST_CALLS,
    async run(calls, keep = KEEP_LAST) {
      const inputs = deck.inputs(calls, changesInput);
      const timer = startTimer();
      if (isAsync) {
        await lanes(way.inFlight, calls, async (i) => {
          try {
            keep(await call(inputs[i]), i);
          } catch (error) {
            fail(error, i);
          }
        });
      } else {
        let i = 0;
        try {
          for (; i < calls; i++) keep(call(inputs[i]), i);
        } catch (error) {
          fail(error, i);
        }
      }
      return timer(calls);
    },
  };
}

export function poolRunner(way: Way, pool: TaskPool, deck: Deck, fail: Fail): Runner {
  return {
    way,
    most: way.transfer ? deck.mostFresh : MOST_CALLS,
    async run(calls, keep = KEEP_LAST) {
      const inputs = deck.inputs(calls, way.transfer);
      const tasks = Array.from({ length: Math.ceil(calls / way.batch) }, (_, i) => {
        const part = inputs.slice(i * way.batch, (i + 1) * way.batch);
        return { part, first: i * way.batch, buffers: way.transfer ? movableIn(part) : [] };
      });
      const timer = startTimer();
      await lanes(way.inFlight, tasks.length, async (i) => {
        const task = tasks[i];
        if (task === undefined) return;
        try {
          const outputs = await pool.call(task.part, way.transfer, task.buffers);
          for (const [place, output] of outputs.entries()) keep(output, task.first + place);
        } catch (error) {
          fail(error, task.part.length === 1 ? task.first : null);
        }
      });
      return timer(calls);
    },
  };
}

/** Far above what any run needs. */
const MOST_CALLS = 1_000_000;

const kept: unknown[] = [];
/** Keeps the last output, so that no call can be left out by the compiler. */
const KEEP_LAST = (output: unknown): void => {
  kept[0] = output;
};

/** Does the jobs 0 to `count` - 1 in their order, so many at once. */
async function lanes(atOnce: number, count: number, job: (i: number) => Promise<void>): Promise<void> {
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < count) await job(next++);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, count) }, lane));
}

function startTimer(): (calls: number) => Timed {
  const cpuBefore = process.cpuUsage();
  const loopBefore = performance.eventLoopUtilization();
  const beganMs = performance.now();
  return (calls) => {
    const tookMs = performance.now() - beganMs;
    const { active } = performance.eventLoopUtilization(loopBefore);
    const { user, system } = process.cpuUsage(cpuBefore);
    return { callMs: tookMs / calls, mainMs: active / calls, cpuMs: (user + system) / 1000 / calls };
  };
}
