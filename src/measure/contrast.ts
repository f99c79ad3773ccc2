/** The contrast: the same order under every engine, in turn, several times. */

import { type BakedStation, bake, type Run } from '../engine/bake.ts';
import { bakers } from '../engine/bakers.ts';
import { cooperative } from '../engine/cooperative.ts';
import type { Clock, Engine, EngineName } from '../engine/engine.ts';
import { eventLoop } from '../engine/event-loop.ts';
import { threads } from '../engine/threads.ts';
import { type Graph, graphOf } from '../recipe/graph.ts';
import { type Delivery, ingredientsOf, type Order } from '../recipe/order.ts';
import type { Recipe } from '../recipe/recipe.ts';
import { underWorkload, type Workload } from '../recipe/workload.ts';
import { lineOf } from '../station/factory-line.ts';
import type { Line } from '../station/line.ts';
import { calibrate } from './calibrate.ts';
import { type CapacityMeter, capacityMeter } from './capacity.ts';
import { limitOf, lineLimit, loadsUs } from './limit.ts';
import { coresOf, type Machine, machineWith } from './machine.ts';
import { medianOf, type Spread, spreadOf } from './statistics.ts';

export interface ContrastOptions {
  readonly recipe: Recipe;
  /** What to call the recipe in an error. */
  readonly source: string;
  readonly workloads: readonly Workload[];
  /** The cooperative engine is always among those raced: it is what the others are compared with. */
  readonly engines: readonly EngineName[];
  readonly cakes: Cakes;
  readonly seed: number;
  readonly delivery: Delivery;
  /** Timed runs of each engine, 1 or more. */
  readonly samples: number;
  readonly clock: Clock;
}

/** So many cakes, or as many as the cooperative engine bakes in about so many milliseconds. */
export type Cakes =
  | { readonly kind: 'count'; readonly count: number }
  | { readonly kind: 'time'; readonly ms: Readonly<Record<Workload, number>> };

export interface WorkloadResult {
  readonly name: Workload;
  readonly order: Order;
  readonly ingredients: number;
  /** As measured until the end of this race. */
  readonly parallelCapacity: number;
  /** Sum of the service times / the largest; Infinity where there are none. */
  readonly lineLimit: number;
  readonly engines: readonly EngineResult[];
  /** Who did not take part, and why. */
  readonly absent: readonly { readonly name: EngineName; readonly reason: string }[];
}

export type ChannelName = 'none' | 'mailbox' | 'port';

export interface EngineResult {
  readonly name: EngineName;
  readonly channel: ChannelName;
  readonly threads: number;
  /** From nothing to ready, threads included, in the first run of all. */
  readonly startupMs: number;
  readonly wallMs: { readonly samples: readonly number[]; readonly median: number };
  readonly cpuMs: { readonly median: number };
  /** Of the cooperative engine's time by this one's, in each round. */
  readonly speedup: Spread & { readonly limit: number };
  readonly cakesPerSecond: number;
  readonly cakes: number;
  readonly leftovers: Readonly<Record<string, number>>;
  readonly digest: string;
  /**
   * Busy time is the median time in work and rest, without waiting for a core; utilisation is that by the median wall
   * time, of the bakers on the average. The utilisations of a line add up to its speedup.
   */
  readonly stations: readonly BakedStation[];
}

export interface Contrast {
  readonly machine: Machine;
  readonly workloads: readonly WorkloadResult[];
}

/** Told while it goes on. */
export interface Spectator {
  /** Before the first run: how many runs there will be. */
  planned(runs: number): void;
  machine(machine: Machine): void;
  /** Before each run; for the last time when all is done. */
  step(what: string): void;
  workload(result: WorkloadResult): void;
}

/** Engines that disagree: their times say nothing. */
export class DisagreementError extends Error {
  override name = 'DisagreementError';
}

/** Untimed runs of each workload, for the compiler and the caches. */
const WARM_UPS = 1;
/**
 * Before the first workload: messages alone and messages with crumbs of work, so that in little time each thread has had
 * every part to play. Without it the threads needed ten runs of a third of a second until their compilers came to rest.
 */
const WARM_UP_ROUNDS = 5;
const WARM_UP_INGREDIENTS = 50_000;
const CRUMB_US = 0.5;
/** Before the first run; one more comes with each round. */
const CAPACITY_SAMPLES = 5;
/** Parts per core, so that a baker who is held up does not hold up everybody. */
const PARTS_PER_CORE = 4;
/** The most cakes that are chosen without being asked for. */
const MOST_CHOSEN = 200_000;
/** What an ingredient costs the cooperative engine when nobody works, roughly; it only chooses how many cakes. */
const ROUGH_US_PER_INGREDIENT = 0.06;

