/** The picture: the same few cakes on one thread and on threads, recorded, so large that each piece of work is seen. */
import { taskOf } from '../cake/bake.ts';
import { lineOf } from '../cake/cake-line.ts';
import { type Graph, graphOf, itemsPerCake, serviceTimesUs } from '../cake/graph.ts';
import { underWorkload } from '../cake/workload.ts';
import { cooperative } from '../engine/cooperative.ts';
import { createEngine } from '../engine/create-engine.ts';
import { BASELINE, type EngineName, engineRows } from '../engine/engine-table.ts';
import type { Line } from '../line/line.ts';
import { calibrate } from '../measure/calibrate.ts';
import { type Recorded, recordedRun } from '../measure/recording-cost.ts';
import { kindOf, type Workload } from '../measure/workload.ts';
import type { ContrastOptions } from './contrast.ts';

export type PictureOptions = Pick<
  ContrastOptions,
  'recipe' | 'source' | 'workloads' | 'engines' | 'channels' | 'seed' | 'platform'
> & {
  /** How long the cooperative engine takes, roughly: whatever the recipe, the picture shows as much. */
  readonly ms: number;
  /** Pairs of runs of each engine, recorded and not, 1 or more. */
  readonly pairs: number;
};

export interface Picture {
  readonly workload: Workload;
  readonly cakes: number;
  /** How many times as long as in the recipe each piece of work and each rest is. */
  readonly stretch: number;
  readonly graph: Graph;
  /** Of the cooperative engine first, then of the one that it is compared with. */
  readonly recorded: readonly Recorded[];
  /** What it costs to note one event, where nobody does anything else. Nanoseconds. */
  readonly eventNs: number;
}

const CAKES = 3;
/** Resting first: it shows the same on any number of cores, and nobody waits for a core. */
const SHOWN: readonly Workload[] = ['wait-bound', 'cpu-bound'];
/** Whom the cooperative engine is compared with: the first that was chosen. */
const COMPARED: readonly EngineName[] = ['threads', 'event-loop'];
/** For the cost of an event: enough that a pair takes some milliseconds. */
const COST_ITEMS = 5000;
const COST_PAIRS = 7;

/** Null where there is nothing to see: no engine to compare with, or stations that neither work nor rest. */
export async function picture(options: PictureOptions): Promise<Picture | null> {
  const { platform, seed, recipe, source } = options;
  const { clock } = platform;
  const shown = SHOWN.filter((name) => options.workloads.includes(name))
    .map((workload) => ({ workload, whole: graphOf(underWorkload(recipe, workload), source) }))
    .find(({ workload, whole }) => kindOf(workload, serviceTimesUs(whole)) === workload);
  const compared = COMPARED.find((name) => options.engines.includes(name));
  if (shown === undefined || compared === undefined) return null;
  const { workload, whole } = shown;
  const rows = engineRows([BASELINE, compared], options.channels.slice(0, 1));
  const engines = rows.map((row) => createEngine(row, platform));
  try {
    const stretch = options.ms / ((CAKES * serviceTimesUs(whole).reduce((sum, load) => sum + load, 0)) / 1000);
    const graph = stretched(whole, stretch);
    const order = { cakes: CAKES, seed, delivery: 'order' } as const;
    const line = narrowed(
      lineOf(graph, order, { iterationsPerUs: workload === 'cpu-bound' ? calibrate(clock) : 0, parts: 0 }),
      graph,
    );
    const recorded: Recorded[] = [];
    for (const engine of engines) recorded.push(await recordedRun(engine, taskOf(graph, line), options.pairs));
    const bare = graphOf(underWorkload(recipe, 'message-bound'), source);
    const many = { cakes: Math.ceil(COST_ITEMS / itemsPerCake(bare)), seed, delivery: 'order' } as const;
    const passing = lineOf(bare, many, { iterationsPerUs: 0, parts: 0 });
    const { eventNs } = await recordedRun(cooperative({ platform }), taskOf(bare, passing), COST_PAIRS, 3);
    return { workload, cakes: CAKES, stretch, graph, recorded, eventNs };
  } finally {
    for (const engine of engines) await engine.close();
  }
}

function stretched(graph: Graph, times: number): Graph {
  const stations = graph.stations.map((station) => ({
    ...station,
    workUs: station.workUs * times,
    restMs: station.restMs * times,
  }));
  return { ...graph, stations };
}

/** Each channel holds what one cake takes: with few cakes in channels of the usual width nobody would ever wait for room. */
function narrowed(line: Line, graph: Graph): Line {
  const perCake = (items: readonly number[]): number =>
    items.reduce((sum, item) => sum + (graph.perProduct[item] ?? 0), 0);
  return { ...line, edges: line.edges.map((edge) => ({ ...edge, capacity: Math.max(1, perCake(edge.items)) })) };
}
