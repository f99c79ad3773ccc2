/** The roll call: every thread of a pool has started and loaded the coroutines before anything is baked. */
import type { Line } from '../../line/line.ts';
import { within } from '../../platform/deadline.ts';
import { StationFailure } from '../engine.ts';
import type { PoolResult, PreloadTask } from './messages.ts';
import { deserializeError } from './serialize-error.ts';

/**
 * Settles when all are there.
 *
 * @param ask gives a task to the next thread
 * @param readyMs how long that may take, in milliseconds, above 0
 * @throws StationFailure when a module cannot be loaded, ends its thread, or keeps it for too long
 */
export async function readyBarrier(
  threads: number,
  line: Line,
  ask: (task: PreloadTask) => Promise<PoolResult>,
  readyMs: number,
): Promise<void> {
  const names = [line.source, ...line.stations].map(({ name }) => name);
  // A thread that hangs, or is gone, cannot be asked whose module it was that it loaded.
  const loading = new Int32Array(new SharedArrayBuffer(4 * threads));
  const present = new Int32Array(new SharedArrayBuffer(4));
  const failure = (place: number, cause: unknown): StationFailure =>
    new StationFailure(names[loading[place] ?? 0] ?? 'baker', cause, { doing: 'starting', made: 0, exact: true });
  const attended = async (place: number): Promise<void> => {
    const task = { kind: 'attend', line, place, loading, present, expected: threads } as const;
    const result = await ask(task).catch((error: unknown) => {
      throw failure(place, error);
    });
    if (result.kind === 'failed') throw failure(place, deserializeError(result.thrown));
  };
  try {
    const all = Promise.all(Array.from({ length: threads }, (_, place) => attended(place)));
    await within(readyMs, 'it to get ready', [all]);
  } catch (error) {
    if (error instanceof StationFailure) throw error;
    throw failure(
      loading.findIndex((place) => place < names.length),
      error,
    );
  }
}
