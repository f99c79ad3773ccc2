/** The warm-up: it starts the threads of every engine, and runs lines until the code is compiled. */
import type { Engine } from '../engine/engine.ts';
import { labelOf } from '../engine/engine-table.ts';
import { type Line, withCapacity } from '../line/line.ts';
import type { Racer } from './race.ts';

/** The capacity of channels that are full or empty most of the time, in items. */
const NARROW_CAPACITY = 16;

/** The lines of a warm-up. They differ, so that in little time every thread runs all the code that a race may run. */
export interface WarmUpLines {
  /** A line of a few products. The start-up of an engine is measured with it. */
  readonly handful: Line;
  /** A line that is run with narrow channels. So every station waits before the compiler has optimised its loop. */
  readonly waiting: Line;
  /** Lines of many items: without work, and with a little work for each item. */
  readonly plenty: readonly Line[];
}

/** An engine that is warm, and what its first run needed. */
export interface WarmRacer extends Racer {
  readonly threads: number;
  /** By how much the memory of the process has grown, in megabytes for each thread: 0 or more. */
  readonly threadMb: number;
}

/**
 * Starts every engine, measures how long that takes, and warms the engine up. Without a warm-up, threads reach full speed
 * only after ten runs of a third of a second. Engines whose stations share threads are started only: see `warmUpPlaced`.
 *
 * @param times how often each line of `plenty` is run, 0 or more
 * @param step called before each engine's turn
 * @param memoryMb how much memory this process has, in megabytes [not measured]
 */
export async function warmUp(
  engines: readonly Engine[],
  { handful, waiting, plenty }: WarmUpLines,
  times: number,
  step: (what: string) => void,
  memoryMb: () => number = () => 0,
): Promise<WarmRacer[]> {
  const narrow = narrowed(waiting);
  const racers: WarmRacer[] = [];
  for (const engine of engines) {
    step(`starting ${labelOf(engine)}`);
    const beforeMb = memoryMb();
    const { startupMs, threads } = await engine.run(handful);
    const threadMb = Math.max(0, memoryMb() - beforeMb) / threads;
    // Which stations share a thread is planned later, and what the compiler makes of the code depends on it.
    const lines = engine.packed === null ? Array.from({ length: times }, () => plenty).flat() : [];
    for (const line of lines.length > 0 ? [narrow, ...lines] : []) await engine.run(line);
    racers.push({ engine, startupMs, threads, threadMb });
  }
  return racers;
}

/** Runs the lines with the stations placed as they will be in the race. */
export async function warmUpPlaced(
  engine: Engine,
  { waiting, plenty }: WarmUpLines,
  times: number,
  place: (line: Line) => void,
): Promise<void> {
  const lines = [narrowed(waiting), ...plenty];
  for (const line of lines) place(line);
  for (let i = 0; i < times; i++) for (const line of lines) await engine.run(line);
}

/** The same line with channels that are full or empty most of the time. */
function narrowed(line: Line): Line {
  return withCapacity(line, ({ capacity }) => Math.min(capacity, NARROW_CAPACITY));
}
