/** Records a run, and measures what recording costs: the same run with a recorder and without. */
import type { Engine } from '../engine/engine.ts';
import { labelOf } from '../engine/engine-table.ts';
import { traceOf } from '../trace/recorder.ts';
import type { Trace } from '../trace/trace.ts';
import { type Run, runTask, type Task } from './run.ts';
import { type MedianAndRange, medianOf, rangeOf } from './statistics/samples.ts';

/** The most events of each station: 700 kB of memory, enough for a few thousand cakes. */
export const EVENTS = 2 ** 16;

export interface Recorded {
  /** The trace of the recorded run whose time is the median. */
  readonly trace: Trace;
  /** Time of a recorded run / time of a run without recording, in each pair. */
  readonly cost: MedianAndRange;
  /** What an event costs, in nanoseconds: the median of the pairs. Noise can make it negative. */
  readonly eventNs: number;
}

/**
 * Records a line, in pairs of a recorded run and one without recording: A B, B A, A B ... The time of a recorded run is used
 * for this comparison only, since recording takes time.
 *
 * @param pairs how many pairs, 1 or more
 * @param warmUps untimed runs of both kinds before the first pair, 0 or more: in a first run code is still being compiled
 * @throws RangeError when there is no pair
 * @throws BooksError when the books of a run do not balance
 * @throws StationFailure when a station fails
 */
export async function recordedRun(engine: Engine, task: Task, pairs: number, warmUps = 1): Promise<Recorded> {
  const plainMs = async (): Promise<number> => (await runTask(engine, task)).wallMs;
  const recorded = () => runTask(engine, task, { events: EVENTS });
  for (let i = 0; i < warmUps; i++) {
    await recorded();
    await plainMs();
  }
  const rounds: { readonly run: Run; readonly ratio: number; readonly addedMs: number }[] = [];
  for (let pair = 0; pair < pairs; pair++) {
    const before = pair % 2 === 0 ? await plainMs() : null;
    const run = await recorded();
    const withoutMs = before ?? (await plainMs());
    rounds.push({ run, ratio: run.wallMs / withoutMs, addedMs: run.wallMs - withoutMs });
  }
  const median = rounds.toSorted((one, other) => one.run.wallMs - other.run.wallMs)[Math.floor((pairs - 1) / 2)];
  if (median === undefined) throw new RangeError(`expected 1 pair of runs or more, found ${pairs}`);
  const trace = traceFrom(engine, median.run);
  const events = trace.tracks.reduce((sum, track) => sum + track.events.length, 0);
  return {
    trace,
    cost: rangeOf(rounds.map(({ ratio }) => ratio)),
    eventNs: medianOf(rounds.map(({ addedMs }) => (addedMs * 1e6) / events)),
  };
}

/**
 * The trace of a recorded run.
 *
 * @throws Error when the run was not recorded
 */
export function traceFrom(engine: Engine, { recording }: Run): Trace {
  if (recording === null)
    throw new Error(`expected a recorded run of ${labelOf(engine)}, found one that was not recorded`);
  return traceOf(labelOf(engine), recording);
}
