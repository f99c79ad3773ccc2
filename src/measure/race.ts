/** The race: it runs one line under every engine in turn, several times, and compares the times. */
import type { Engine } from '../engine/engine.ts';
import { BASELINE, type EngineName, labelOf, runsParts } from '../engine/engine-table.ts';
import type { Placement } from '../engine/placement/placement.ts';
import type { Clock } from '../platform/platform.ts';
import { limitOf, lineLimit, passingLimit } from './limit.ts';
import type { CapacityMeter } from './machine/capacity.ts';
import { isBaseline, runRounds, timesOf } from './race-rounds.ts';
import type { Run, RunStation, Task } from './run.ts';
import { type Outcome, outcomeOf, outcomeOfSame } from './statistics/outcome.ts';
import type { Rounds } from './statistics/rounds.ts';
import { type Interval, intervalOf, medianOf } from './statistics/samples.ts';
import { type SteadyState, steadyStateOf } from './steady-state.ts';
import { kindOf, type Workload } from './workload.ts';

/** What a race found. Times are in milliseconds. */
export interface RaceResult {
  readonly workload: Workload;
  /** What the stations really did: `message-bound` where none of them works or rests. */
  readonly kind: Workload;
  /** How many items enter the line in a run. */
  readonly items: number;
  /** The parallel capacity for what the stations do, measured between the runs: 1 to the number of threads of the pool. */
  readonly parallelCapacity: number;
  /** Sum of the service times / largest service time, 1 or more; Infinity where no station works or rests. */
  readonly lineLimit: number;
  readonly engines: readonly EngineResult[];
  /** Of a line on threads; null where it was not measured. */
  readonly steady: SteadyState | null;
  /** The engines that did not take part, and why. */
  readonly skipped: readonly { readonly name: EngineName; readonly reason: string }[];
}

/** What a race found about one engine. Times are in milliseconds. */
export interface EngineResult {
  readonly name: EngineName;
  readonly channel: Engine['channel'];
  /** See `Engine.packed`. */
  readonly packed: number | null;
  readonly threads: number;
  /** Which stations shared a thread in its runs, by name; null where it does not place them. */
  readonly placement: Placement | null;
  /** Whether its coroutines ran on the main thread. */
  readonly onMain: boolean;
  /** The speedup that was predicted of this placement before the first run; null where none was. */
  readonly predicted: number | null;
  /** The start-up of the engine's first run, threads included. */
  readonly startupMs: number;
  /** From ready until the last station had ended, in each round. */
  readonly wallMs: { readonly samples: readonly number[]; readonly median: number };
  /** CPU time of the whole process. */
  readonly cpuMs: { readonly median: number };
  /**
   * Time of the cooperative engine / time of this engine: the median of the rounds with its interval. NaN where the
   * cooperative engine did not run.
   */
  readonly speedup: Interval & { readonly limit: number };
  readonly outcome: Outcome | 'baseline';
  /** From the median of the times. */
  readonly productsPerSecond: number;
  /** In each run. */
  readonly products: number;
  /** What is left at the stations after each run, by name. */
  readonly leftovers: Readonly<Record<string, number>>;
  /** Of each run, eight hexadecimal digits. */
  readonly digest: string;
  /** The counts are those of each run; busy time and utilisation are medians. */
  readonly stations: readonly RunStation[];
}

/** An engine that has been started and warmed up. */
export interface Racer {
  readonly engine: Engine;
  /** The start-up of its first run, threads included, in milliseconds. */
  readonly startupMs: number;
  /** The speedup that is predicted of its placement [null: none is]. */
  readonly predicted?: number | null;
}

export interface Race {
  readonly workload: Workload;
  readonly task: Task;
  /** How many items enter the line in a run. */
  readonly items: number;
  /** How many products the run is expected to make. */
  readonly products: number;
  /** How often an item goes over an edge in a run, where that may take as long as the work [0: it does not count]. */
  readonly passed?: number;
  /** The fewest products that a part of the line can make, 1 or more [1]. */
  readonly lot?: number;
  /** Of each station per product of the line, in microseconds. */
  readonly serviceTimesUs: readonly number[];
  readonly racers: readonly Racer[];
  /** For the steady state of one engine: a task with more products, which begin with those of `task`. Null to leave it out. */
  readonly longer: { readonly engine: Engine; readonly task: Task } | null;
  readonly meter: CapacityMeter;
  readonly rounds: Rounds;
  readonly clock: Pick<Clock, 'nowMs'>;
  /** The step of this clock, in milliseconds: a run that is shorter counts as so long [0]. */
  readonly stepMs?: number;
  /** Called before each run, with its name. */
  readonly step: (what: string) => void;
}

