/** Recording: one run of a line that was made from a recipe, and its trace. */

import { type Engine, labelOf } from '../engine/engine.ts';
import type { Line } from '../line/line.ts';
import { traceOf } from '../trace/recorder.ts';
import type { Trace } from '../trace/trace.ts';
import { bake, type Run } from './bake.ts';
import type { Graph } from './graph.ts';

/** As many events of each station as take 700 kB: some thousand cakes. */
export const EVENTS = 2 ** 16;

/**
 * Bakes and records. A recorded run is never one whose time is quoted: to record costs time.
 *
 * @param events the most of each station
 * @throws BooksError when the books do not balance
 * @throws StationFailure when a station fails
 */
export async function record(
  engine: Engine,
  graph: Graph,
  line: Line,
  events = EVENTS,
): Promise<{ readonly run: Run; readonly trace: Trace }> {
  const run = await bake(engine, graph, line, { events });
  return { run, trace: traceFrom(engine, line, run) };
}

/** @throws Error when the run was not recorded */
export function traceFrom(engine: Engine, line: Line, { recording }: Run): Trace {
  if (recording === null) throw new Error(`expected a recorded run of ${labelOf(engine)}, found one that is not`);
  return traceOf(labelOf(engine), line.alphabet, recording);
}
