/** What it costs to run a line on several threads, beyond the work of its stations. */
import type { Engine } from '../engine/engine.ts';
import type { Line } from '../line/line.ts';
import type { CapacityMeter } from './machine/capacity.ts';

export interface PassingCost {
  /** To send an item to another thread, beyond a call: both ends together, in microseconds, 0 or more. */
  readonly crossingUs: number;
  /** A run without items: to start the stations, and to report. Milliseconds, 0 or more. */
  readonly emptyRunMs: number;
}

export interface CrossingCostParts {
  /** The cooperative engine. */
  readonly alone: Engine;
  /** Each station on a thread of its own, so that every item crosses. */
  readonly apart: Engine;
  readonly line: Line;
  /** How often an item goes over an edge in a run, 1 or more. */
  readonly passed: number;
  /** How many threads with this code run at once. It is measured between the runs. */
  readonly meter: CapacityMeter;
  /** How many processors there are. */
  readonly cores: number;
  /** How often each of them runs, 1 or more. The fastest run counts: what disturbs a run makes it longer. */
  readonly runs: number;
}

/**
 * Runs the same line on one thread and with a thread per station, and divides what the processors have worked more by the items
 * that crossed. Threads that share a core, or a cache, work longer for the same: that is no cost of crossing, so it is left out.
 *
 * @returns both ends together, in microseconds, 0 or more
 */
export async function crossingCostUs(parts: CrossingCostParts): Promise<number> {
  const { alone, apart, line, passed, meter, cores, runs } = parts;
  const aloneMs: number[] = [];
  const apartMs: number[] = [];
  for (let i = 0; i < runs; i++) {
    aloneMs.push((await alone.run(line)).cpuMs);
    apartMs.push((await apart.run(line)).cpuMs);
    await meter.sample();
  }
  const speed = Math.min(1, meter.capacity() / cores);
  return Math.max(0, (1000 * (Math.min(...apartMs) * speed - Math.min(...aloneMs))) / passed);
}

/** @param handful a line with next to no items */
export async function emptyRunMs(engine: Engine, handful: Line, runs: number): Promise<number> {
  const wallMs: number[] = [];
  for (let i = 0; i < runs; i++) wallMs.push((await engine.run(handful)).wallMs);
  return Math.min(...wallMs);
}
