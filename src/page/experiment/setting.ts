/** The setting of an experiment: what the sliders say, and the line that follows from it. */
import { lineOf } from '../../cake/cake-line.ts';
import { chocolateCake } from '../../cake/recipe/chocolate-cake.ts';
import { type Graph, graphOf } from '../../cake/recipe/graph.ts';
import { underWorkload } from '../../cake/recipe/workload.ts';
import type { EngineRow, ThreadsChannel } from '../../engine/engine-table.ts';
import { type Line, withCapacity } from '../../line/line.ts';

/** How the line runs. */
export const WAYS = ['one-thread', 'timers', 'a-thread-each', 'pool'] as const;
export type WayName = (typeof WAYS)[number];

export interface Setting {
  /** What the stations do with each piece: they work, or they rest. */
  readonly does: 'work' | 'rest';
  /** Work for each piece, by station in the order of the recipe: microseconds, 0 or more. */
  readonly workUs: readonly number[];
  /** Rest for each piece, in milliseconds, 0 or more. */
  readonly restMs: readonly number[];
  /** Of every belt, in items: 1 or more. */
  readonly capacity: number;
  /** 1 or more. */
  readonly cakes: number;
  readonly way: WayName;
}

/** The recipe as it is. */
export const FIRST_SETTING: Setting = {
  does: 'work',
  workUs: chocolateCake.stations.map(({ workUs = 0 }) => workUs),
  restMs: chocolateCake.stations.map(({ restMs = 0 }) => restMs),
  capacity: 16,
  cakes: 40,
  way: 'a-thread-each',
};

/** Parts per core, as in a race: one delayed thread of the pool does not delay all the others. */
export const PARTS_PER_CORE = 4;

/**
 * @param iterationsPerUs the speed of the kernel
 * @param cores how many threads a pool has
 */
export function lineFor(
  { does, workUs, restMs, capacity, cakes }: Setting,
  iterationsPerUs: number,
  cores: number,
): { readonly graph: Graph; readonly line: Line } {
  const stations = chocolateCake.stations.map((station, i) => ({
    ...station,
    workUs: workUs[i] ?? 0,
    restMs: restMs[i] ?? 0,
  }));
  const recipe = underWorkload({ ...chocolateCake, stations }, does === 'work' ? 'cpu-bound' : 'wait-bound');
  const graph = graphOf(recipe, chocolateCake.name);
  const line = lineOf(graph, { cakes, seed: 1, delivery: 'order' }, { iterationsPerUs, parts: PARTS_PER_CORE * cores });
  return { graph, line: withCapacity(line, () => capacity) };
}

/** @param channel what carries the items from worker to worker */
export function rowFor(way: WayName, channel: ThreadsChannel): EngineRow {
  switch (way) {
    case 'one-thread':
      return { name: 'cooperative', channel: 'none', packed: null };
    case 'timers':
      return { name: 'event-loop', channel: 'mailbox', packed: null };
    case 'a-thread-each':
      return { name: 'threads', channel, packed: null };
    case 'pool':
      return { name: 'pool', channel: 'none', packed: null };
  }
}
