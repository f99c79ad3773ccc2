/** What the page and the thread that coordinates the others say to each other. Types only: each side has its own code. */
import type { Workload } from '../measure/workload.ts';
import type { PageDocument } from './document.ts';

/** What a page can ask for: for each kind of job what it takes, and what it answers. `jobs/` has a file for each. */
export interface Jobs {
  readonly race: { readonly request: RaceRequest; readonly answer: PageDocument };
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
