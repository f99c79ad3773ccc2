/**
 * The document of a report: all that the page draws, as plain data that can be stored and drawn again.
 *
 * Its types are its own: the page is compiled for a browser, where most of what measures does not exist.
 */
import type { Delivery } from '../cake/order.ts';
import type { Workload } from '../measure/workload.ts';
import type { Trace } from '../trace/trace.ts';

export interface ReportDocument {
  readonly schema: 1;
  readonly kind: 'report';
  /** A smoke run: too short to be quoted. */
  readonly quick: boolean;
  /** What was typed, so that anybody can repeat it. */
  readonly command: string;
  /** When it was measured: ISO 8601. */
  readonly measuredAt: string;
  readonly machine: ReportMachine;
  readonly kitchen: Kitchen;
  readonly workloads: readonly RacedWorkload[];
  /** One paragraph per workload. */
  readonly verdict: readonly string[];
  readonly recordings: readonly Recording[];
  readonly bench: ReportBench;
}

export interface ReportMachine {
  readonly node: string;
  readonly platform: string;
  readonly cpu: string;
  readonly cores: number;
  readonly parallelCapacity: number;
}

/** The recipe as far as pictures need it. */
export interface Kitchen {
  readonly recipe: string;
  /** Name and symbol of each ingredient, by its place in the alphabet. */
  readonly ingredients: readonly { readonly name: string; readonly symbol: string }[];
  readonly stations: readonly KitchenStation[];
}

export interface KitchenStation {
  readonly name: string;
  readonly needs: readonly { readonly ingredient: number; readonly count: number }[];
  readonly makes: number;
}

export interface Spread {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

export interface RacedWorkload {
  readonly name: Workload;
  readonly order: { readonly cakes: number; readonly seed: number; readonly delivery: Delivery };
  readonly items: number;
  readonly parallelCapacity: number;
  /** Null where nobody works or rests: JSON knows no Infinity. */
  readonly lineLimit: number | null;
  readonly engines: readonly RacedEngine[];
  readonly absent: readonly { readonly name: string; readonly reason: string }[];
}

export interface RacedEngine {
  readonly name: 'cooperative' | 'event-loop' | 'threads' | 'pool';
  readonly channel: 'none' | 'mailbox' | 'port' | 'ring';
  readonly threads: number;
  readonly startupMs: number;
  readonly wallMs: { readonly samples: readonly number[]; readonly median: number };
  readonly cpuMs: { readonly median: number };
  /** Over the cooperative engine. */
  readonly speedup: Spread & { readonly limit: number };
  readonly productsPerSecond: number;
  readonly products: number;
  readonly digest: string;
  readonly stations: readonly { readonly name: string; readonly busyMs: number; readonly utilisation: number }[];
}

/** The same few cakes under every engine. */
export interface Recording {
  readonly workload: Workload;
  readonly cakes: number;
  readonly recorded: readonly RecordedRun[];
}

export interface RecordedRun {
  readonly trace: Trace;
  /** Time of a recorded run by that of one that is not. */
  readonly cost: Spread;
}

export interface ReportBench {
  /** Message costs and start-up. */
  readonly figures: readonly ReportFigure[];
  /** Over the chocolate cake, whatever recipe was raced: a sweep needs stations that all work as much. */
  readonly breakEven: ReportBreakEven;
}

/** `one-to-one-port-throughput`. */
export interface ReportFigure extends Spread {
  readonly name: string;
  readonly unit: 'ns' | 'ms';
}

export const DRAWN_RACERS = ['threads (port, one by one)', 'threads (port)', 'threads (ring)', 'pool'] as const;
export type DrawnRacer = (typeof DRAWN_RACERS)[number];

export interface ReportBreakEven {
  readonly points: readonly {
    /** Work per ingredient. */
    readonly workUs: number;
    readonly racers: Readonly<Record<DrawnRacer, { readonly measured: Spread; readonly predicted: number }>>;
  }[];
  /** From which work on a thread pays: 0 with none at all, null nowhere. */
  readonly grains: Readonly<
    Record<DrawnRacer, { readonly measuredUs: number | null; readonly predictedUs: number | null }>
  >;
}
