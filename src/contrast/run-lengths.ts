/** How much of a contrast is measured: a full run, or a quick one that is too short to quote. */
import type { Rounds } from '../measure/statistics/rounds.ts';
import type { Workload } from '../measure/workload.ts';

export interface RunLengths {
  /** About how long one run of the cooperative engine takes. Milliseconds. */
  readonly runMs: Readonly<Record<Workload, number>>;
  /** How long all races together may take, in milliseconds. */
  readonly budgetMs: number;
  readonly leastRounds: Readonly<Record<Workload, number>>;
  readonly mostRounds: number;
  /** How often each engine runs the warm-up lines before the first race. */
  readonly warmUps: number;
  /** Whether a longer run in each round measures the steady state of threads. */
  readonly steady: boolean;
}

export const FULL_RUN: RunLengths = {
  runMs: { 'cpu-bound': 100, 'wait-bound': 85, 'message-bound': 24 },
  budgetMs: 4600,
  // Rests differ little from round to round: six, with which an interval reaches 95 %, are enough.
  leastRounds: { 'cpu-bound': 9, 'wait-bound': 6, 'message-bound': 9 },
  mostRounds: 40,
  warmUps: 2,
  steady: true,
};

export const QUICK_RUN: RunLengths = {
  runMs: { 'cpu-bound': 40, 'wait-bound': 60, 'message-bound': 5 },
  budgetMs: 0,
  leastRounds: { 'cpu-bound': 2, 'wait-bound': 2, 'message-bound': 2 },
  mostRounds: 2,
  warmUps: 1,
  steady: false,
};

/** What a round of each workload costs, compared with the others. */
const SHARES: Readonly<Record<Workload, number>> = { 'cpu-bound': 4, 'wait-bound': 4, 'message-bound': 3 };

/**
 * The rounds of a workload: its share of the budget, or a fixed number.
 *
 * @param workloads those that are raced
 * @param fixed the number that the user asked for; null for as many as the budget allows
 */
export function roundsFor(
  workload: Workload,
  workloads: readonly Workload[],
  { budgetMs, leastRounds, mostRounds }: RunLengths,
  fixed: number | null,
): Rounds {
  if (fixed !== null) return { kind: 'fixed', count: fixed };
  const shares = workloads.reduce((sum, one) => sum + SHARES[one], 0);
  return {
    kind: 'until-narrow',
    least: leastRounds[workload],
    most: mostRounds,
    budgetMs: (budgetMs * SHARES[workload]) / shares,
  };
}
