/** How much of a contrast is measured: a full run, or a quick one that is too short to quote. */
import type { Workload } from '../measure/workload.ts';

export interface RunLengths {
  /** About how long one run of the cooperative engine takes. Milliseconds. */
  readonly runMs: Readonly<Record<Workload, number>>;
  /** Timed runs of each engine. */
  readonly samples: number;
  /** How often each engine runs the warm-up lines before the first race. */
  readonly warmUps: number;
}

export const FULL_RUN: RunLengths = {
  runMs: { 'cpu-bound': 230, 'wait-bound': 220, 'message-bound': 30 },
  samples: 5,
  warmUps: 5,
};

export const QUICK_RUN: RunLengths = {
  runMs: { 'cpu-bound': 40, 'wait-bound': 60, 'message-bound': 5 },
  samples: 2,
  warmUps: 1,
};
