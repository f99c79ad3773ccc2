/** How much a report measures: for about two minutes, or about 20 s with --quick. */
import type { Plan } from '../bench/series.ts';
import { FULL_RUN, QUICK_RUN, type RunLengths } from '../contrast/run-lengths.ts';
import { LEAST_SWEEPS } from '../measure/statistics/crossing.ts';

export interface ReportPlan extends RunLengths {
  /** Untimed runs before, and pairs of runs with and without recording. */
  readonly recording: { readonly warmUps: number; readonly pairs: number };
  /** Message costs are measured once; break-even and start-up as often as the plan says. */
  readonly bench: Plan;
}

/** The cases of the bench that a lecture needs. */
const CASES = [
  'same-thread-call',
  'same-thread-next',
  'same-thread-mailbox',
  'one-to-one-ring',
  'one-to-one-port-batched',
  'one-to-one-port',
  'one-to-one-port-64KiB-cloned',
  'one-to-one-port-64KiB-transferred',
  'one-to-one-port-64KiB-shared',
  'through-main-port',
  'one-to-one-comlink',
  'one-to-pool-piscina',
];
const QUICK_CASES = [
  'same-thread-call',
  'same-thread-next',
  'one-to-one-ring',
  'one-to-one-port',
  'one-to-one-comlink',
];

export const FULL: ReportPlan = {
  ...FULL_RUN,
  recording: { warmUps: 3, pairs: 3 },
  bench: {
    repetitions: LEAST_SWEEPS,
    cases: CASES,
    durations: { warmUpMs: 40, throughputMs: 80, roundTripMs: 60, latencyMs: 60 },
    sweep: { grainsUs: [0, 0.1, 0.3, 1, 3, 10, 30, 300], runMs: 40, warmUps: 4 },
  },
};

export const QUICK: ReportPlan = {
  ...QUICK_RUN,
  recording: { warmUps: 1, pairs: 1 },
  bench: {
    repetitions: 1,
    cases: QUICK_CASES,
    durations: { warmUpMs: 20, throughputMs: 30, roundTripMs: 30, latencyMs: 20 },
    sweep: { grainsUs: [0, 0.3, 1, 3, 30, 300], runMs: 40, warmUps: 4 },
  },
};