/**
 * Races the engines in rounds, each in another order. So a machine that grows slower or faster favours none of them. Engines are
 * compared within a round.
 *
 * @throws DisagreementError when engines disagree on products, leftovers or digest
 * @throws BooksError when the books of a run do not balance
 * @throws StationFailure when a station fails
 */
export async function race(options: Race): Promise<RaceResult> {
  const { workload, task, items, products, passed = 0, lot = 1, stepMs = 0, serviceTimesUs, racers, longer } = options;
  const cannotRun = ({ engine }: Racer): boolean => runsParts(engine.name) && task.line.parts.length === 0;
  const participants = racers.filter((racer) => !cannotRun(racer));
  const { runs, longRuns, parallelCapacity } = await runRounds(options, participants);
  const measuredMs = (racer: Racer): number[] => timesOf(runs, racer).map((ms) => Math.max(ms, stepMs));
  const baselineMs = participants.filter(isBaseline).flatMap(measuredMs);
  const results = participants.map((racer) => {
    const { engine } = racer;
    const own = runs.get(engine) ?? [];
    const threads = own[0]?.threads ?? 1;
    const limit = limitOf(engine.name, { workload, serviceTimesUs, products, lot, parallelCapacity, threads });
    const passing =
      engine.name === 'event-loop' && baselineMs.length > 0 ? passingLimit(passed, medianOf(baselineMs)) : 1;
    // On one worker thread items are passed on by other code than on the main thread: that may be faster, and is no mistake.
    const moved = kindOf(workload, serviceTimesUs) === 'message-bound' ? Number.MAX_VALUE : passed;
    const slack = engine.packed !== null && threads === 1 ? passingLimit(moved, medianOf(baselineMs)) : 1;
    return resultOf(racer, own, { samples: measuredMs(racer), baselineMs }, limit * passing, slack);
  });
  const short = results.find((_, i) => participants[i]?.engine === longer?.engine);
  const baseline = results.find(({ name }) => name === BASELINE);
  const [longRun] = longRuns;
  return {
    workload,
    kind: kindOf(workload, serviceTimesUs),
    items,
    parallelCapacity,
    lineLimit: lineLimit(serviceTimesUs),
    engines: results,
    steady:
      short === undefined || baseline === undefined || longRun === undefined
        ? null
        : steadyStateOf(
            short,
            baseline,
            longRuns.map(({ wallMs }) => wallMs),
            longRun.products,
          ),
    skipped: racers.filter(cannotRun).map(({ engine }) => ({
      name: engine.name,
      reason: `it runs whole parts of the work, and ${task.notDivided ?? 'this line is not divided into parts'}`,
    })),
  };
}

function resultOf(
  { engine, startupMs, predicted = null }: Racer,
  runs: readonly Run[],
  { samples, baselineMs }: { readonly samples: readonly number[]; readonly baselineMs: readonly number[] },
  limit: number,
  slack: number,
): EngineResult {
  const { name, channel, packed } = engine;
  const [first] = runs;
  if (first === undefined) throw new RangeError(`expected 1 round or more of ${labelOf(engine)}, found none`);
  const medianMs = medianOf(samples);
  const speedup = intervalOf(samples.map((ms, round) => (baselineMs[round] ?? Number.NaN) / ms));
  const outcome = (): EngineResult['outcome'] => {
    if (name === BASELINE) return 'baseline';
    // A plan on the main thread is the cooperative engine once more.
    return packed !== null && first.onMain ? outcomeOfSame(speedup) : outcomeOf(speedup, limit * slack);
  };
  return {
    name,
    channel,
    packed,
    threads: first.threads,
    placement: first.placement,
    onMain: first.onMain,
    predicted,
    startupMs,
    wallMs: { samples, median: medianMs },
    cpuMs: { median: medianOf(runs.map((run) => run.cpuMs)) },
    speedup: { ...speedup, limit },
    outcome: outcome(),
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
