/** The contrast: every workload raced under every engine. */
import { taskOf } from '../cake/bake.ts';
import { lineOf } from '../cake/cake-line.ts';
import { cakeUs, checkDuration } from '../cake/duration.ts';
import { type Graph, graphOf, serviceTimesUs } from '../cake/graph.ts';
import { checkOrder, type Delivery, ingredientsOf, type Order } from '../cake/order.ts';
import type { Recipe } from '../cake/recipe.ts';
import { warmUpLines } from '../cake/warm-up-lines.ts';
import { underWorkload } from '../cake/workload.ts';
import { createEngine } from '../engine/create-engine.ts';
import { BASELINE, type EngineName, engineRows, type ThreadsChannel } from '../engine/engine-table.ts';
import { pool } from '../engine/pool.ts';
import { calibrate } from '../measure/calibrate.ts';
import { capacityMeter } from '../measure/capacity.ts';
import { type RaceResult, race, WARM_UPS } from '../measure/race.ts';
import { warmUp } from '../measure/warm-up.ts';
import { kindOf, type Workload } from '../measure/workload.ts';
import { listenForNoise, type Machine, machineWith, type Noise } from '../platform/node/machine.ts';
import type { ThreadingPlatform } from '../platform/platform.ts';

export interface ContrastOptions {
  readonly recipe: Recipe;
  /** What to call the recipe in an error. */
  readonly source: string;
  readonly workloads: readonly Workload[];
  /** The cooperative engine is always among those raced: it is what the others are compared with. */
  readonly engines: readonly EngineName[];
  /** The threads engine is raced once over each. */
  readonly channels: readonly ThreadsChannel[];
  readonly cakes: Cakes;
  readonly seed: number;
  readonly delivery: Delivery;
  /** Timed runs of each engine, 1 or more. */
  readonly samples: number;
  /** How thoroughly each engine is warmed up before the first race, 0 or more. */
  readonly warmUps: number;
  readonly platform: ThreadingPlatform;
}

/** So many cakes, or as many as the cooperative engine bakes in about so many milliseconds. */
export type Cakes =
  | { readonly kind: 'count'; readonly count: number }
  | { readonly kind: 'time'; readonly ms: Readonly<Record<Workload, number>> };

export interface WorkloadResult extends RaceResult {
  readonly order: Order;
}

export interface Contrast {
  readonly machine: Machine;
  readonly workloads: readonly WorkloadResult[];
  readonly noise: Noise;
}

/** Told while it goes on. */
export interface Spectator {
  /** Before the first run: how many runs there will be. */
  planned(runs: number): void;
  machine(machine: Machine): void;
  /** Before each run. */
  step(what: string): void;
  workload(result: WorkloadResult): void;
}

/** Before the first run; one more comes with each round. */
const CAPACITY_SAMPLES = 5;
/** Parts per core, so that a baker who is held up does not hold up everybody. */
const PARTS_PER_CORE = 4;
/** By how much a run may take longer so that a line of many stations gets full. */
const MOST_STRETCH = 4;
/** The most cakes that are chosen without being asked for. */
const MOST_CHOSEN = 200_000;

/**
 * Races the engines, A B B A, and compares in each round.
 *
 * @throws RecipeError when the recipe cannot be baked, or not in a bearable time
 * @throws DisagreementError when engines disagree on cakes, leftovers or digest
 * @throws BooksError when the books of a run do not balance
 * @throws StationFailure when a station fails
 */
export async function contrast(options: ContrastOptions, spectator: Spectator): Promise<Contrast> {
  const { platform } = options;
  const { clock } = platform;
  const cores = platform.cores();
  const graphs = options.workloads.map((workload) => ({
    workload,
    graph: graphOf(underWorkload(options.recipe, workload), options.source),
  }));
  for (const { workload, graph } of graphs) checkOrder(graph, orderOf(options, workload, graph));
  checkWhole(options, graphs);
  const chosen = engineRows([BASELINE, ...options.engines], options.channels).map((row) => createEngine(row, platform));
  // The parallel capacity is measured on threads of its own, so that every engine starts from nothing.
  const meterPool = pool({ platform, threads: cores });
  spectator.planned(
    chosen.length *
      (1 +
        graphs.reduce(
          (sum, { workload, graph }) => sum + WARM_UPS[kindOf(workload, serviceTimesUs(graph))] + options.samples,
          0,
        )),
  );
  const noise = listenForNoise();
  try {
    const iterationsPerUs = calibrate(clock);
    const meter = capacityMeter(meterPool, cores, iterationsPerUs);
    for (let i = 0; i < CAPACITY_SAMPLES; i++) await meter.sample();
    spectator.machine(machineWith(meter.capacity()));
    const lines = warmUpLines(options.recipe, options.source, { seed: options.seed, cores, iterationsPerUs });
    const racers = await warmUp(chosen, lines, options.warmUps, spectator.step);
    const workloads: WorkloadResult[] = [];
    for (const { workload, graph } of graphs) {
      const order = orderOf(options, workload, graph);
      const line = lineOf(graph, order, { iterationsPerUs, parts: cores * PARTS_PER_CORE });
      const { samples } = options;
      const raced = await race({
        workload,
        task: taskOf(graph, line),
        items: ingredientsOf(graph, order),
        products: order.cakes,
        serviceTimesUs: serviceTimesUs(graph),
        racers,
        meter,
        samples,
        step: spectator.step,
      });
      const result = { ...raced, order };
      workloads.push(result);
      spectator.workload(result);
    }
    return { machine: machineWith(meter.capacity()), workloads, noise: noise() };
  } finally {
    await Promise.all([...chosen, meterPool].map((engine) => engine.close()));
  }
}

function orderOf({ cakes, seed, delivery }: ContrastOptions, workload: Workload, graph: Graph): Order {
  if (cakes.kind === 'count') return { cakes: cakes.count, seed, delivery };
  const ms = cakes.ms[kindOf(workload, serviceTimesUs(graph))];
  const inTime = Math.max(1, Math.round((ms * 1000) / cakeUs(graph)));
  // With fewer cakes than stations a line is never full, whatever runs it.
  const count = Math.max(inTime, Math.min(graph.stations.length, MOST_STRETCH * inTime));
  return { cakes: Math.min(MOST_CHOSEN, count), seed, delivery };
}

/** The cooperative engine's runs alone: they are always among the others, and the slowest where stations rest. */
function checkWhole(options: ContrastOptions, graphs: readonly { workload: Workload; graph: Graph }[]): void {
  const runs = graphs.map(({ workload, graph }) => {
    const { cakes } = orderOf(options, workload, graph);
    const count = WARM_UPS[kindOf(workload, serviceTimesUs(graph))] + options.samples;
    return { ms: (cakeUs(graph) * cakes * count) / 1000, text: `${workload} ${count} x ${cakes} cakes` };
  });
  const ms = runs.reduce((sum, run) => sum + run.ms, 0);
  checkDuration(ms, `${runs.map(({ text }) => text).join(', ')}, by the cooperative engine alone`);
}
