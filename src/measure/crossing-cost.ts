/** What it costs to send an item to another thread, beyond a call. */
import type { Engine } from '../engine/engine.ts';
import type { Line } from '../line/line.ts';
import { medianOf } from './statistics/samples.ts';

export interface CrossingCost {
  /** The cooperative engine. */
  readonly alone: Engine;
  /** Each station on a thread of its own, so that every item crosses. */
  readonly apart: Engine;
  readonly line: Line;
  /** How often an item goes over an edge in a run, 1 or more. */
  readonly passed: number;
  /** The share of the processors' speed that this code gets on all of them at once, above 0 and up to 1. */
  readonly speed: number;
  /** How often each of the two runs, 1 or more. The middle pair counts: a single one may be disturbed. */
  readonly runs: number;
}

/**
 * Runs the same line on one thread and with a thread per station, and divides what the processors have worked more by the items
 * that crossed. Threads that share a core, or a cache, work longer for the same: that is no cost of crossing, so it is left out.
 *
 * @returns both ends together, in microseconds, 0 or more
 */
export async function crossingCostUs({ alone, apart, line, passed, speed, runs }: CrossingCost): Promise<number> {
  const extraMs: number[] = [];
  for (let i = 0; i < runs; i++) {
    const aloneMs = (await alone.run(line)).cpuMs;
    const apartMs = (await apart.run(line)).cpuMs;
    extraMs.push(apartMs * speed - aloneMs);
  }
  return Math.max(0, (1000 * medianOf(extraMs)) / passed);
}
