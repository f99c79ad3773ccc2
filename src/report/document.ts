/**
 * The document of a report: all that the page draws, as plain data that can be stored and drawn again.
 *
 * It has its own types: the page is compiled for a browser, which cannot load the code that measures.
 */
import type { Delivery } from '../cake/recipe/order.ts';
import type { EngineName, EngineRow } from '../engine/engine-table.ts';
import type { Placement } from '../engine/placement/placement.ts';
import type { Advice } from '../measure/advice.ts';
import type { ParallelCapacity } from '../measure/machine/capacity.ts';
import type { Noise } from '../measure/machine/noise.ts';
import type { PredictedGrain } from '../measure/model.ts';
import type { Crossing } from '../measure/statistics/crossing.ts';
import type { Outcome } from '../measure/statistics/outcome.ts';
import type { SteadyState } from '../measure/steady-state.ts';
import type { WorkloadVerdict } from '../measure/verdict.ts';
import type { Workload } from '../measure/workload.ts';
import type { BoundedFigure, DrawnRecipe, RecordedWorkload } from '../page/recording/recorded.ts';

export interface ReportDocument {
  readonly schema: 2;
  readonly kind: 'report';
  /** A quick run: too short for figures that can be quoted. */
  readonly quick: boolean;
  /** The command that made it, so that the run can be repeated. */
  readonly command: string;
  /** When the run was measured: ISO 8601. */
  readonly measuredAt: string;
  readonly machine: ReportMachine;
  readonly drawnRecipe: DrawnRecipe;
  readonly workloads: readonly RacedWorkload[];
  readonly verdict: readonly WorkloadVerdict[];
  /** What disturbed the race. */
  readonly noise: Noise;
  readonly recordings: readonly RecordedWorkload[];
  /** A thread that dies, and another one that takes its place; null where that was not recorded. */
  readonly death: RecordedDeath | null;
  /** Null in the report of a line of one's own. */
  readonly bench: ReportBench | null;
}

/** Two recorded runs: in the first one no thread dies, the second one is supervised. */
export interface RecordedDeath {
  readonly recording: RecordedWorkload;
  /** The station whose thread dies, and in the middle of which of the items that it sends. */
  readonly victim: { readonly station: string; readonly item: number };
  /** The length of each piece of work and each rest, divided by its length in the recipe. */
  readonly timeScale: number;
}

export interface ReportMachine {
  readonly node: string;
  readonly platform: string;
  readonly cpu: string;
  readonly cores: number;
  readonly parallelCapacity: ParallelCapacity;
}

export interface RacedWorkload {
  readonly name: Workload;
  /** Null for a line of one's own. */
  readonly order: { readonly cakes: number; readonly seed: number; readonly delivery: Delivery } | null;
  readonly items: number;
  readonly parallelCapacity: number;
  /** Null if no station works or rests: JSON has no Infinity. */
  readonly lineLimit: number | null;
  readonly engines: readonly RacedEngine[];
  readonly absent: readonly { readonly name: string; readonly reason: string }[];
  /** Of the faster line on threads; null where it was not measured. */
  readonly steady: SteadyState | null;
  /** Which engine to use; null where there were too few rounds to say so, or nothing was compared. */
  readonly advice: Advice | null;
}

export interface RacedEngine {
  readonly name: EngineName;
  readonly channel: EngineRow['channel'];
  /** See `Engine.packed`. */
  readonly packed: number | null;
  /** Which stations shared a thread, by name; null where it does not place them. */
  readonly placement: Placement | null;
  /** Whether its coroutines ran on the main thread. */
  readonly onMain: boolean;
  /** The speedup that was predicted of the placement before the first run; null where none was. */
  readonly predicted: number | null;
  readonly threads: number;
  readonly startupMs: number;
  readonly wallMs: { readonly samples: readonly number[]; readonly median: number };
  readonly cpuMs: { readonly median: number };
  /** The time of the cooperative engine divided by the time of this one. */
  readonly speedup: BoundedFigure & { readonly confidence: number; readonly limit: number };
  readonly outcome: Outcome | 'baseline';
  readonly productsPerSecond: number;
  readonly products: number;
  readonly digest: string;
  readonly stations: readonly { readonly name: string; readonly busyMs: number; readonly utilisation: number }[];
}

export interface ReportBench {
  /** Message costs and start-up times. */
  readonly figures: readonly ReportFigure[];
  /** Always of the chocolate cake, also if another recipe was raced: a sweep needs stations that all work equally long. */
  readonly breakEven: ReportBreakEven;
}

/** One measured figure, for example `one-to-one-port-throughput`. */
export interface ReportFigure extends BoundedFigure {
  readonly name: string;
  readonly unit: 'ns' | 'ms';
  /** Of the interval: 0 if there was one sample. */
  readonly confidence: number;
}

export const DRAWN_RACERS = ['threads (port, one by one)', 'threads (port)', 'threads (ring)', 'pool'] as const;
export type DrawnRacer = (typeof DRAWN_RACERS)[number];

export interface ReportBreakEven {
  readonly points: readonly {
    /** Work per ingredient, in microseconds. */
    readonly workUs: number;
    readonly racers: Readonly<Record<DrawnRacer, { readonly measured: BoundedFigure; readonly predicted: number }>>;
  }[];
  /** The median error of the predictions, as a share, and the same with its sign; null in a run that was stored without them. */
  readonly medianError: number | null;
  readonly medianBias: number | null;
  /** The work from which a thread pays off. */
  readonly grains: Readonly<Record<DrawnRacer, ReportGrain>>;
}

export interface ReportGrain extends PredictedGrain {
  readonly measured: Crossing;
}
