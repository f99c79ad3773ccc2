/** The recordings: the same few cakes under every engine, once for each workload. */
import { bakers } from '../engine/bakers.ts';
import { cooperative } from '../engine/cooperative.ts';
import { type Engine, labelOf, THREADS_CHANNELS } from '../engine/engine.ts';
import { eventLoop } from '../engine/event-loop.ts';
import { record } from '../engine/record.ts';
import { threads } from '../engine/threads.ts';
import { calibrate } from '../measure/calibrate.ts';
import { nodeClock as clock } from '../measure/clock.ts';
import { loadsUs } from '../measure/limit.ts';
import { coresOf } from '../measure/machine.ts';
import { itemsPerCake } from '../measure/warm-up.ts';
import { type Graph, graphOf } from '../recipe/graph.ts';
import type { Recipe } from '../recipe/recipe.ts';
import { underWorkload, WORKLOADS } from '../recipe/workload.ts';
import { lineOf } from '../station/factory-line.ts';
import type { Recording } from './document.ts';
import type { ReportPlan } from './plan.ts';

/** Few enough that each can be seen. */
const MOST_CAKES = 16;
/** No more items than can be told apart, and no longer than people wait. */
const MOST_ITEMS = 4000;
const MOST_MS = 250;

const ENGINES = 3 + THREADS_CHANNELS.length;
export const RECORDING_STEPS = WORKLOADS.length * ENGINES;

/** @param step told before each recording */
export async function recordings(
  recipe: Recipe,
  source: string,
  seed: number,
  { warmUps, runs }: ReportPlan['recording'],
  step: (what: string) => void,
): Promise<Recording[]> {
  const engines: readonly Engine[] = [
    cooperative({ clock }),
    eventLoop({ clock }),
    ...THREADS_CHANNELS.map((channel) => threads({ clock, channel })),
    bakers({ clock, threads: coresOf() }),
  ];
  try {
    const iterationsPerUs = calibrate(clock);
    const recorded: Recording[] = [];
    for (const workload of WORKLOADS) {
      const graph = graphOf(underWorkload(recipe, workload), source);
      const cakes = cakesFor(graph);
      const line = lineOf(graph, { cakes, seed, delivery: 'order' }, { iterationsPerUs, parts: coresOf() });
      const traces = [];
      for (const engine of engines) {
        step(`recording ${workload}, ${labelOf(engine)}`);
        for (let i = 0; i < warmUps; i++) await engine.run(line);
        const made = [];
        for (let i = 0; i < runs; i++) made.push(await record(engine, graph, line));
        // A single one may have met a neighbour.
        made.sort((one, other) => one.run.wallMs - other.run.wallMs);
        const median = made[(runs - 1) / 2];
        if (median !== undefined) traces.push(median.trace);
      }
      recorded.push({ workload, cakes, traces });
    }
    return recorded;
  } finally {
    for (const engine of engines) await engine.close();
  }
}

function cakesFor(graph: Graph): number {
  const perCakeMs = loadsUs(graph).reduce((sum, load) => sum + load, 0) / 1000;
  const cakes = Math.min(MOST_CAKES, MOST_ITEMS / itemsPerCake(graph), MOST_MS / perCakeMs);
  return Math.max(1, Math.floor(cakes));
}
