/** The speedups of the engines over one thread that blocks, under three workloads, with their limits. */
import { bake } from '../../../cake/bake.ts';
import { realServiceTimesUs } from '../../../cake/recipe/duration.ts';
import type { Recipe } from '../../../cake/recipe/recipe.ts';
import { underWorkload } from '../../../cake/recipe/workload.ts';
import { cooperative } from '../../../engine/cooperative.ts';
import type { Engine } from '../../../engine/engine.ts';
import { eventLoop } from '../../../engine/event-loop.ts';
import { pool } from '../../../engine/pool.ts';
import { threads } from '../../../engine/threads.ts';
import { limitOf, lineLimit } from '../../../measure/limit.ts';
import { type CapacityMeter, capacityMeters } from '../../../measure/machine/capacity.ts';
import type { Run } from '../../../measure/run.ts';
import { type Outcome, outcomeOf } from '../../../measure/statistics/outcome.ts';
import { WORKLOADS, type Workload } from '../../../measure/workload.ts';
import { nodePlatform as platform } from '../../../platform/node/platform.ts';
import { cakeLine } from '../cake-lines.ts';
import { speed } from '../speed.ts';
import { withEngines } from '../with-engines.ts';
import { gainOf, inTurn } from './gain.ts';

/** The engines that are compared with one thread that blocks. */
export const ENGINES = ['event-loop', 'threads', 'pool'] as const;
export type Compared = (typeof ENGINES)[number];

/** How many times as fast as one thread that blocks. */
export interface Speedup {
  readonly median: number;
  /** The largest that is possible, on this machine and with this recipe. */
  readonly limit: number;
  readonly outcome: Outcome;
}

type Speedups = Readonly<Record<Compared, Speedup>>;

export interface Facts {
  readonly processors: number;
  /** How many times as fast all of them compute together as one alone. */
  readonly capacity: number;
  /** Sum of the stations' times / the slowest one's, where they compute or wait. */
  readonly lineLimit: number;
  readonly speedups: Readonly<Record<Workload, Speedups>>;
  /** For each workload: how many engines ran, and how many different numbers of cakes and digests there were. */
  readonly ran: readonly Ran[];
}

export interface Ran {
  readonly engines: number;
  readonly cakes: number;
  readonly digests: number;
}

export interface Sizes {
  /** How many cakes each run bakes. */
  readonly cakes: Readonly<Record<Workload, number>>;
  readonly rounds: number;
  /** Runs of each engine before the first round. */
  readonly warmUps: Readonly<Record<Workload, number>>;
}

/** Parts per core: with several small parts, one delayed baker does not delay all the others. */
const PARTS_PER_CORE = 4;

export async function speedups(recipe: Recipe, sizes: Sizes): Promise<Facts> {
  const cores = platform.cores();
  const bakers = pool({ platform, threads: cores });
  const engines = {
    cooperative: cooperative({ platform }),
    'event-loop': eventLoop({ platform }),
    threads: threads({ platform }),
    pool: bakers,
  };
  return await withEngines(Object.values(engines), async () => {
    const meter = capacityMeters(bakers, cores, speed()).computing;
    const race = (workload: Workload) => raced(engines, recipe, workload, sizes, meter);
    const races = {
      'cpu-bound': await race('cpu-bound'),
      'wait-bound': await race('wait-bound'),
      'message-bound': await race('message-bound'),
    };
    return {
      processors: cores,
      capacity: meter.capacity(),
      lineLimit: races['cpu-bound'].lineLimit,
      speedups: {
        'cpu-bound': races['cpu-bound'].speedups,
        'wait-bound': races['wait-bound'].speedups,
        'message-bound': races['message-bound'].speedups,
      },
      ran: WORKLOADS.map((workload) => races[workload].ran),
    };
  });
}

type Engines = Readonly<Record<'cooperative' | Compared, Engine>>;

/** Runs all engines in turn, and measures the capacity of the machine between their runs. */
async function raced(
  engines: Engines,
  recipe: Recipe,
  workload: Workload,
  { cakes, rounds, warmUps }: Sizes,
  meter: CapacityMeter,
): Promise<{ readonly speedups: Speedups; readonly lineLimit: number; readonly ran: Ran }> {
  const count = cakes[workload];
  const { graph, line } = cakeLine(underWorkload(recipe, workload), count, PARTS_PER_CORE * platform.cores());
  const runs: Run[] = [];
  const names = ['cooperative', ...ENGINES] as const;
  const runners = names.map((name) => async () => {
    const run = await bake(engines[name], graph, line);
    runs.push(run);
    return run.wallMs;
  });
  for (let i = 0; i < warmUps[workload]; i++) for (const run of runners) await run();
  const sample = async (): Promise<number> => {
    await meter.sample();
    return meter.capacity();
  };
  const [oneMs, ...othersMs] = await inTurn(rounds, [...runners, sample]);
  const serviceTimesUs = realServiceTimesUs(graph, count);
  const speedupOf = (engine: Compared): Speedup => {
    const { ratio } = gainOf(oneMs, othersMs[ENGINES.indexOf(engine)]);
    const limit = limitOf(engine, {
      workload,
      serviceTimesUs,
      products: count,
      lot: graph.lot,
      parallelCapacity: meter.capacity(),
      threads: engine === 'threads' ? graph.stations.length + 1 : platform.cores(),
    });
    return { median: ratio.median, limit, outcome: outcomeOf(ratio, limit) };
  };
  return {
    speedups: { 'event-loop': speedupOf('event-loop'), threads: speedupOf('threads'), pool: speedupOf('pool') },
    lineLimit: lineLimit(serviceTimesUs),
    ran: {
      engines: names.length,
      cakes: new Set(runs.map(({ products }) => products)).size,
      digests: new Set(runs.map(({ digest }) => digest)).size,
    },
  };
}
