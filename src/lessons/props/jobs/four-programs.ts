/** Four small programs, each in the ways that it can run: one thread, timers on one thread, a pool, a line of threads. */
import { setTimeout as sleep } from 'node:timers/promises';
import { bake } from '../../../cake/bake.ts';
import { serviceTimesUs } from '../../../cake/recipe/graph.ts';
import { cooperative } from '../../../engine/cooperative.ts';
import { pool } from '../../../engine/pool.ts';
import { threads } from '../../../engine/threads.ts';
import { lineLimit } from '../../../measure/limit.ts';
import { capacityMeters } from '../../../measure/machine/capacity.ts';
import { outcomeOf } from '../../../measure/statistics/outcome.ts';
import { medianOf } from '../../../measure/statistics/samples.ts';
import { nodePlatform as platform } from '../../../platform/node/platform.ts';
import { cake, cakeLine } from '../cake-lines.ts';
import { type Gain, gainOf, inTurn } from '../gains/gain.ts';
import { speed } from '../speed.ts';
import { withEngines } from '../with-engines.ts';
import { doJob, type Job } from './job.ts';
import { type JobPool, withJobPool } from './job-pool.ts';

/** From the simplest to the most complex one. */
export const WAYS = ['one thread', 'timers', 'pool', 'line'] as const;
export type Way = (typeof WAYS)[number];

export interface Program {
  readonly name: string;
  /** Whether its jobs wait, or compute. */
  readonly waits: boolean;
  /** How long a job takes, in microseconds. */
  readonly us: number;
  /** Whether its jobs can be done apart from each other. */
  readonly independent: boolean;
  readonly jobs: number;
}

/** Milliseconds, round by round, in the order of the ways. */
export interface Timed {
  readonly way: Way;
  readonly ms: readonly number[];
  /** How many times as fast as one thread it can be. */
  readonly limit: number;
}

export interface Raced {
  readonly program: Program;
  readonly ways: readonly Timed[];
}

/** What decides, on this machine. */
export interface Machine {
  readonly processors: number;
  readonly workers: number;
  /** How many times as much as one thread all workers compute. */
  readonly capacity: number;
  readonly startMs: number;
  /** A job without work to a worker, and its answer. */
  readonly messageUs: number;
  /** The shortest job, of those that were tried, from which on the pool wins; null if it never does. */
  readonly paysFromUs: number | null;
}

export interface Sizes {
  readonly rounds: number;
  /** The share of the usual number of jobs. */
  readonly share: number;
}

/** More workers would only take more time to start. */
const MOST_WORKERS = 4;
const GRAINS_US = [10, 30, 100, 300];
/** At each grain one thread computes for about so long, in milliseconds. */
const GRAIN_MS = 5;
const MESSAGES = 2000;
const CAPACITY_SAMPLES = 3;

export async function measured(
  programs: readonly Program[],
  sizes: Sizes,
): Promise<{ readonly machine: Machine; readonly raced: readonly Raced[] }> {
  const processors = platform.cores();
  const workers = Math.min(processors, MOST_WORKERS);
  const bakers = pool({ platform, threads: workers });
  const capacity = await withEngines([bakers], async () => {
    const meter = capacityMeters(bakers, workers, speed()).computing;
    for (let i = 0; i < Math.max(1, CAPACITY_SAMPLES * sizes.share); i++) await meter.sample();
    return meter.capacity();
  });
  const [apart, inSteps] = [programs.filter((one) => one.independent), programs.filter((one) => !one.independent)];
  const ofPool = await withJobPool(workers, async (jobPool) => {
    const messageUs = await messageUsOf(jobPool, sizes);
    const paysFromUs = await grainOf(jobPool, sizes);
    const races: Raced[] = [];
    for (const program of apart)
      races.push(await raceJobs(program, jobPool, sizes, Math.min(workers, program.waits ? workers : capacity)));
    return { startMs: jobPool.startMs, messageUs, paysFromUs, races };
  });
  const { races, ...figures } = ofPool;
  const lines: Raced[] = [];
  for (const program of inSteps) lines.push(await raceLine(program, sizes, capacity));
  const all = [...races, ...lines];
  return {
    machine: { processors, workers, capacity, ...figures },
    raced: programs.flatMap((program) => all.filter((raced) => raced.program === program)),
  };
}