/**
 * Races the engines, A B B A, and compares in each round.
 *
 * @throws RecipeError when the recipe cannot be baked
 * @throws DisagreementError when engines disagree on cakes, leftovers or digest
 * @throws BooksError when the books of a run do not balance
 * @throws StationFailure when a station fails
 */
export async function contrast(options: ContrastOptions, spectator: Spectator): Promise<Contrast> {
  const { clock } = options;
  const cores = coresOf();
  const graphs = options.workloads.map((workload) => ({
    workload,
    graph: graphOf(underWorkload(options.recipe, workload), options.source),
  }));
  const pool = bakers({ clock, threads: cores });
  const all: readonly Engine[] = [cooperative({ clock }), eventLoop({ clock }), threads({ clock }), pool];
  const chosen = all.filter(({ name }) => name === 'cooperative' || options.engines.includes(name));
  spectator.planned(chosen.length * (1 + graphs.length * (WARM_UPS + options.samples)));
  try {
    const iterationsPerUs = calibrate(clock);
    const meter = capacityMeter(pool, cores, iterationsPerUs);
    for (let i = 0; i < CAPACITY_SAMPLES; i++) await meter.sample();
    spectator.machine(machineWith(meter.capacity()));
    // The capacity was measured on the bakers' threads: their start is to be measured too.
    await pool.close();
    const racers = await started(chosen, options, iterationsPerUs, spectator);
    const workloads: WorkloadResult[] = [];
    for (const { workload, graph } of graphs) {
      const order = orderOf(options, workload, graph);
      const line = lineOf(graph, order, { iterationsPerUs, parts: cores * PARTS_PER_CORE });
      const result = await race({ workload, graph, order, line, racers, meter, samples: options.samples, spectator });
      workloads.push(result);
      spectator.workload(result);
    }
    return { machine: machineWith(meter.capacity()), workloads };
  } finally {
    await Promise.all(all.map((engine) => engine.close()));
  }
}

/** Starts every engine with a handful of cakes, notes how long it took from nothing to ready, and warms it up. */
async function started(
  engines: readonly Engine[],
  { recipe, source, seed }: ContrastOptions,
  iterationsPerUs: number,
  spectator: Spectator,
): Promise<Racer[]> {
  const messages = underWorkload(recipe, 'message-bound');
  const crumbs = { ...messages, stations: messages.stations.map((station) => ({ ...station, workUs: CRUMB_US })) };
  const graph = graphOf(messages, source);
  const lineFor = (from: Graph, cakes: number) =>
    lineOf(from, { cakes, seed, delivery: 'order' }, { iterationsPerUs, parts: coresOf() });
  const handful = lineFor(graph, coresOf());
  const perCake = ingredientsOf(graph, { cakes: 1, seed, delivery: 'order' });
  const plenty = Math.ceil(WARM_UP_INGREDIENTS / perCake);
  const warmUps = [lineFor(graph, plenty), lineFor(graphOf(crumbs, source), plenty)];
  const racers: Racer[] = [];
  for (const engine of engines) {
    spectator.step(`starting ${engine.name}`);
    const { startupMs } = await engine.run(handful);
    for (let i = 0; i < WARM_UP_ROUNDS; i++) for (const line of warmUps) await engine.run(line);
    racers.push({ engine, startupMs });
  }
  return racers;
}

function orderOf({ cakes, seed, delivery }: ContrastOptions, workload: Workload, graph: Graph): Order {
  if (cakes.kind === 'count') return { cakes: cakes.count, seed, delivery };
  const perCakeUs =
    loadsUs(graph).reduce((sum, load) => sum + load, 0) +
    ingredientsOf(graph, { cakes: 1, seed, delivery }) * ROUGH_US_PER_INGREDIENT;
  const count = Math.round((cakes.ms[workload] * 1000) / perCakeUs);
  return { cakes: Math.max(1, Math.min(MOST_CHOSEN, count)), seed, delivery };
}

interface Racer {
  readonly engine: Engine;
  readonly startupMs: number;
}

interface Race {
  readonly workload: Workload;
  readonly graph: Graph;
  readonly order: Order;
  readonly line: Line;
  readonly racers: readonly Racer[];
  readonly meter: CapacityMeter;
  readonly samples: number;
  readonly spectator: Spectator;
}

