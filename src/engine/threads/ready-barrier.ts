/** The roll call: every thread of a pool has started and loaded the coroutines before anything is baked. */
import type { Line } from '../../line/line.ts';
import { within } from '../../platform/deadline.ts';
import { StationFailure } from '../engine.ts';
import type { PoolResult, PreloadTask } from './messages.ts';
import { deserializeError } from './serialize-error.ts';

/**
 * Settles when all are ready.
 *
 * @param ask gives a task to the next thread
 * @param readyMs how long that may take, in milliseconds, above 0
 * @throws StationFailure when a module cannot be loaded, ends its thread or keeps it for too long: it names the coroutine.
 *   When a thread does not start, or does not answer once it has loaded all of them, it names the baker.
 */
export async function readyBarrier(
  threads: number,
  line: Line,
  ask: (task: PreloadTask) => Promise<PoolResult>,
  readyMs: number,
): Promise<void> {
  const names = [line.source, ...line.stations].map(({ name }) => name);
  // A thread that hangs, or is gone, cannot be asked which module it was loading.
  const loading = new Int32Array(new SharedArrayBuffer(4 * threads));
  const present = new Int32Array(new SharedArrayBuffer(4));
  const begun = (place: number): number => Atomics.load(loading, place);
  const failure = (place: number, cause: unknown): StationFailure => {
    const name = names[begun(place) - 1] ?? `baker ${place + 1}`;
    return new StationFailure(name, cause, { doing: 'starting', made: 0, exact: true });
  };
  const answered = new Set<number>();
  const attended = async (place: number): Promise<void> => {
    // Twice as long: the main thread gives up first, and knows better whom to name.
    const task = { kind: 'attend', line, place, loading, present, expected: threads, waitMs: 2 * readyMs } as const;
    const result = await ask(task).catch((error: unknown) => {
      throw failure(place, error);
    });
    if (result.kind === 'failed') throw failure(place, deserializeError(result.thrown));
    answered.add(place);
  };
  const places = Array.from({ length: threads }, (_, place) => place);
  try {
    await within(readyMs, 'not ready', [Promise.all(places.map(attended))]);
  } catch (error) {
    if (error instanceof StationFailure) throw error;
    const missing = places.filter((place) => !answered.has(place));
    // Whoever has loaded everything waits for the others.
    const late = missing.find((place) => begun(place) <= names.length) ?? missing[0] ?? 0;
    throw failure(late, begun(late) === 0 ? new Error(`its thread has not started within ${readyMs} ms`) : error);
  }
}
