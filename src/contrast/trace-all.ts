/** Recordings: every workload under every engine once more, with a recorder, for those who want to look closely. */

import { taskOf } from '../cake/bake.ts';
import { lineOf } from '../cake/cake-line.ts';
import { type Graph, graphOf } from '../cake/graph.ts';
import { underWorkload } from '../cake/workload.ts';
import { cooperative } from '../engine/cooperative.ts';
import { type Clock, type Engine, type EngineName, labelOf, type ThreadsChannel } from '../engine/engine.ts';
import { eventLoop } from '../engine/event-loop.ts';
import { pool } from '../engine/pool.ts';
import { threads } from '../engine/threads.ts';
import { calibrate } from '../measure/calibrate.ts';
import { type Recorded, recordedRun } from '../measure/recording-cost.ts';
import type { Workload } from '../measure/workload.ts';
import { coresOf } from '../platform/node/machine.ts';
import type { ContrastOptions } from './contrast.ts';

export interface RecordingsOptions
  extends Pick<
    ContrastOptions,
    'recipe' | 'source' | 'workloads' | 'engines' | 'channels' | 'seed' | 'delivery' | 'clock'
  > {
  /** How many cakes of a recipe under a workload are baked. */
  readonly cakes: (graph: Graph) => number;
  /** Recorded runs of each, of which the median is kept, beside as many that are not recorded. */
  readonly pairs?: number;
  /** Untimed runs before. */
  readonly warmUps?: number;
}

export interface WorkloadRecording {
  readonly workload: Workload;
  readonly cakes: number;
  readonly recorded: readonly Recorded[];
}

const PAIRS = 3;
const WARM_UPS = 1;

/** The engines that were chosen, in the project's order. */
export function enginesOf(names: readonly EngineName[], channels: readonly ThreadsChannel[], clock: Clock): Engine[] {
  return [
    cooperative({ clock }),
    eventLoop({ clock }),
    ...channels.map((channel) => threads({ clock, channel })),
    pool({ clock, threads: coresOf() }),
  ].filter(({ name }) => names.includes(name));
}

/** How many steps there will be; one fewer for each workload where the bakers sit out. */
export function runsOf({
  workloads,
  engines,
  channels,
}: Pick<RecordingsOptions, 'workloads' | 'engines' | 'channels'>) {
  const others = engines.filter((name) => name !== 'cooperative' && name !== 'threads').length;
  return workloads.length * (1 + others + (engines.includes('threads') ? channels.length : 0));
}

/** @param step called before each engine's turn */
export async function recordings(
  options: RecordingsOptions,
  step: (what: string) => void,
): Promise<WorkloadRecording[]> {
  const { clock, cakes, seed, delivery, pairs = PAIRS, warmUps = WARM_UPS } = options;
  const engines = enginesOf(['cooperative', ...options.engines], options.channels, clock);
  const found: WorkloadRecording[] = [];
  try {
    const iterationsPerUs = calibrate(clock);
    for (const workload of options.workloads) {
      const graph = graphOf(underWorkload(options.recipe, workload), options.source);
      const count = cakes(graph);
      const line = lineOf(graph, { cakes: count, seed, delivery }, { iterationsPerUs, parts: coresOf() });
      const recorded: Recorded[] = [];
      for (const engine of engines) {
        if (engine.name === 'pool' && line.parts.length === 0) continue;
        step(`recording ${workload}, ${labelOf(engine)}`);
        recorded.push(await recordedRun(engine, taskOf(graph, line), pairs, warmUps));
      }
      found.push({ workload, cakes: count, recorded });
    }
    return found;
  } finally {
    for (const engine of engines) await engine.close();
  }
}
