/** The sides of the three pairs: an engine, and the line written by hand. Each is measured in a process of its own. */
import { bake } from '../../cake/bake.ts';
import { lineOf } from '../../cake/cake-line.ts';
import { chocolateCake } from '../../cake/recipe/chocolate-cake.ts';
import { graphOf } from '../../cake/recipe/graph.ts';
import { deliveriesOf } from '../../cake/recipe/order.ts';
import { underWorkload } from '../../cake/recipe/workload.ts';
import { batchFor } from '../../channel/channel.ts';
import { cooperative } from '../../engine/cooperative.ts';
import type { Engine } from '../../engine/engine.ts';
import type { ThreadsChannel } from '../../engine/engine-table.ts';
import { threads } from '../../engine/threads.ts';
import { medianOf } from '../../measure/statistics/samples.ts';
import { nodeClock as clock } from '../../platform/node/clock.ts';
import { nodePlatform as platform } from '../../platform/node/platform.ts';
import { openBareLine } from './bare-line.ts';
import { bakeByHand } from './hand-line.ts';

export type SideName = 'cooperative' | 'by hand' | `threads (${ThreadsChannel})` | `bare ${ThreadsChannel}s`;

/** How one process measures. */
export interface SidePlan {
  readonly cakes: number;
  /** How many runs warm up, 0 or more. */
  readonly warmUps: number;
  /** How many runs are measured, 1 or more. */
  readonly runs: number;
}

/** The medians of the runs of one process, in nanoseconds per ingredient that is delivered. */
export interface SideCost {
  readonly wallNs: number;
  /** Of all threads of the process together. */
  readonly cpuNs: number;
}

/** One run. */
export interface Baked {
  readonly cakes: number;
  readonly wallMs: number;
  readonly cpuMs: number;
}

interface Side {
  readonly run: () => Promise<Baked>;
  readonly close: () => Promise<void>;
}

const RECIPE = underWorkload(chocolateCake, 'message-bound');
const GRAPH = graphOf(RECIPE, chocolateCake.name);

/**
 * @param worker path of the compiled `workers/bench.ts`
 * @throws Error when a run makes another number of cakes than were ordered
 */
export async function measureSide(name: SideName, worker: string, plan: SidePlan): Promise<SideCost> {
  const deliveries = deliveriesOf(GRAPH, orderOf(plan));
  const side = sideOf(name, worker, plan, deliveries);
  try {
    const runs: Baked[] = [];
    for (let i = -plan.warmUps; i < plan.runs; i++) {
      const run = await side.run();
      if (run.cakes !== plan.cakes) throw new Error(`${name}: expected ${plan.cakes} cakes, found ${run.cakes}`);
      if (i >= 0) runs.push(run);
    }
    const perIngredient = (ms: readonly number[]): number => (medianOf(ms) * 1e6) / deliveries.length;
    return {
      wallNs: perIngredient(runs.map(({ wallMs }) => wallMs)),
      cpuNs: perIngredient(runs.map(({ cpuMs }) => cpuMs)),
    };
  } finally {
    await side.close();
  }
}

function orderOf({ cakes }: SidePlan) {
  return { cakes, seed: 1, delivery: 'order' } as const;
}

function sideOf(name: SideName, worker: string, plan: SidePlan, deliveries: Uint8Array): Side {
  switch (name) {
    case 'cooperative':
      return byEngine(cooperative({ platform }), plan);
    case 'threads (ring)':
      return byEngine(threads({ platform, channel: 'ring' }), plan);
    case 'threads (port)':
      return byEngine(threads({ platform, channel: 'port' }), plan);
    case 'by hand':
      return { run: async () => byHand(deliveries), close: async () => {} };
    case 'bare rings':
      return bare('ring', worker, plan, deliveries);
    case 'bare ports':
      return bare('port', worker, plan, deliveries);
  }
}

function lineFor(plan: SidePlan) {
  return lineOf(GRAPH, orderOf(plan), { iterationsPerUs: 0, parts: 0 });
}

function byEngine(engine: Engine, plan: SidePlan): Side {
  const line = lineFor(plan);
  return {
    async run() {
      const { products, wallMs, cpuMs } = await bake(engine, GRAPH, line);
      return { cakes: products, wallMs, cpuMs };
    },
    close: () => engine.close(),
  };
}

function byHand(deliveries: Uint8Array): Baked {
  const [beganMs, beganCpuMs] = [clock.nowMs(), clock.cpuMs()];
  const cakes = bakeByHand(deliveries);
  return { cakes, wallMs: clock.nowMs() - beganMs, cpuMs: clock.cpuMs() - beganCpuMs };
}

/** Its channels have the capacity of the engine's: without work, all have the same. */
function bare(channel: ThreadsChannel, worker: string, plan: SidePlan, deliveries: Uint8Array): Side {
  const capacity = Math.max(...lineFor({ ...plan, cakes: 1 }).edges.map((edge) => edge.capacity));
  const line = openBareLine(channel, worker, capacity, batchFor(capacity));
  return { run: () => line.run(deliveries), close: () => line.close() };
}
