/** The contrast: races every workload under every engine. */
import { taskOf } from '../cake/bake.ts';
import { lineOf } from '../cake/cake-line.ts';
import { itemsOnEdges } from '../cake/edge-items.ts';
import { cakeUs, checkDuration, eventLoopOrderUs, orderUs, realServiceTimesUs } from '../cake/recipe/duration.ts';
import { type Graph, graphOf, serviceTimesUs } from '../cake/recipe/graph.ts';
import { checkOrder, type Delivery, ingredientsOf, type Order } from '../cake/recipe/order.ts';
import type { Recipe } from '../cake/recipe/recipe.ts';
import { underWorkload } from '../cake/recipe/workload.ts';
import { warmUpLines } from '../cake/warm-up-lines.ts';
import { createEngine } from '../engine/create-engine.ts';
import { BASELINE, type EngineName, engineRows, type ThreadsChannel } from '../engine/engine-table.ts';
import { Placements } from '../engine/placement/placements.ts';
import { pool } from '../engine/pool.ts';
import { type Advice, adviceFor } from '../measure/advice.ts';
import { calibrate } from '../measure/machine/calibrate.ts';
import { capacityMeters, type ParallelCapacity } from '../measure/machine/capacity.ts';
import { disturbedBy, type Noise, noiseFrom, speedChange, wideRaces } from '../measure/machine/noise.ts';
import { type Race, type RaceResult, type Racer, race, WARM_UPS } from '../measure/race.ts';
import type { Task } from '../measure/run.ts';
import type { StartedEngine } from '../measure/started.ts';
import type { Rounds } from '../measure/statistics/rounds.ts';
import { warmUp } from '../measure/warm-up.ts';
import { kindOf, type Workload } from '../measure/workload.ts';
import { type Machine, memoryMb, thisMachine, watchForDisturbance } from '../platform/node/machine.ts';
import type { Disturbance, ThreadingPlatform } from '../platform/platform.ts';
import { plannerFor } from './planner.ts';

export interface ContrastOptions {
  readonly recipe: Recipe;
  /** The name of the recipe in errors. */
  readonly source: string;
  readonly workloads: readonly Workload[];
  /** The cooperative engine always takes part: the others are compared with it. */
  readonly engines: readonly EngineName[];
  /** The threads engine takes part once with each channel, and once with stations that share threads. */
  readonly channels: readonly ThreadsChannel[];
  /** The most threads that stations share [null: as many as there are cores, but no more than stations]; 0 for no such row. */
  readonly threads?: number | null;
  readonly cakes: Cakes;
  readonly seed: number;
  readonly delivery: Delivery;
  readonly rounds: (workload: Workload) => Rounds;
  /** How often each engine runs the warm-up lines before the first race, 0 or more. */
  readonly warmUps: number;
  /** Whether a longer run in each round measures the steady state of threads, where that makes a difference. */
  readonly steady: boolean;
  readonly platform: ThreadingPlatform;
}

/** A number of cakes, or as many as the cooperative engine bakes in about this time. */
export type Cakes =
  | { readonly kind: 'count'; readonly count: number }
  | { readonly kind: 'time'; readonly ms: Readonly<Record<Workload, number>> };

export interface WorkloadResult extends RaceResult {
  readonly order: Order;
  /** Of each station per cake under this workload, by the recipe, in microseconds. */
  readonly serviceTimesUs: readonly number[];
  readonly stationNames: readonly string[];
  /** Whether a station exists several times. */
  readonly hasCopies: boolean;
  /** Null where there were too few rounds for one, or nothing was compared. */
  readonly advice: Advice | null;
}

/** The machine, and how many threads really run at once on it. */
export interface MeasuredMachine extends Machine {
  readonly parallelCapacity: ParallelCapacity;
}

export interface Contrast {
  readonly machine: MeasuredMachine;
  readonly workloads: readonly WorkloadResult[];
  /** What the start of each engine took, before the first race. */
  readonly started: readonly StartedEngine[];
  readonly noise: Noise & Disturbance;
}

/** Follows a contrast while it runs. */
export interface ContrastProgress {
  /** Called before the first run with the least number of runs. */
  planned(runs: number): void;
  machine(machine: MeasuredMachine): void;
  /** Called before each run. */
  step(what: string): void;
  workload(result: WorkloadResult): void;
}

