/** The answer: what `cake-factory pays --json` prints, and `pays` returns. */
import type { Noise } from '../measure/machine/noise.ts';
import type { Crossing } from '../measure/statistics/crossing.ts';
import type { Figure } from '../measure/statistics/figure.ts';
import type { Interval } from '../measure/statistics/samples.ts';
import type { Disturbance, Machine } from '../platform/platform.ts';
import type { Proof } from './proof.ts';

/** Where the function should run. */
export type Side = 'inline' | 'worker' | 'pool' | 'unclear';

/** Why threads do not pay. */
export type Reason =
  /** The calls wait, and the main thread can wait for several at once. */
  | 'waits'
  /** There is one core, or no other core is free. */
  | 'no-core'
  /** A call takes less time than a message. */
  | 'too-short'
  /** There is no memory for more than one thread. */
  | 'memory'
  /** The copies of inputs and outputs take most of the time. */
  | 'too-big'
  /** The calls slow each other down, for instance because they wait for the same memory. */
  | 'contention';

export interface Answer {
  readonly schema: 1;
  /** `work.ts#resize` */
  readonly function: string;
  readonly samples: {
    /** How many inputs there were. */
    readonly count: number;
    /** How many of them the timed runs used. */
    readonly timed: number;
  };
  readonly machine: Machine;
  readonly noise: Disturbance & Noise;
  readonly proof: Proof;
  readonly inline: {
    readonly msPerCall: number;
    /** The longest time in which a call let nothing else run on the main thread. */
    readonly heldMs: number;
    readonly cpuMsPerCall: number;
    /** How long the main thread is busy for a call, in milliseconds. */
    readonly mainMsPerCall: number;
    /** Several calls at once on the main thread, for a function that returns promises. */
    readonly atOnce: { readonly calls: number; readonly speedup: Interval } | null;
  };
  /** One input a task, cloned, or transferred where the verdict says so. */
  readonly crossing: { readonly bytesIn: number; readonly bytesOut: number; readonly usPerCall: number };
  readonly pools: readonly PoolAnswer[];
  /** Until a thread has started and loaded the module. */
  readonly startupMs: number;
  /** Of a thread that has made its first calls. */
  readonly memoryMb: number;
  /** What the system or the container had left, in megabytes. */
  readonly availableMb: number;
  /** From this length of a call on a pool pays with one input a task, as an interval; null where it is not shown. */
  readonly breakEvenUs: { readonly low: number; readonly high: number } | null;
  /** The same with its open ends. */
  readonly breakEven: Crossing;
  /** After how many calls the start of the threads has paid; null where it never does, or where it is not shown. */
  readonly startPays: { readonly least: number; readonly most: number } | null;
  readonly verdict: {
    readonly side: Side;
    readonly reason: Reason | null;
    /** 0 for the main thread. */
    readonly threads: number;
    readonly batch: number;
    readonly transfer: boolean;
    readonly sentence: string;
  };
  /** What to write in a program of one's own; empty where nothing has to change. */
  readonly code: string;
  /** What `--compare` compares. */
  readonly figures: readonly Figure[];
}

export interface PoolAnswer {
  readonly threads: number;
  readonly batch: number;
  readonly transfer: boolean;
  /** The time of a call one after the other on the main thread / the time of a call here. */
  readonly speedup: Interval;
  /** Whether it was in the last race, which has longer runs and more rounds. */
  readonly isFinal: boolean;
  readonly msPerCall: number;
  /** How long the main thread is busy for a call, in milliseconds. */
  readonly mainMsPerCall: number;
}
