/** What it costs to record: the same runs with a recorder and without. */
import { bake } from '../engine/bake.ts';
import type { Engine } from '../engine/engine.ts';
import { record } from '../engine/record.ts';
import type { Graph } from '../recipe/graph.ts';
import type { Line } from '../station/line.ts';
import type { Trace } from '../trace/trace.ts';
import { type Spread, spreadOf } from './statistics.ts';

export interface Recorded {
  /** Of the recorded run whose time was the median. */
  readonly trace: Trace;
  /** Time of a recorded run by that of one that is not, in each pair. */
  readonly cost: Spread;
}

/**
 * Records a line after warming it up, A B B A with runs that are not recorded.
 *
 * @param pairs 1 or more
 */
export async function recordedRun(engine: Engine, graph: Graph, line: Line, pairs: number): Promise<Recorded> {
  const runs: { readonly trace: Trace; readonly wallMs: number; readonly ratio: number }[] = [];
  const plainMs = async (): Promise<number> => (await bake(engine, graph, line)).wallMs;
  const recordedOnce = async () => {
    const { run, trace } = await record(engine, graph, line);
    return { trace, wallMs: run.wallMs };
  };
  await plainMs();
  await recordedOnce();
  for (let pair = 0; pair < pairs; pair++) {
    const before = pair % 2 === 0 ? await plainMs() : null;
    const { trace, wallMs } = await recordedOnce();
    const ratio = wallMs / (before ?? (await plainMs()));
    runs.push({ trace, wallMs, ratio });
  }
  const median = runs.toSorted((one, other) => one.wallMs - other.wallMs)[Math.floor((pairs - 1) / 2)];
  if (median === undefined) throw new RangeError(`expected 1 pair of runs or more, found ${pairs}`);
  return { trace: median.trace, cost: spreadOf(runs.map(({ ratio }) => ratio)) };
}