/** Measurements before the first run. The races make more of them between their runs. */
const CAPACITY_SAMPLES = 5;
/** Parts per core: with several small parts, one delayed thread of the pool does not delay all the others. */
const PARTS_PER_CORE = 4;
/** How many times as long a run may take, so that a line of many stations fills up. */
const MOST_TIMES_LONGER = 4;
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
  const { platform, recipe, source, seed } = options;
  const cores = platform.cores();
  checkOrders(options);
  const entries = options.workloads.map((workload) => entryOf(options, workload));
  const placements = new Placements(sharedThreads(options));
  const engines = engineRows([BASELINE, ...options.engines], options.channels, placements.threads || null).map((row) =>
    createEngine(row, platform, { placements }),
  );
  // The parallel capacity is measured on other threads, so that each engine has to start all its own threads.
  const meterPool = pool({ platform, threads: cores });
  const longerRuns = entries.reduce((sum, { runs, timesLonger }) => sum + (timesLonger === null ? 0 : runs), 0);
  progress.planned(engines.length * (1 + entries.reduce((sum, { runs }) => sum + runs, 0)) + longerRuns);
  const disturbance = watchForDisturbance(true);
  try {
    const iterationsPerUs = calibrate(platform.clock);
    const meters = capacityMeters(meterPool, cores, iterationsPerUs);
    const machine = (): MeasuredMachine => ({
      ...thisMachine(),
      parallelCapacity: { computing: meters.computing.capacity(), resuming: meters.resuming.capacity() },
    });
    for (let i = 0; i < CAPACITY_SAMPLES; i++)
      for (const meter of [meters.computing, meters.resuming]) await meter.sample();
    progress.machine(machine());
    const lines = warmUpLines(recipe, source, { seed, cores, iterationsPerUs });
    const racers = await warmUp(engines, lines, options.warmUps, progress.step, memoryMb);
    const planner = await plannerFor({
      engines,
      placements,
      lines,
      warmUps: options.warmUps,
      meters,
      cores,
      step: progress.step,
    });
    const started = racers.map(({ engine: { name, channel, packed }, startupMs, threads, threadMb }) => ({
      name,
      channel,
      packed,
      startupMs,
      threads,
      threadMb,
    }));
    const workloads: WorkloadResult[] = [];
    for (const entry of entries) {
      const { workload, graph, order, kind, tooSlow } = entry;
      const line = lineOf(graph, order, { iterationsPerUs, parts: cores * PARTS_PER_CORE });
      const meter = kind === 'message-bound' ? meters.resuming : meters.computing;
      const predicted = await planner(line, itemsOnEdges(line, graph, order), order.cakes, meter.capacity());
      const raced = await race({
        workload,
        task: taskOf(graph, line),
        items: ingredientsOf(graph, order),
        products: order.cakes,
        lot: graph.lot,
        serviceTimesUs: realServiceTimesUs(graph, order.cakes),
        racers: racers
          .filter(({ engine }) => !tooSlow.some(({ name }) => name === engine.name))
          .map((racer) => (racer.engine.packed === null ? racer : { ...racer, predicted })),
        longer: longerFor(entry, racers, (times) =>
          taskOf(graph, lineOf(graph, order, { iterationsPerUs, parts: 0, times })),
        ),
        meter,
        rounds: options.rounds(workload),
        clock: platform.clock,
        step: progress.step,
      });
      const ownUs = serviceTimesUs(graph);
      const stationNames = graph.stations.map(({ name }) => name);
      const advice = adviceFor(
        raced,
        graph.stations.map(({ name, copies }, i) => ({ name, selfMs: ownUs[i] ?? 0, copies })),
        started,
      );
      const result: WorkloadResult = {
        ...raced,
        skipped: [...raced.skipped, ...tooSlow],
        order,
        serviceTimesUs: ownUs,
        stationNames,
        hasCopies: graph.stations.some(({ copies }) => copies > 1),
        advice,
      };
      workloads.push(result);
      progress.workload(result);
    }
    const disturbed = disturbance();
    const noise = noiseFrom(
      [...disturbedBy(disturbed), ...speedChange([iterationsPerUs, calibrate(platform.clock)])],
      wideRaces(workloads),
    );
    return { machine: machine(), workloads, started, noise: { ...noise, ...disturbed } };
  } finally {
    await Promise.all([...engines, meterPool].map((engine) => engine.close()));
  }
}

/** As many threads as there are cores, but fewer than coroutines: with one for each of them nothing would be shared. */
export function sharedThreads({
  threads = null,
  recipe,
  source,
  platform,
}: Pick<ContrastOptions, 'threads' | 'recipe' | 'source' | 'platform'>): number {
  const { stations } = graphOf(recipe, source);
  return threads ?? Math.min(platform.cores(), stations.length);
}

