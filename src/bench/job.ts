/** A job: what one child process of the bench measures. It is plain data, so that it can be passed on a command line. */
import type { SideCost, SideName, SidePlan } from './baseline/sides.ts';
import type { GrainsPlan } from './grains.ts';
import type { Durations, LinkCost } from './messages/link.ts';

export type Job =
  | { readonly kind: 'message'; readonly name: string; readonly worker: string; readonly durations: Durations }
  | {
      readonly kind: 'grain';
      readonly plan: SweepPlan;
    }
  | { readonly kind: 'startup'; readonly worker: string; readonly threads: number }
  | { readonly kind: 'side'; readonly side: SideName; readonly worker: string; readonly plan: SidePlan };

export type JobResult =
  | { readonly kind: 'message'; readonly cost: LinkCost }
  | { readonly kind: 'grain'; readonly sweep: Sweep }
  | { readonly kind: 'startup'; readonly startup: Startup }
  | { readonly kind: 'side'; readonly cost: SideCost };

export type SweepPlan = GrainsPlan;

/** The result: every racer at every grain, once. */
export interface Sweep {
  readonly parallelCapacity: number;
  readonly points: readonly SweepPoint[];
}

export interface SweepPoint {
  /** Work per ingredient, in microseconds. */
  readonly workUs: number;
  readonly cakes: number;
  readonly runs: Readonly<Record<RacerName, { readonly wallMs: number; readonly cpuMs: number }>>;
}

export const RACERS = [
  'cooperative',
  'threads (port, one by one)',
  'threads (ring, one by one)',
  'threads (port)',
  'threads (ring)',
  'pool',
] as const;
export type RacerName = (typeof RACERS)[number];

export interface Startup {
  /** From `new Worker` to the first message, in milliseconds: of one thread, and of the last of several. */
  readonly oneThreadMs: number;
  readonly threadsMs: number;
  /** The same if each thread first loads a TypeScript loader. */
  readonly oneThreadWithLoaderMs: number;
  readonly threadsWithLoaderMs: number;
  /** The time to the first cake: on one thread, on threads that have to start, and on threads that are already running. */
  readonly firstCakeMs: number;
  readonly firstCakeOnThreadsMs: number;
  readonly firstCakeOnWarmThreadsMs: number;
  /** The time per cake when many are made. */
  readonly cakeMs: number;
  readonly cakeOnThreadsMs: number;
  /** Until the threads of a line are ready. */
  readonly startupMs: number;
}