async function messageUsOf(jobPool: JobPool, { rounds, share }: Sizes): Promise<number> {
  const messages = Math.ceil(MESSAGES * share);
  const job: Job = { kind: 'computes', iterations: 0 };
  const us: number[] = [];
  await jobPool.run(job, messages);
  for (let round = 0; round < rounds; round++)
    us.push((1000 * (await msOf(() => jobPool.run(job, messages)))) / messages);
  return medianOf(us);
}

/** The shortest job with which the pool wins, and with all longer ones too. */
async function grainOf(jobPool: JobPool, sizes: Sizes): Promise<number | null> {
  const wins: boolean[] = [];
  for (const us of GRAINS_US) {
    const jobs = Math.ceil((1000 * GRAIN_MS * sizes.share) / us);
    const { ways } = await raceJobs(
      { name: '', waits: false, us, independent: true, jobs },
      jobPool,
      { ...sizes, share: 1 },
      1,
    );
    wins.push(gainOf(ways[0]?.ms, ways.at(-1)?.ms).outcome === 'wins');
  }
  const last = wins.lastIndexOf(false);
  return GRAINS_US[last + 1] ?? null;
}

async function raceJobs(program: Program, jobPool: JobPool, { rounds, share }: Sizes, limit: number): Promise<Raced> {
  const { waits, us } = program;
  const jobs = Math.max(1, Math.ceil(program.jobs * share));
  const job: Job = waits
    ? { kind: 'waits', ms: us / 1000 }
    : { kind: 'computes', iterations: Math.round(us * speed()) };
  const all = Array.from({ length: jobs }, () => job);
  const runners = [
    async () => {
      for (const one of all) doJob(one);
    },
    ...(waits ? [async () => void (await Promise.all(all.map(() => sleep(us / 1000))))] : []),
    () => jobPool.run(job, jobs),
  ];
  const [one = [], ...others] = await timed(
    runners.map((run) => () => msOf(run)),
    rounds,
  );
  const [pooled = [], timers] = others.toReversed();
  return {
    program,
    ways: [
      { way: 'one thread', ms: one, limit: 1 },
      ...(timers === undefined ? [] : [{ way: 'timers', ms: timers, limit: jobs } as const]),
      { way: 'pool', ms: pooled, limit },
    ],
  };
}

/** The line works for each cake as long as a job of the program takes. */
async function raceLine(program: Program, { rounds, share }: Sizes, capacity: number): Promise<Raced> {
  const engines = [cooperative({ platform }), threads({ platform })];
  const recipe = cake('cpu-bound');
  const usual = recipe.stations.reduce((sum, { workUs = 0 }) => sum + workUs, 0);
  const stations = recipe.stations.map((station) => ({
    ...station,
    workUs: ((station.workUs ?? 0) * program.us) / usual,
  }));
  const { graph, line } = cakeLine({ ...recipe, stations }, Math.max(2, Math.ceil(program.jobs * share)));
  // Without the start of the threads, as for the pool.
  const runners = engines.map((engine) => async () => (await bake(engine, graph, line)).wallMs);
  return await withEngines(engines, async () => {
    const [one = [], several = []] = await timed(runners, rounds);
    const limit = Math.min(capacity, lineLimit(serviceTimesUs(graph)));
    return {
      program,
      ways: [
        { way: 'one thread', ms: one, limit: 1 },
        { way: 'line', ms: several, limit },
      ],
    };
  });
}

/** Milliseconds of each runner by round. The first round is a warm-up. */
async function timed(runners: readonly (() => Promise<number>)[], rounds: number): Promise<number[][]> {
  const samples = await inTurn(1 + rounds, runners);
  return samples.map((ms) => ms.slice(1));
}

async function msOf(run: () => Promise<void>): Promise<number> {
  const beganMs = performance.now();
  await run();
  return performance.now() - beganMs;
}

/** How many times as fast as one thread a way is; null if the program was not run in this way. */
export function gainIn({ ways }: Raced, way: Way): Gain | null {
  const one = ways.find((timed) => timed.way === 'one thread');
  const other = ways.find((timed) => timed.way === way);
  return one === undefined || other === undefined ? null : gainOf(one.ms, other.ms);
}

/** Whether a way is faster than it can be. */
export function isImpossible(raced: Raced): boolean {
  return raced.ways.some(({ way, limit }) => {
    const gain = gainIn(raced, way);
    return gain !== null && way !== 'one thread' && outcomeOf(gain.ratio, limit) === 'not-trusted';
  });
}