/** A workload that is ready to be raced. */
interface Entry {
  readonly workload: Workload;
  readonly graph: Graph;
  readonly order: Order;
  /** What the stations really do. */
  readonly kind: Workload;
  /** The engines that would take far too long for the same order. */
  readonly tooSlow: RaceResult['skipped'];
  /** The least number of runs of each engine, timed and untimed. */
  readonly runs: number;
  /** How many times the cakes a longer run makes; null where there is none. */
  readonly timesLonger: number | null;
}

/** An engine that needs this many times the time of the cooperative engine sits out. */
const MOST_TIMES = 10;

function entryOf(options: ContrastOptions, workload: Workload): Entry {
  const graph = graphOf(underWorkload(options.recipe, workload), options.source);
  const kind = kindOf(workload, serviceTimesUs(graph));
  const order = { cakes: cakesOf(options.cakes, kind, graph), seed: options.seed, delivery: options.delivery };
  checkOrder(graph, order);
  const rounds = options.rounds(workload);
  const runs = WARM_UPS[kind] + (rounds.kind === 'fixed' ? rounds.count : rounds.least);
  const timesLonger = options.steady ? timesLongerFor(kind, order, graph) : null;
  return { workload, graph, order, kind, tooSlow: tooSlowFor(options, graph, order), runs, timesLonger };
}

/** How many times the cakes. Where stations rest, two runs differ little, and fewer cakes do. */
const TIMES_LONGER: Readonly<Record<Exclude<Workload, 'message-bound'>, number>> = { 'cpu-bound': 3, 'wait-bound': 2 };
/** In runs that take longer than this, filling and emptying the line weighs little. */
const MOST_SHORT_MS = 250;

/** None where stations only pass items on: a run has so many that filling is nothing. None where the cakes differ. */
function timesLongerFor(kind: Workload, { cakes, delivery }: Order, graph: Graph): number | null {
  if (kind === 'message-bound' || delivery === 'random') return null;
  return orderUs(graph, cakes) / 1000 > MOST_SHORT_MS ? null : TIMES_LONGER[kind];
}

/** Threads over rings make the longer runs; over ports if there are no rings. */
function longerFor({ timesLonger }: Entry, racers: readonly Racer[], taskFor: (times: number) => Task): Race['longer'] {
  const engine = racers.findLast(({ engine }) => engine.name === 'threads' && engine.packed === null)?.engine;
  return timesLonger === null || engine === undefined ? null : { engine, task: taskFor(timesLonger) };
}

/** A timer takes a millisecond. So rests that are much shorter slow down the event loop, and no other engine. */
function tooSlowFor({ engines }: ContrastOptions, graph: Graph, { cakes }: Order): RaceResult['skipped'] {
  const timeUs = eventLoopOrderUs(graph, cakes);
  if (!engines.includes('event-loop') || timeUs <= MOST_TIMES * orderUs(graph, cakes)) return [];
  const reason = `a timer takes a millisecond or more, and these rests are shorter: a run would take about ${Math.round(timeUs / 1000)} ms`;
  return [{ name: 'event-loop', reason }];
}

function cakesOf(cakes: Cakes, kind: Workload, graph: Graph): number {
  if (cakes.kind === 'count') return cakes.count;
  const timeUs = cakes.ms[kind] * 1000;
  // Whole lots leave nothing over, and even ones keep all copies equally busy. If one takes far too long, it is not baked whole.
  const lots = [graph.evenLot, graph.lot];
  const lot = lots.find((cakes) => cakes * cakeUs(graph) <= MOST_TIMES_LONGER * timeUs) ?? 1;
  const inTime = lot * Math.max(1, Math.round(timeUs / (lot * cakeUs(graph))));
  // With fewer cakes than stations, a line never fills up, whatever the engine.
  const count = Math.max(inTime, Math.min(graph.stations.length, MOST_TIMES_LONGER * inTime));
  return lot * Math.max(1, Math.floor(Math.min(MOST_CHOSEN, count) / lot));
}

/**
 * Refuses orders that cannot be baked, or that take too long. Counts only the runs of the cooperative engine, which always takes
 * part. The event loop takes at most `MOST_TIMES` as long, where rests are very short.
 *
 * @throws RecipeError
 */
export function checkOrders(options: ContrastOptions): void {
  const entries = options.workloads.map((workload) => entryOf(options, workload));
  const ms = entries.reduce((sum, { graph, order, runs }) => sum + (orderUs(graph, order.cakes) * runs) / 1000, 0);
  const texts = entries.map(({ workload, order, runs }) => `${runs} ${workload} runs of ${order.cakes} cakes`);
  checkDuration(ms, `${texts.join(', ')}, with the cooperative engine alone`);
}
