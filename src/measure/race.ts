/** The race: one line under every engine, in turn, several times. */
import { type Engine, labelOf } from '../engine/engine.ts';
import type { EngineName } from '../engine/engine-table.ts';
import { FactoryError } from '../line/factory-error.ts';
import type { CapacityMeter } from './capacity.ts';
import { limitOf, lineLimit } from './limit.ts';
import { type Run, type RunStation, runTask, type Task } from './run.ts';
import { medianOf, type Spread, spreadOf } from './statistics.ts';
import { kindOf, type Workload } from './workload.ts';

export interface RaceResult {
  readonly name: Workload;
  /** What the stations really did: `message-bound` where none of them works or rests. */
  readonly kind: Workload;
  /** How many items enter the line in a run. */
  readonly items: number;
  /** As measured among the runs. */
  readonly parallelCapacity: number;
  /** Sum of the service times / the largest; Infinity where no station works or rests. */
  readonly lineLimit: number;
  readonly engines: readonly EngineResult[];
  /** The engines that did not take part, and why. */
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
  /** Time of the cooperative engine / time of this one, in each round. */
  readonly speedup: Spread & { readonly limit: number };
  readonly productsPerSecond: number;
  readonly products: number;
  readonly leftovers: Readonly<Record<string, number>>;
  readonly digest: string;
  /** Busy time and utilisation are medians. */
  readonly stations: readonly RunStation[];
}

/** Engines that did not do the same work: their times cannot be compared. */
export class DisagreementError extends FactoryError {
  override name = 'DisagreementError';
}

/** Untimed runs, for the compiler and the caches. Short runs that only pass items on need more of them. */
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
  readonly task: Task;
  /** How many items enter the line in a run. */
  readonly items: number;
  /** How many products leave it, as far as the order says. */
  readonly products: number;
  /** Of each station per product of the line, in microseconds. */
  readonly serviceTimesUs: readonly number[];
  readonly racers: readonly Racer[];
  readonly meter: CapacityMeter;
  readonly samples: number;
  /** Called before each run. */
  readonly step: (what: string) => void;
}

/**
 * Races the engines, A B B A, and compares them in each round.
 *
 * @throws DisagreementError when engines disagree on products, leftovers or digest
 * @throws BooksError when the books of a run do not balance
 * @throws StationFailure when a station fails
 */
export async function race(options: Race): Promise<RaceResult> {
  const { workload, task, items, products, serviceTimesUs, racers, meter, samples, step } = options;
  const sitsOut = ({ engine }: Racer): boolean => engine.name === 'pool' && task.line.parts.length === 0;
  const present = racers.filter((racer) => !sitsOut(racer));
  const runs = new Map<Engine, Run[]>(present.map(({ engine }) => [engine, []]));
  const kind = kindOf(workload, serviceTimesUs);
  let reference: EngineRun | null = null;

  const runOnce = async ({ engine }: Racer): Promise<Run> => {
    step(`${workload}, ${labelOf(engine)}`);
    const run = await runTask(engine, task);
    reference ??= { engine, run };
    checkAgreement(workload, reference, { engine, run });
    return run;
  };

  const warmUps = WARM_UPS[kind];
  for (let i = 0; i < warmUps; i++) for (const racer of present) await runOnce(racer);
  for (let round = 0; round < samples; round++) {
    for (const racer of round % 2 === 0 ? present : present.toReversed()) {
      runs.get(racer.engine)?.push(await runOnce(racer));
    }
    // Among the runs, since it is their limit: a neighbour that slows the race slows this too.
    for (let i = 0; i < CAPACITY_SAMPLES; i++) await meter.sample();
  }

  const baselineMs = present
    .filter(({ engine }) => engine.name === 'cooperative')
    .flatMap(({ engine }) => runs.get(engine) ?? [])
    .map((run) => run.wallMs);
  const parallelCapacity = meter.capacity(CAPACITY_SAMPLES * samples);
  return {
    name: workload,
    kind,
    items,
    parallelCapacity,
    lineLimit: lineLimit(serviceTimesUs),
    engines: present.map(({ engine, startupMs }) => {
      const own = runs.get(engine) ?? [];
      const threads = own[0]?.threads ?? 1;
      const limit = limitOf(engine.name, { workload, serviceTimesUs, products, parallelCapacity, threads });
      return resultOf(engine, own, baselineMs, startupMs, limit);
    }),
    absent: racers.filter(sitsOut).map(({ engine }) => ({
      name: engine.name,
      reason: 'it makes whole products, and random deliveries cannot be divided into products',
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
    productsPerSecond: (first.products / medianMs) * 1000,
    products: first.products,
    leftovers: first.leftovers,
    digest: first.digest,
    stations: first.stations.map((station, i) => ({
      ...station,
      busyMs: medianOf(runs.map((run) => run.stations[i]?.busyMs ?? 0)),
      utilisation: medianOf(runs.map((run) => run.stations[i]?.utilisation ?? 0)),
    })),
  };
}

export interface EngineRun {
  readonly engine: Engine;
  readonly run: Run;
}

/**
 * A comparison whose work is not equal is an error, not a result.
 *
 * @param what was run, for the error
 * @throws DisagreementError when two runs differ in products, leftovers or digest
 */
export function checkAgreement(what: string, one: EngineRun, other: EngineRun): void {
  const account = ({ products, leftovers, digest }: Run): string => {
    const left = Object.entries(leftovers).sort(([a], [b]) => (a < b ? -1 : 1));
    return `${products} products, leftovers ${JSON.stringify(Object.fromEntries(left))}, digest ${digest}`;
  };
  const wanted = account(one.run);
  const found = account(other.run);
  if (wanted !== found)
    throw new DisagreementError(
      `${what}: the engines disagree: ${labelOf(one.engine)} made ${wanted}; ${labelOf(other.engine)} made ${found}`,
    );
}
