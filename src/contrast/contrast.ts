/** The contrast: races every workload under every engine. */
import { taskOf } from '../cake/bake.ts';
import { lineOf } from '../cake/cake-line.ts';
import { cakeUs, checkDuration } from '../cake/recipe/duration.ts';
import { type Graph, graphOf, serviceTimesUs } from '../cake/recipe/graph.ts';
import { checkOrder, type Delivery, ingredientsOf, type Order } from '../cake/recipe/order.ts';
import type { Recipe } from '../cake/recipe/recipe.ts';
import { underWorkload } from '../cake/recipe/workload.ts';
import { warmUpLines } from '../cake/warm-up-lines.ts';
import { createEngine } from '../engine/create-engine.ts';
import { BASELINE, type EngineName, engineRows, type ThreadsChannel } from '../engine/engine-table.ts';
import { pool } from '../engine/pool.ts';
import { calibrate } from '../measure/calibrate.ts';
import { capacityMeter } from '../measure/capacity.ts';
import { type RaceResult, race, WARM_UPS } from '../measure/race.ts';
import { warmUp } from '../measure/warm-up.ts';
import { kindOf, type Workload } from '../measure/workload.ts';
import { type Machine, machineWith, type Noise, watchForNoise } from '../platform/node/machine.ts';
import type { ThreadingPlatform } from '../platform/platform.ts';

export interface ContrastOptions {
  readonly recipe: Recipe;
  /** The name of the recipe in errors. */
  readonly source: string;
  readonly workloads: readonly Workload[];
  /** The cooperative engine always takes part: the others are compared with it. */
  readonly engines: readonly EngineName[];
  /** The threads engine takes part once with each channel. */
  readonly channels: readonly ThreadsChannel[];
  readonly cakes: Cakes;
  readonly seed: number;
  readonly delivery: Delivery;
  /** Timed runs of each engine, 1 or more. */
  readonly samples: number;
  /** How often each engine runs the warm-up lines before the first race, 0 or more. */
  readonly warmUps: number;
  readonly platform: ThreadingPlatform;
}

/** A number of cakes, or as many as the cooperative engine bakes in about this time. */
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

/** Follows a contrast while it runs. */
export interface ContrastProgress {
  /** Called before the first run with the number of runs. */
  planned(runs: number): void;
  machine(machine: Machine): void;
  /** Called before each run. */
  step(what: string): void;
  workload(result: WorkloadResult): void;
}

/** Measurements before the first run. The races make more of them between their runs. */
const CAPACITY_SAMPLES = 5;
/** Parts per core: with several small parts, one delayed thread of the pool does not delay all the others. */
const PARTS_PER_CORE = 4;
/** How many times as long a run may take, so that a line of many stations fills up. */
const MOST_STRETCH = 4;
/** The most cakes, if the user does not give a number. */
const MOST_CHOSEN = 200_000;

/**
 * Races the engines in alternating order (A B B A) and compares them in each round.
 *
 * @throws RecipeError if the recipe cannot be baked, or baking takes too long
 * @throws DisagreementError if engines disagree on cakes, leftovers or digest
 * @throws BooksError if the books of a run do not balance
 * @throws StationFailure if a station fails
 */
export async function contrast(options: ContrastOptions, progress: ContrastProgress): Promise<Contrast> {
  const { platform, recipe, source, seed, samples } = options;
  const cores = platform.cores();
  const entries = options.workloads.map((workload) => entryOf(options, workload));
  checkWholeDuration(entries);
  const engines = engineRows([BASELINE, ...options.engines], options.channels).map((row) =>
    createEngine(row, platform),
  );
  // The parallel capacity is measured on other threads, so that each engine has to start all its own threads.
  const meterPool = pool({ platform, threads: cores });
  progress.planned(engines.length * (1 + entries.reduce((sum, { runs }) => sum + runs, 0)));
  const noise = watchForNoise();
  try {
    const iterationsPerUs = calibrate(platform.clock);
    const meter = capacityMeter(meterPool, cores, iterationsPerUs);
    for (let i = 0; i < CAPACITY_SAMPLES; i++) await meter.sample();
    progress.machine(machineWith(meter.capacity()));
    const lines = warmUpLines(recipe, source, { seed, cores, iterationsPerUs });
    const racers = await warmUp(engines, lines, options.warmUps, progress.step);
    const workloads: WorkloadResult[] = [];
    for (const { workload, graph, order } of entries) {
      const line = lineOf(graph, order, { iterationsPerUs, parts: cores * PARTS_PER_CORE });
      const raced = await race({
        workload,
        task: taskOf(graph, line),
        items: ingredientsOf(graph, order),
        products: order.cakes,
        serviceTimesUs: serviceTimesUs(graph),
        racers,
        meter,
        samples,
        step: progress.step,
      });
      const result = { ...raced, order };
      workloads.push(result);
      progress.workload(result);
    }
    return { machine: machineWith(meter.capacity()), workloads, noise: noise() };
  } finally {
    await Promise.all([...engines, meterPool].map((engine) => engine.close()));
  }
}

/** A workload that is ready to be raced. */
interface Entry {
  readonly workload: Workload;
  readonly graph: Graph;
  readonly order: Order;
  /** Runs of each engine, timed and untimed. */
  readonly runs: number;
}

function entryOf(options: ContrastOptions, workload: Workload): Entry {
  const graph = graphOf(underWorkload(options.recipe, workload), options.source);
  const kind = kindOf(workload, serviceTimesUs(graph));
  const order = { cakes: cakesOf(options.cakes, kind, graph), seed: options.seed, delivery: options.delivery };
  checkOrder(graph, order);
  return { workload, graph, order, runs: WARM_UPS[kind] + options.samples };
}

function cakesOf(cakes: Cakes, kind: Workload, graph: Graph): number {
  if (cakes.kind === 'count') return cakes.count;
  const inTime = Math.max(1, Math.round((cakes.ms[kind] * 1000) / cakeUs(graph)));
  // With fewer cakes than stations, a line never fills up, whatever the engine.
  const count = Math.max(inTime, Math.min(graph.stations.length, MOST_STRETCH * inTime));
  return Math.min(MOST_CHOSEN, count);
}

/** Counts only the runs of the cooperative engine: it always takes part, and is the slowest one if stations rest. */
function checkWholeDuration(entries: readonly Entry[]): void {
  const ms = entries.reduce((sum, { graph, order, runs }) => sum + (cakeUs(graph) * order.cakes * runs) / 1000, 0);
  const texts = entries.map(({ workload, order, runs }) => `${runs} ${workload} runs of ${order.cakes} cakes`);
  checkDuration(ms, `${texts.join(', ')}, with the cooperative engine alone`);
}
