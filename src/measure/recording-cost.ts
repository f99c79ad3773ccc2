/** Recording, and what it costs: the same runs with a recorder and without. */
import { bake, type Run } from '../cake/bake.ts';
import type { Graph } from '../cake/graph.ts';
import { EVENTS, traceFrom } from '../cake/record.ts';
import type { Engine } from '../engine/engine.ts';
import type { Line } from '../line/line.ts';
import type { Trace } from '../trace/trace.ts';
import { medianOf, type Spread, spreadOf } from './statistics.ts';

export interface Recorded {
  /** Of the recorded run whose time was the median. */
  readonly trace: Trace;
  /** Time of a recorded run by that of one that is not, in each pair. */
  readonly cost: Spread;
  /** What an event cost in the median of the pairs, in nanoseconds. */
  readonly eventNs: number;
}

/**
 * Records a line after warming it up, A B B A with runs that are not recorded.
 *
 * @param pairs 1 or more
 * @param warmUps untimed runs before, 0 or more
 */
export async function recordedRun(
  engine: Engine,
  graph: Graph,
  line: Line,
  pairs: number,
  warmUps = 1,
): Promise<Recorded> {
  const plainMs = async (): Promise<number> => (await bake(engine, graph, line)).wallMs;
  const recorded = () => bake(engine, graph, line, { events: EVENTS });
  for (let i = 0; i < warmUps; i++) await recorded();
  const rounds: { readonly run: Run; readonly ratio: number; readonly moreMs: number }[] = [];
  for (let pair = 0; pair < pairs; pair++) {
    const before = pair % 2 === 0 ? await plainMs() : null;
    const run = await recorded();
    const withoutMs = before ?? (await plainMs());
    rounds.push({ run, ratio: run.wallMs / withoutMs, moreMs: run.wallMs - withoutMs });
  }
  const median = rounds.toSorted((one, other) => one.run.wallMs - other.run.wallMs)[Math.floor((pairs - 1) / 2)];
  if (median === undefined) throw new RangeError(`expected 1 pair of runs or more, found ${pairs}`);
  const trace = traceFrom(engine, line, median.run);
  const events = trace.tracks.reduce((sum, track) => sum + track.events.length, 0);
  return {
    trace,
    cost: spreadOf(rounds.map(({ ratio }) => ratio)),
    eventNs: medianOf(rounds.map(({ moreMs }) => (moreMs * 1e6) / events)),
  };
}
