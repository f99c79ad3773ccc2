/** The ready barrier of a pool: every thread has started and has loaded the coroutines before anything is timed. */
import { type Line, specsOf } from '../../line/line.ts';
import { sharedIfPossible } from '../../line/shared-memory.ts';
import { within } from '../../platform/deadline.ts';
import { PoolFailure, StationFailure, type StationProgress } from '../failure.ts';
import type { PoolResult, PreloadTask } from './messages.ts';
import { deserializeError } from './serialize-error.ts';

/**
 * Settles when all threads are ready.
 *
 * @param ask gives a task to a thread that is free
 * @param readyMs how long the threads may take, in milliseconds, above 0
 * @throws StationFailure when a module cannot be loaded, ends its thread or takes too long
 * @throws PoolFailure when a thread does not start, or does not answer after it has loaded all coroutines
 */
export async function readyBarrier(
  threads: number,
  line: Line,
  ask: (task: PreloadTask) => Promise<PoolResult>,
  readyMs: number,
): Promise<void> {
  const names = specsOf(line).map(({ name }) => name);
  // In shared memory: a thread that hangs, or has died, cannot answer which module it was loading.
  const loading = new Int32Array(sharedIfPossible(4 * threads));
  const ready = new Int32Array(sharedIfPossible(4));
  const begun = (place: number): number => Atomics.load(loading, place);
  const failure = (place: number, cause: unknown): StationFailure | PoolFailure => {
    const progress: StationProgress = { activity: 'starting', made: 0, exact: true };
    const station = names[begun(place) - 1];
    return station === undefined
      ? new PoolFailure(`thread ${place + 1} of the pool`, cause, progress)
      : new StationFailure(station, cause, progress);
  };
  const answered = new Set<number>();
  const preload = async (place: number): Promise<void> => {
    // Twice as long: the main thread must give up first, since it knows which thread is late.
    const task = { kind: 'preload', line, place, loading, ready, expected: threads, waitMs: 2 * readyMs } as const;
    const result = await ask(task).catch((error: unknown) => {
      throw failure(place, error);
    });
    if (result.kind === 'failed') throw failure(place, deserializeError(result.error));
    answered.add(place);
  };
  const places = Array.from({ length: threads }, (_, place) => place);
  try {
    await within(readyMs, 'not ready', [Promise.all(places.map(preload))]);
  } catch (error) {
    if (error instanceof StationFailure || error instanceof PoolFailure) throw error;
    const missing = places.filter((place) => !answered.has(place));
    // A thread that has loaded everything only waits for the others: it is not to blame.
    const late = missing.find((place) => begun(place) <= names.length) ?? missing[0] ?? 0;
    throw failure(late, begun(late) === 0 ? new Error(`its thread has not started within ${readyMs} ms`) : error);
  }
}
