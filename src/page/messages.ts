/** What the page and the thread that coordinates its races say to each other. Types only: each side has its own code. */
import type { Workload } from '../measure/workload.ts';
import type { PageDocument } from './document.ts';

/** Asks for a race. */
export interface RaceRequest {
  readonly workloads: readonly Workload[];
  readonly seed: number;
  /** For every workload; null for as many as take about a tenth of a second on one thread. */
  readonly cakes: number | null;
  /** A few short runs: too few for figures that one can quote. */
  readonly quick: boolean;
}

export type RaceNews =
  /** The least number of runs that will follow. */
  | { readonly kind: 'planned'; readonly runs: number }
  /** A run begins. */
  | { readonly kind: 'step'; readonly what: string }
  | { readonly kind: 'done'; readonly document: PageDocument }
  | { readonly kind: 'failed'; readonly message: string };