async function race({
  workload,
  graph,
  order,
  line,
  racers,
  meter,
  samples,
  spectator,
}: Race): Promise<WorkloadResult> {
  const sitsOut = ({ engine }: Racer): boolean => engine.name === 'bakers' && line.parts.length === 0;
  const present = racers.filter((racer) => !sitsOut(racer));
  const runs = new Map<EngineName, Run[]>(present.map(({ engine }) => [engine.name, []]));
  let reference: { readonly name: EngineName; readonly run: Run } | null = null;

  const runOnce = async ({ engine }: Racer): Promise<Run> => {
    spectator.step(`${workload}, ${engine.name}`);
    const run = await bake(engine, graph, line);
    reference ??= { name: engine.name, run };
    agree(workload, reference, { name: engine.name, run });
    return run;
  };

  for (let i = 0; i < WARM_UPS; i++) for (const racer of present) await runOnce(racer);
  for (let round = 0; round < samples; round++) {
    for (const racer of round % 2 === 0 ? present : present.toReversed()) {
      runs.get(racer.engine.name)?.push(await runOnce(racer));
    }
    // Among the runs, since it is their limit: a neighbour who slows the race slows this too.
    await meter.sample();
  }

  const baseline = runs.get('cooperative') ?? [];
  return {
    name: workload,
    order,
    ingredients: ingredientsOf(graph, order),
    parallelCapacity: meter.capacity(),
    lineLimit: lineLimit(graph),
    engines: present.map(({ engine, startupMs }) => {
      const own = runs.get(engine.name) ?? [];
      const limit = limitOf(engine.name, {
        workload,
        graph,
        cakes: order.cakes,
        parallelCapacity: meter.capacity(),
        threads: own[0]?.threads ?? 1,
      });
      return resultOf(engine.name, own, baseline, { workload, startupMs, limit });
    }),
    absent: racers.filter(sitsOut).map(({ engine }) => ({
      name: engine.name,
      reason: 'bakers take whole cakes, and with random delivery nobody knows whose cake an ingredient is for',
    })),
  };
}

function resultOf(
  name: EngineName,
  runs: readonly Run[],
  baseline: readonly Run[],
  { workload, startupMs, limit }: { readonly workload: Workload; readonly startupMs: number; readonly limit: number },
): EngineResult {
  const samples = runs.map((run) => run.wallMs);
  const [first] = runs;
  if (first === undefined) throw new Error(`no run of the ${name} engine`);
  const medianMs = medianOf(samples);
  return {
    name,
    channel: CHANNELS[name],
    threads: first.threads,
    startupMs,
    wallMs: { samples, median: medianMs },
    cpuMs: { median: medianOf(runs.map((run) => run.cpuMs)) },
    speedup: { ...spreadOf(samples.map((ms, round) => (baseline[round]?.wallMs ?? Number.NaN) / ms)), limit },
    cakesPerSecond: (first.cakes / medianMs) * 1000,
    cakes: first.cakes,
    leftovers: first.leftovers,
    digest: first.digest,
    stations: first.stations.map((station, i) => {
      // The clock goes on while a station is ready to work and another one has its core. How long its work takes is
      // therefore read where nobody takes the core away; the work is the same.
      const busyMs = medianOf((workload === 'cpu-bound' ? baseline : runs).map((run) => run.stations[i]?.busyMs ?? 0));
      const cooks = name === 'bakers' ? first.threads : 1;
      return { ...station, busyMs, utilisation: busyMs / medianMs / cooks };
    }),
  };
}

const CHANNELS: Readonly<Record<EngineName, ChannelName>> = {
  cooperative: 'none',
  'event-loop': 'mailbox',
  threads: 'port',
  bakers: 'none',
};

/** A comparison whose work is not equal is an error, not a result. */
function agree(workload: Workload, one: { name: EngineName; run: Run }, other: { name: EngineName; run: Run }): void {
  const account = ({ cakes, leftovers, digest }: Run): string => {
    const shelf = Object.entries(leftovers).sort(([a], [b]) => (a < b ? -1 : 1));
    return `${cakes} cakes, leftovers ${JSON.stringify(Object.fromEntries(shelf))}, digest ${digest}`;
  };
  const wanted = account(one.run);
  const found = account(other.run);
  if (wanted !== found)
    throw new DisagreementError(
      `${workload}: the engines disagree: ${one.name} baked ${wanted}; ${other.name} baked ${found}`,
    );
}
