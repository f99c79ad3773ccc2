/** The contrast: races every workload under every engine. */
import { taskOf } from '../cake/bake.ts';
import { lineOf } from '../cake/cake-line.ts';
import { itemsOnEdges } from '../cake/edge-items.ts';
import { realServiceTimesUs } from '../cake/recipe/duration.ts';
import { graphOf, serviceTimesUs } from '../cake/recipe/graph.ts';
import { ingredientsOf, type Order } from '../cake/recipe/order.ts';
import { warmUpLines } from '../cake/warm-up-lines.ts';
import { createEngine } from '../engine/create-engine.ts';
import { BASELINE, engineRows, type ThreadsChannel } from '../engine/engine-table.ts';
import { Placements } from '../engine/placement/placements.ts';
import { pool } from '../engine/pool.ts';
import { type Advice, adviceFor } from '../measure/advice.ts';
import { calibrate, stepMs } from '../measure/machine/calibrate.ts';
import { capacityMeters, type ParallelCapacity } from '../measure/machine/capacity.ts';
import { disturbedBy, type Noise, noiseFrom, speedChange, tooShort, wideRaces } from '../measure/machine/noise.ts';
import { type Race, type RaceResult, type Racer, race } from '../measure/race.ts';
import type { Task } from '../measure/run.ts';
import type { StartedEngine } from '../measure/started.ts';
import { warmUp } from '../measure/warm-up.ts';
import type { Disturbance, Machine, ThreadingPlatform } from '../platform/platform.ts';
import { checkOrders, type Entry, type EntryOptions, entryOf } from './entries.ts';
import { plannerFor } from './planner.ts';

export interface ContrastOptions extends EntryOptions {
  /** The threads engine takes part once with each channel, and once with stations that share threads. */
  readonly channels: readonly ThreadsChannel[];
  /** The most threads that stations share [null: as many as there are cores, but no more than stations]; 0 for no such row. */
  readonly threads?: number | null;
  /** How often each engine runs the warm-up lines before the first race, 0 or more. */
  readonly warmUps: number;
  readonly platform: ThreadingPlatform;
}

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
  /** The speed of the kernel as all engines use it: iterations per microsecond. With it the same order gives the same digest anywhere. */
  readonly iterationsPerUs: number;
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

/**
 * Races the engines, in another order in each round, and compares them within a round.
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
  const disturbance = platform.host.watchForDisturbance(true);
  try {
    const iterationsPerUs = calibrate(platform.clock);
    const clockStepMs = stepMs(platform.clock);
    const meters = capacityMeters(meterPool, cores, iterationsPerUs);
    const machine = (): MeasuredMachine => ({
      ...platform.host.machine(),
      parallelCapacity: { computing: meters.computing.capacity(), resuming: meters.resuming.capacity() },
    });
    for (let i = 0; i < CAPACITY_SAMPLES; i++)
      for (const meter of [meters.computing, meters.resuming]) await meter.sample();
    progress.machine(machine());
    const lines = warmUpLines(recipe, source, { seed, cores, iterationsPerUs });
    const racers = await warmUp(engines, lines, options.warmUps, progress.step, platform.host.memoryMb);
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
        stepMs: clockStepMs,
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
      [
        ...disturbedBy(disturbed),
        ...speedChange([iterationsPerUs, calibrate(platform.clock)]),
        ...tooShort(workloads, clockStepMs),
      ],
      wideRaces(workloads),
    );
    return { iterationsPerUs, machine: machine(), workloads, started, noise: { ...noise, ...disturbed } };
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

/** Threads over rings make the longer runs; over ports if there are no rings. */
function longerFor({ timesLonger }: Entry, racers: readonly Racer[], taskFor: (times: number) => Task): Race['longer'] {
  const engine = racers.findLast(({ engine }) => engine.name === 'threads' && engine.packed === null)?.engine;
  return timesLonger === null || engine === undefined ? null : { engine, task: taskFor(timesLonger) };
}
