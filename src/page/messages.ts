/** What the page and the thread that coordinates the others say to each other. Types only: each side has its own code. */

import type { Interval } from '../measure/statistics/samples.ts';
import type { Workload } from '../measure/workload.ts';
import type { Trace } from '../trace/trace.ts';
import type { BenchDocument, PageDocument } from './document.ts';
import type { Baked } from './experiment/baking.ts';
import type { Calibration } from './experiment/calibration.ts';
import type { RunFigures } from './experiment/figures.ts';
import type { Setting } from './experiment/setting.ts';
import type { DrawnRecipe, RecordedWorkload } from './recording/recorded.ts';

/** What a page can ask for: for each kind of job what it takes, and what it answers. `jobs/` has a file for each. */
export interface Jobs {
  readonly race: { readonly request: RaceRequest; readonly answer: PageDocument };
  readonly bake: { readonly request: BakeRequest; readonly answer: Baked };
  readonly bench: { readonly request: BenchRequest; readonly answer: BenchDocument };
  readonly record: { readonly request: RecordRequest; readonly answer: RecordedRuns };
  readonly 'show-line': { readonly request: null; readonly answer: ShownLine };
  readonly experiment: { readonly request: ExperimentRequest; readonly answer: Experiment };
}

export type JobKind = keyof Jobs;

/** Asks for a job. */
export interface Asked<Kind extends JobKind> {
  readonly kind: Kind;
  readonly request: Jobs[Kind]['request'];
}

/** What a job tells while it runs; the last news are `done` or `failed`. */
export type News<Kind extends JobKind> =
  /** The least number of steps that will follow. */
  | { readonly kind: 'planned'; readonly steps: number }
  /** A step begins. */
  | { readonly kind: 'step'; readonly what: string }
  | { readonly kind: 'done'; readonly answer: Jobs[Kind]['answer'] }
  | { readonly kind: 'failed'; readonly message: string };

/** Asks for a race. */
export interface RaceRequest {
  readonly workloads: readonly Workload[];
  readonly seed: number;
  /** For every workload; null for as many as take about a tenth of a second on one thread. */
  readonly cakes: number | null;
  /** A few short runs: too few for figures that one can quote. */
  readonly quick: boolean;
}

/** Asks for cakes from one thread. */
export interface BakeRequest {
  /** How often the same order is baked. */
  readonly runs: number;
}

/** Asks what messages cost. */
export interface BenchRequest {
  /** A few short runs: too few for figures that one can quote. */
  readonly quick: boolean;
}

/** Asks for a recording of a few cakes under every engine. */
export interface RecordRequest {
  readonly workload: Workload;
  readonly seed: number;
}

export interface RecordedRuns {
  readonly recording: RecordedWorkload;
  readonly drawnRecipe: DrawnRecipe;
}

/** A few cakes on one thread. */
export interface ShownLine {
  readonly trace: Trace;
  readonly drawnRecipe: DrawnRecipe;
  readonly cakes: number;
}

/** Asks for runs of one setting. */
export interface ExperimentRequest {
  readonly setting: Setting;
  /** Of this device; null where it has not been calibrated yet. */
  readonly calibration: Calibration | null;
}

export interface Experiment {
  readonly setting: Setting;
  readonly calibration: Calibration;
  /** Of runs that were not recorded. */
  readonly wallMs: Interval & { readonly samples: readonly number[] };
  /** The step in which the clock of the runs moves, in milliseconds. */
  readonly clockStepMs: number;
  readonly products: number;
  /** Of each run, eight hexadecimal digits. */
  readonly digest: string;
  /** Of one run more, which was recorded. */
  readonly recorded: RunFigures;
  readonly trace: Trace;
}
