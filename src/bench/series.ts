/** A series: every job several times, forwards and backwards in turn, so that a slow drift of the machine affects all jobs. */

import { dirname } from 'node:path';
import { moduleUrl } from '../platform/node/own-files.ts';
import { buildWorker } from '../platform/node/single-worker.ts';
import { runJob } from './children.ts';
import type { Startup, Sweep, SweepPlan } from './job.ts';
import { MESSAGE_CASES } from './messages/cases.ts';
import type { Durations, LinkCost } from './messages/link.ts';

export interface Plan {
  /** How many fresh processes measure each case. */
  readonly repetitions: number;
  /** The names of the cases to measure, in the order of the table. */
  readonly cases: readonly string[];
  readonly durations: Durations;
  readonly sweep: Omit<SweepPlan, 'backwards'>;
}

/** URL of the threads that the bench measures. */
export const BENCH_WORKER = moduleUrl('workers/bench');

const ALL_CASES = MESSAGE_CASES.map(({ name }) => name);

export const FULL: Plan = {
  repetitions: 5,
  cases: ALL_CASES,
  durations: { warmUpMs: 50, throughputMs: 120, roundTripMs: 120, latencyMs: 160 },
  sweep: { grainsUs: [0, 0.1, 0.3, 1, 3, 10, 30, 100, 300, 1000], runMs: 200, warmUps: 4 },
};

export const QUICK: Plan = {
  repetitions: 1,
  cases: ALL_CASES,
  durations: { warmUpMs: 20, throughputMs: 30, roundTripMs: 30, latencyMs: 40 },
  sweep: { grainsUs: [0, 0.3, 1, 3, 30, 300], runMs: 50, warmUps: 4 },
};

/** How many threads start at once: as many as the chocolate cake needs. */
export const STARTED_THREADS = 5;

export interface Series {
  /** By the name of the case, one cost for each repetition. */
  readonly messages: ReadonlyMap<string, readonly LinkCost[]>;
  readonly sweeps: readonly Sweep[];
  readonly startups: readonly Startup[];
}

export function jobsIn(plan: Plan): number {
  return plan.repetitions * (plan.cases.length + 2);
}

/**
 * @param step called before each job
 * @throws BenchError if a job fails
 */
export async function runSeries(plan: Plan, step: (what: string) => void, signal: AbortSignal): Promise<Series> {
  const messages = new Map<string, LinkCost[]>(plan.cases.map((name) => [name, []]));
  const sweeps: Sweep[] = [];
  const startups: Startup[] = [];
  const worker = await buildWorker(BENCH_WORKER);
  const folder = dirname(worker.path);
  try {
    for (let repetition = 0; repetition < plan.repetitions; repetition++) {
      const backwards = repetition % 2 === 1;
      for (const name of backwards ? plan.cases.toReversed() : plan.cases) {
        step(name);
        const result = await runJob(
          { kind: 'message', name, worker: worker.path, durations: plan.durations },
          folder,
          signal,
        );
        if (result.kind === 'message') messages.get(name)?.push(result.cost);
      }
      step('break-even');
      const swept = await runJob({ kind: 'grain', plan: { ...plan.sweep, backwards } }, folder, signal);
      if (swept.kind === 'grain') sweeps.push(swept.sweep);
      step('start-up');
      const started = await runJob({ kind: 'startup', worker: worker.path, threads: STARTED_THREADS }, folder, signal);
      if (started.kind === 'startup') startups.push(started.startup);
    }
    return { messages, sweeps, startups };
  } finally {
    worker.clear();
  }
}
