/** The race: one order under every engine, in turn, several times. */
import { type BakedStation, bake, type Run } from '../cake/bake.ts';
import type { Graph } from '../cake/graph.ts';
import { ingredientsOf, type Order } from '../cake/order.ts';
import type { Workload } from '../cake/workload.ts';
import { type Engine, type EngineName, labelOf } from '../engine/engine.ts';
import type { Line } from '../line/line.ts';
import type { CapacityMeter } from './capacity.ts';
import { limitOf, lineLimit } from './limit.ts';
import { medianOf, type Spread, spreadOf } from './statistics.ts';

export interface WorkloadResult {
  readonly name: Workload;
  readonly order: Order;
  readonly ingredients: number;
  /** As measured among the runs. */
  readonly parallelCapacity: number;
  /** Sum of the service times / the largest; Infinity where there are none. */
  readonly lineLimit: number;
  readonly engines: readonly EngineResult[];
  /** Who did not take part, and why. */
  readonly absent: readonly { readonly name: EngineName; readonly reason: string }[];
}

export interface EngineResult {
  readonly name: EngineName;
  readonly channel: Engine['channel'];
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
  /** Busy time and utilisation are medians. */
  readonly stations: readonly BakedStation[];
}

/** Engines that disagree: their times say nothing. */
export class DisagreementError extends Error {
  override name = 'DisagreementError';
}

/** Untimed runs, for the compiler and the caches; where runs are short and do nothing else, a single one is too little. */
export const WARM_UPS: Readonly<Record<Workload, number>> = { 'cpu-bound': 1, 'wait-bound': 1, 'message-bound': 6 };
/** Pairs of kernels in each round. */
const CAPACITY_SAMPLES = 2;

/** An engine that has been started and warmed up. */
export interface Racer {
  readonly engine: Engine;
  /** From nothing to ready, threads included. */
  readonly startupMs: number;
}

export interface Race {
  readonly workload: Workload;
  readonly graph: Graph;
  readonly order: Order;
  readonly line: Line;
  readonly racers: readonly Racer[];
  readonly meter: CapacityMeter;
  readonly samples: number;
  /** Called before each run. */
  readonly step: (what: string) => void;
}

/**
 * Races the engines, A B B A, and compares in each round.
 *
 * @throws DisagreementError when engines disagree on cakes, leftovers or digest
 * @throws BooksError when the books of a run do not balance
 * @throws StationFailure when a station fails
 */
export async function race({
  workload,
  graph,
  order,
  line,
  racers,
  meter,
  samples,
  step,
}: Race): Promise<WorkloadResult> {
  const sitsOut = ({ engine }: Racer): boolean => engine.name === 'pool' && line.parts.length === 0;
  const present = racers.filter((racer) => !sitsOut(racer));
  const runs = new Map<Engine, Run[]>(present.map(({ engine }) => [engine, []]));
  let reference: Baked | null = null;

  const runOnce = async ({ engine }: Racer): Promise<Run> => {
    step(`${workload}, ${labelOf(engine)}`);
    const run = await bake(engine, graph, line);
    reference ??= { engine, run };
    agree(workload, reference, { engine, run });
    return run;
  };

  for (let i = 0; i < WARM_UPS[workload]; i++) for (const racer of present) await runOnce(racer);
  for (let round = 0; round < samples; round++) {
    for (const racer of round % 2 === 0 ? present : present.toReversed()) {
      runs.get(racer.engine)?.push(await runOnce(racer));
    }
    // Among the runs, since it is their limit: a neighbour who slows the race slows this too.
    for (let i = 0; i < CAPACITY_SAMPLES; i++) await meter.sample();
  }

  const baseline = present
    .filter(({ engine }) => engine.name === 'cooperative')
    .flatMap(({ engine }) => runs.get(engine) ?? []);
  const baselineMs = baseline.map((run) => run.wallMs);
  const parallelCapacity = meter.capacity(CAPACITY_SAMPLES * samples);
  return {
    name: workload,
    order,
    ingredients: ingredientsOf(graph, order),
    parallelCapacity,
    lineLimit: lineLimit(graph),
    engines: present.map(({ engine, startupMs }) => {
      const own = runs.get(engine) ?? [];
      const limit = limitOf(engine.name, {
        workload,
        graph,
        cakes: order.cakes,
        parallelCapacity,
        threads: own[0]?.threads ?? 1,
      });
      return resultOf(engine, own, baselineMs, startupMs, limit);
    }),
    absent: racers.filter(sitsOut).map(({ engine }) => ({
      name: engine.name,
      reason: 'bakers take whole cakes, and with random delivery nobody knows whose cake an ingredient is for',
    })),
  };
}

function resultOf(
  { name, channel }: Engine,
  runs: readonly Run[],
  baselineMs: readonly number[],
  startupMs: number,
  limit: number,
): EngineResult {
  const samples = runs.map((run) => run.wallMs);
  const [first] = runs;
  if (first === undefined) throw new Error(`no run of ${labelOf({ name, channel })}`);
  const medianMs = medianOf(samples);
  return {
    name,
    channel,
    threads: first.threads,
    startupMs,
    wallMs: { samples, median: medianMs },
    cpuMs: { median: medianOf(runs.map((run) => run.cpuMs)) },
    speedup: { ...spreadOf(samples.map((ms, round) => (baselineMs[round] ?? Number.NaN) / ms)), limit },
    cakesPerSecond: (first.cakes / medianMs) * 1000,
    cakes: first.cakes,
    leftovers: first.leftovers,
    digest: first.digest,
    stations: first.stations.map((station, i) => ({
      ...station,
      busyMs: medianOf(runs.map((run) => run.stations[i]?.busyMs ?? 0)),
      utilisation: medianOf(runs.map((run) => run.stations[i]?.utilisation ?? 0)),
    })),
  };
}

interface Baked {
  readonly engine: Engine;
  readonly run: Run;
}

/** A comparison whose work is not equal is an error, not a result. */
export function agree(workload: string, one: Baked, other: Baked): void {
  const account = ({ cakes, leftovers, digest }: Run): string => {
    const shelf = Object.entries(leftovers).sort(([a], [b]) => (a < b ? -1 : 1));
    return `${cakes} cakes, leftovers ${JSON.stringify(Object.fromEntries(shelf))}, digest ${digest}`;
  };
  const wanted = account(one.run);
  const found = account(other.run);
  if (wanted !== found)
    throw new DisagreementError(
      `${workload}: the engines disagree: ${labelOf(one.engine)} baked ${wanted}; ${labelOf(other.engine)} baked ${found}`,
    );
}
