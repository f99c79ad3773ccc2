/** A running line: its results, one after the other. */
/// <reference lib="esnext.disposable" preserve="true" />
import type { DefinedLine } from '../line/defined-line.ts';
import { InputError } from '../line/factory-error.ts';
import type { Line } from '../line/line.ts';
import { onAbort } from './abort.ts';
import type { Engine, LineRun, RunOptions } from './engine.ts';
import { ResultQueue } from './result-queue.ts';

export interface RunningLine<Out> extends AsyncIterableIterator<Out>, AsyncDisposable {
  /**
   * The next result. The line starts with the first call. While nobody asks, the line stops: its stations wait for room.
   *
   * @throws StationFailure when a station fails, after the results that had arrived, when every thread has ended
   */
  next(): Promise<IteratorResult<Out, undefined>>;
  /** Stops the line. A loop that is left calls it. Settles when every station has ended. */
  return(): Promise<IteratorResult<Out, undefined>>;
  /** What the engine measured; null until the line has ended by itself. */
  readonly measured: LineRun | null;
}

export interface RunningOptions extends Omit<RunOptions, 'results'> {
  /** How many results may wait for their reader, 1 or more [1024]. */
  readonly results?: number;
}

export interface RunnerOptions<Out> extends RunningOptions {
  /** What to run. */
  readonly prepared: () => Promise<Prepared>;
  /** Says to the compiler what the results are. */
  readonly isResult: (item: unknown) => item is Out;
  /** The most bytes of results that may wait for their reader [no limit]. */
  readonly resultBytes?: number | undefined;
  /** Called when the run has ended in any way. */
  readonly after?: () => Promise<void>;
}

/** An engine, and the line that it runs. */
export interface Prepared {
  readonly engine: Engine;
  readonly line: Line;
}

/** A line was stopped by its reader. */
class Left extends Error {
  override name = 'Left';
}

/** @throws InputError when the number of results is not 1 or more */
export function runningLine<Out>(runner: RunnerOptions<Out>): RunningLine<Out> {
  const { prepared, isResult, results, resultBytes, signal, after, ...options } = runner;
  if (results !== undefined && !(Number.isSafeInteger(results) && results >= 1))
    throw new InputError(`Cannot run the line: expected room for 1 result or more, a whole number, found ${results}`);
  const queue = new ResultQueue(results, resultBytes);
  const leaving = new AbortController();
  let measured: LineRun | null = null;
  let ended: Promise<void> | null = null;
  /** Whether the reader has been told of the end. */
  let over = false;
  const run = async (): Promise<void> => {
    const ignore = onAbort(signal, () => queue.abandon(signal?.reason));
    try {
      const { engine, line } = await prepared();
      const stop = signal === undefined ? leaving.signal : AbortSignal.any([signal, leaving.signal]);
      measured = await engine.run(line, { ...options, results: queue, signal: stop });
      queue.close({ kind: 'ended' });
    } catch (reason) {
      queue.close({ kind: 'failed', reason });
    } finally {
      ignore();
      await after?.();
    }
  };
  const leave = async (): Promise<IteratorResult<Out, undefined>> => {
    leaving.abort(new Left('nobody reads the results any more'));
    await ended;
    return { done: true, value: undefined };
  };
  return {
    async next() {
      if (over || leaving.signal.aborted) return { done: true, value: undefined };
      ended ??= run();
      // Also where the line has ended, and only its results wait.
      if (signal?.aborted === true) queue.abandon(signal.reason);
      const result = await queue.next().catch(async (reason: unknown) => {
        over = true;
        // The threads have ended then.
        await ended;
        // It was left while this call waited.
        if (leaving.signal.aborted && reason === leaving.signal.reason) return null;
        throw reason;
      });
      if (result === null) {
        over = true;
        await ended;
        return { done: true, value: undefined };
      }
      if (!isResult(result.item)) throw new TypeError('expected a result, found something else');
      return { done: false, value: result.item };
    },
    return: leave,
    async [Symbol.asyncDispose]() {
      await leave();
    },
    [Symbol.asyncIterator]() {
      return this;
    },
    get measured() {
      return measured;
    },
  };
}

/** What leaves a line has the type that the compiler has found for its ends. */
export function isResultOf<Out>(_: DefinedLine<Out>): (item: unknown) => item is Out {
  return (item): item is Out => item !== undefined;
}
