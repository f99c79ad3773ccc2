/** The recordings of a report: a few cakes under every engine, so few that each one can be seen. */
import { deathPicture } from '../contrast/supervise/death-picture.ts';
import { stepsOf, type TraceAllOptions, traceAll } from '../contrast/trace-all.ts';
import { ENGINE_NAMES, THREADS_CHANNELS } from '../engine/engine-table.ts';
import { WORKLOADS } from '../measure/workload.ts';
import type { RecordedWorkload } from '../page/recording/recorded.ts';
import { recordedCakes } from '../page/recording/recorded-cakes.ts';
import { nodePlatform as platform } from '../platform/node/platform.ts';
import type { RecordedDeath } from './document.ts';
import type { ReportPlan } from './plan.ts';

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
      cakes: recordedCakes,
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

/** A thread that dies. Null where there is nothing to draw: no station works or rests, or a station has copies, which cannot be supervised. */
export async function recordDeath({
  recipe,
  source,
  seed,
}: Omit<RecordedChoice, 'threads'>): Promise<RecordedDeath | null> {
  if (recipe.stations.some(({ concurrency = 1 }) => concurrency > 1)) return null;
  const picture = await deathPicture({ recipe, source, seed, workloads: WORKLOADS, platform });
  if (picture === null) return null;
  const { workload, cakes, victim, timeScale, recorded } = picture;
  return {
    recording: { workload, cakes, beginningNs: null, recorded: recorded.map(({ trace }) => ({ trace, cost: null })) },
    victim,
    timeScale,
  };
}
