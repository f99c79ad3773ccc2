/** The recordings of a report: a few cakes under every engine, so few that each one can be seen. */
import type { Graph } from '../cake/recipe/graph.ts';
import { itemsPerCake, serviceTimesUs } from '../cake/recipe/graph.ts';
import { stepsOf, type TraceAllOptions, traceAll } from '../contrast/trace-all.ts';
import { ENGINE_NAMES, THREADS_CHANNELS } from '../engine/engine-table.ts';
import { WORKLOADS } from '../measure/workload.ts';
import type { RecordedWorkload } from '../page/recording/recorded.ts';
import { nodePlatform as platform } from '../platform/node/platform.ts';
import type { ReportPlan } from './plan.ts';

const MOST_CAKES = 16;
/** More items cannot be distinguished on a screen, and a longer run takes too long to record. */
const MOST_RECORDED_ITEMS = 4000;
const MOST_MS = 250;

/** How often `recordForReport` calls `step`. */
export const RECORDING_STEPS = stepsOf({ workloads: WORKLOADS, engines: ENGINE_NAMES, channels: THREADS_CHANNELS });

/** What is baked, and on how many threads at most stations share; null for as many as there are cores. */
export type RecordedChoice = Pick<TraceAllOptions, 'recipe' | 'source' | 'seed'> & { readonly threads: number | null };

/** @param step called before each engine is recorded */
export async function recordForReport(
  chosen: RecordedChoice,
  plan: ReportPlan['recording'],
  step: (what: string) => void,
): Promise<RecordedWorkload[]> {
  const found = await traceAll(
    {
      ...chosen,
      workloads: WORKLOADS,
      engines: ENGINE_NAMES,
      channels: THREADS_CHANNELS,
      delivery: 'order',
      cakes: cakesFor,
      platform,
      ...plan,
    },
    step,
  );
  return found.map(({ workload, cakes, recorded }) => ({
    workload,
    cakes,
    beginningNs: null,
    recorded: recorded.map(({ trace, cost }) => ({ trace, cost })),
  }));
}

function cakesFor(graph: Graph): number {
  const perCakeMs = serviceTimesUs(graph).reduce((sum, load) => sum + load, 0) / 1000;
  const cakes = Math.floor(Math.min(MOST_CAKES, MOST_RECORDED_ITEMS / itemsPerCake(graph), MOST_MS / perCakeMs));
  // Whole lots, if they fit.
  return Math.max(1, cakes < graph.lot ? cakes : cakes - (cakes % graph.lot));
}
