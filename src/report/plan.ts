/** How much is measured for a report: within a minute, or a third of that. */
import { MESSAGE_CASES } from '../bench/cases.ts';
import type { Plan } from '../bench/series.ts';
import type { Workload } from '../recipe/workload.ts';

export interface ReportPlan {
  /** How long the cooperative engine bakes in one run, roughly. Milliseconds. */
  readonly runMs: Readonly<Record<Workload, number>>;
  readonly samples: number;
  readonly warmUps: number;
  readonly bench: Plan;
}

export const FULL: ReportPlan = {
  runMs: { 'cpu-bound': 230, 'wait-bound': 220, 'message-bound': 30 },
  samples: 5,
  warmUps: 5,
  bench: {
    repetitions: 1,
    cases: MESSAGE_CASES.map(({ name }) => name),
    durations: { warmUpMs: 40, throughputMs: 80, roundTripMs: 60, latencyMs: 60 },
    grainsUs: [0, 0.1, 0.3, 1, 3, 10, 30, 100, 1000],
    runMs: 100,
  },
};

/** Of the cases those that differ by more than a factor. */
const QUICK_CASES = [
  'same-thread-call',
  'same-thread-next',
  'one-to-one-ring',
  'one-to-one-port-batched',
  'one-to-one-port',
  'one-to-one-comlink',
];

export const QUICK: ReportPlan = {
  runMs: { 'cpu-bound': 40, 'wait-bound': 60, 'message-bound': 5 },
  samples: 2,
  warmUps: 1,
  bench: {
    repetitions: 1,
    cases: QUICK_CASES,
    durations: { warmUpMs: 20, throughputMs: 30, roundTripMs: 30, latencyMs: 20 },
    grainsUs: [0, 0.3, 1, 3, 30, 300],
    runMs: 40,
  },
};
