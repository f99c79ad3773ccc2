/** Warming up: from nothing to engines whose threads have started and whose code is compiled. */
import type { Engine } from '../engine/engine.ts';
import { labelOf } from '../engine/engine-table.ts';
import type { Line } from '../line/line.ts';
import type { Racer } from './race.ts';

/** Channels so narrow that they are full or empty all the time. */
const NARROW_CAPACITY = 16;

/** The lines of a warm-up: so different that each thread meets in little time whatever a race can bring. */
export interface WarmUpLines {
  /** A handful of products: the time from nothing to ready is taken from its run. */
  readonly handful: Line;
  /** Its channels are made so narrow that every station has to wait, before the compiler has made up its mind. */
  readonly waiting: Line;
  /** Items alone, and items with a crumb of work each. */
  readonly plenty: readonly Line[];
}

/**
 * Starts every engine, notes how long it took, and warms it up. Without this, threads need ten runs of a third of a second
 * until they are at full speed.
 *
 * @param times how often each of the `plenty` is run, 0 or more
 * @param step called before each engine's turn
 */
export async function warmUp(
  engines: readonly Engine[],
  { handful, waiting, plenty }: WarmUpLines,
  times: number,
  step: (what: string) => void,
): Promise<Racer[]> {
  const narrow = narrowed(waiting);
  const racers: Racer[] = [];
  for (const engine of engines) {
    step(`starting ${labelOf(engine)}`);
    const { startupMs } = await engine.run(handful);
    await engine.run(narrow);
    for (let i = 0; i < times; i++) for (const line of plenty) await engine.run(line);
    racers.push({ engine, startupMs });
  }
  return racers;
}

function narrowed(line: Line): Line {
  return {
    ...line,
    edges: line.edges.map((edge) => ({ ...edge, capacity: NARROW_CAPACITY })),
    parts: line.parts.map(narrowed),
  };
}
