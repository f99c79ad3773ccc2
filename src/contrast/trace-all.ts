/** Records every workload under every engine. */
import { taskOf } from '../cake/bake.ts';
import { lineOf } from '../cake/cake-line.ts';
import { placedByWork } from '../cake/placed-by-work.ts';
import { type Graph, graphOf } from '../cake/recipe/graph.ts';
import { underWorkload } from '../cake/recipe/workload.ts';
import { createEngine } from '../engine/create-engine.ts';
import { BASELINE, engineRows, labelOf, runsParts } from '../engine/engine-table.ts';
import { Placements } from '../engine/placement/placements.ts';
import { calibrate } from '../measure/machine/calibrate.ts';
import { type Recorded, recordedRun } from '../measure/recording-cost.ts';
import type { Workload } from '../measure/workload.ts';
import { type ContrastOptions, sharedThreads } from './contrast.ts';

export interface TraceAllOptions
  extends Pick<
    ContrastOptions,
    'recipe' | 'source' | 'workloads' | 'engines' | 'channels' | 'threads' | 'seed' | 'delivery' | 'platform'
  > {
  /** The number of cakes for a recipe under a workload. */
  readonly cakes: (graph: Graph) => number;
  /** Pairs of runs of each engine, with and without recording [3]. The recorded run with the median time is kept. */
  readonly pairs?: number;
  /** Pairs of untimed runs before them [1]. */
  readonly warmUps?: number;
}

export interface WorkloadRecording {
  readonly workload: Workload;
  readonly cakes: number;
  readonly recorded: readonly Recorded[];
}

const PAIRS = 3;
const WARM_UPS = 1;

/** The number of steps; one fewer for each workload in which the pool does not take part. */
export function stepsOf({
  workloads,
  engines,
  channels,
  threads = null,
}: Pick<TraceAllOptions, 'workloads' | 'engines' | 'channels' | 'threads'>) {
  return workloads.length * engineRows([BASELINE, ...engines], channels, threads === 0 ? null : 1).length;
}

/** @param step called before the runs of each engine */
export async function traceAll(options: TraceAllOptions, step: (what: string) => void): Promise<WorkloadRecording[]> {
  const { platform, cakes, seed, delivery, pairs = PAIRS, warmUps = WARM_UPS } = options;
  const placements = new Placements(sharedThreads(options));
  const rows = engineRows([BASELINE, ...options.engines], options.channels, placements.threads || null);
  const engines = rows.map((row) => createEngine(row, platform, { placements }));
  const found: WorkloadRecording[] = [];
  try {
    const iterationsPerUs = calibrate(platform.clock);
    for (const workload of options.workloads) {
      const graph = graphOf(underWorkload(options.recipe, workload), options.source);
      const count = cakes(graph);
      const line = lineOf(graph, { cakes: count, seed, delivery }, { iterationsPerUs, parts: platform.cores() });
      if (placements.threads > 0) placements.place(line, placedByWork(line, graph, placements.threads));
      const recorded: Recorded[] = [];
      for (const engine of engines) {
        if (runsParts(engine.name) && line.parts.length === 0) continue;
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
