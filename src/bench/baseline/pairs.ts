/** The three pairs, and their race: in each round every side runs in a fresh process. */
import { dirname } from 'node:path';
import { differWidely, type Noise } from '../../measure/machine/noise.ts';
import { isTooFew } from '../../measure/statistics/outcome.ts';
import { type Interval, intervalOf, medianOf, pairedRatios } from '../../measure/statistics/samples.ts';
import { buildWorker } from '../../platform/node/single-worker.ts';
import type { Disturbance, Machine } from '../../platform/platform.ts';
import { runJob } from '../children.ts';
import { BENCH_WORKER } from '../series.ts';
import type { SideCost, SideName, SidePlan } from './sides.ts';

interface Pair {
  readonly name: string;
  readonly ours: SideName;
  readonly bare: SideName;
  readonly plan: SidePlan;
}

/** A run on threads is longer: filling and emptying its channels takes a few milliseconds, on both sides of the pair. */
const ON_THREADS: SidePlan = { cakes: 300_000, warmUps: 5, runs: 7 };

const PAIRS: readonly Pair[] = [
  { name: 'one thread', ours: 'cooperative', bare: 'by hand', plan: { cakes: 100_000, warmUps: 10, runs: 15 } },
  { name: 'threads (ring)', ours: 'threads (ring)', bare: 'bare rings', plan: ON_THREADS },
  { name: 'threads (port)', ours: 'threads (port)', bare: 'bare ports', plan: ON_THREADS },
];

export interface SideResult {
  readonly wallNs: { readonly median: number; readonly samples: readonly number[] };
  readonly cpuNs: { readonly median: number; readonly samples: readonly number[] };
}

export interface PairResult {
  readonly name: string;
  readonly ours: SideResult;
  readonly bare: SideResult;
  /** The time of our engine / the time of the line written by hand, within each round. */
  readonly ratio: Interval;
  /** The same of their CPU time. */
  readonly cpuRatio: Interval;
}

/** The result of the program. */
export interface BaselineDocument {
  readonly schema: 1;
  readonly machine: Machine;
  readonly noise: Disturbance & Noise;
  readonly rounds: number;
  readonly pairs: readonly PairResult[];
}

/** The pairs whose rounds differ widely. */
export function widePairs(pairs: readonly PairResult[]): string[] {
  return pairs.filter(({ ratio }) => !isTooFew(ratio) && differWidely([ratio])).map(({ name }) => name);
}

export function jobsIn(rounds: number): number {
  return rounds * PAIRS.length * 2;
}

/**
 * @param step called before each process
 * @throws BenchError if a process fails
 */
export async function racePairs(
  rounds: number,
  step: (what: string) => void,
  signal: AbortSignal,
): Promise<PairResult[]> {
  const worker = await buildWorker(BENCH_WORKER);
  const costs = new Map<SideName, SideCost[]>();
  try {
    for (let round = 0; round < rounds; round++) {
      for (const { ours, bare, plan } of PAIRS) {
        // A B B A: a slow drift of the machine affects both equally.
        for (const side of round % 2 === 0 ? [ours, bare] : [bare, ours]) {
          step(side);
          const job = { kind: 'side', side, worker: worker.path, plan } as const;
          const result = await runJob(job, dirname(worker.path), signal);
          if (result.kind === 'side') costs.set(side, [...(costs.get(side) ?? []), result.cost]);
        }
      }
    }
  } finally {
    worker.clear();
  }
  return PAIRS.map(({ name, ours, bare }) => {
    const [one, other] = [resultOf(costs.get(ours) ?? []), resultOf(costs.get(bare) ?? [])];
    return {
      name,
      ours: one,
      bare: other,
      ratio: intervalOf(pairedRatios(one.wallNs.samples, other.wallNs.samples)),
      cpuRatio: intervalOf(pairedRatios(one.cpuNs.samples, other.cpuNs.samples)),
    };
  });
}

function resultOf(costs: readonly SideCost[]): SideResult {
  const of = (samples: readonly number[]) => ({ median: medianOf(samples), samples });
  return { wallNs: of(costs.map(({ wallNs }) => wallNs)), cpuNs: of(costs.map(({ cpuNs }) => cpuNs)) };
}
