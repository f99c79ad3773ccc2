/** A job: what one child process of the bench measures. Plain data, so that it fits on a command line. */
import type { Durations, LinkCost } from './messages/link.ts';

export type Job =
  | { readonly kind: 'message'; readonly name: string; readonly worker: string; readonly durations: Durations }
  | {
      readonly kind: 'grain';
      readonly plan: SweepPlan;
    }
  | { readonly kind: 'startup'; readonly worker: string; readonly threads: number };

export type JobResult =
  | { readonly kind: 'message'; readonly cost: LinkCost }
  | { readonly kind: 'grain'; readonly sweep: Sweep }
  | { readonly kind: 'startup'; readonly startup: Startup };

export interface SweepPlan {
  /** Work per ingredient, ascending from 0. Microseconds. */
  readonly grainsUs: readonly number[];
  /** How long the cooperative engine bakes in one run, roughly. Milliseconds. */
  readonly runMs: number;
  /** How thoroughly each racer is warmed up first, 0 or more. */
  readonly warmUps: number;
  /** From the last grain to the first, and the racers in reverse. */
  readonly backwards: boolean;
}

/** Every racer at every grain, once. */
export interface Sweep {
  readonly parallelCapacity: number;
  readonly points: readonly SweepPoint[];
}

export interface SweepPoint {
  /** Work for each ingredient, in microseconds. */
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
  /** From `new Worker` until its first message: one thread, and the last of several. Milliseconds. */
  readonly oneThreadMs: number;
  readonly threadsMs: number;
  /** The same where each thread loads a TypeScript loader first. */
  readonly oneThreadWithLoaderMs: number;
  readonly threadsWithLoaderMs: number;
  /** From nothing to the first cake: on one thread, and on a thread per station, which have to start; and once they have. */
  readonly firstCakeMs: number;
  readonly firstCakeOnThreadsMs: number;
  readonly firstCakeOnWarmThreadsMs: number;
  /** What a cake takes when many are baked. */
  readonly cakeMs: number;
  readonly cakeOnThreadsMs: number;
  /** From nothing to ready. */
  readonly startupMs: number;
}
