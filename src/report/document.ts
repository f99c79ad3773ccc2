/** The document of a report: all that the page draws, as plain data that can be stored and drawn again. */
import type { BreakEven } from '../bench/break-even.ts';
import type { Figure } from '../bench/document.ts';
import type { Machine } from '../measure/machine.ts';
import type { WorkloadResult } from '../measure/race.ts';
import type { Workload } from '../recipe/workload.ts';
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
  readonly machine: Machine;
  readonly kitchen: Kitchen;
  readonly workloads: readonly RacedWorkload[];
  /** One paragraph per workload. */
  readonly verdict: readonly string[];
  readonly recordings: readonly Recording[];
  readonly bench: ReportBench;
}

/** JSON knows no Infinity: a line limit that there is not is null. */
export interface RacedWorkload extends Omit<WorkloadResult, 'lineLimit'> {
  readonly lineLimit: number | null;
}

/** The recipe as far as pictures need it. */
export interface Kitchen {
  readonly recipe: string;
  /** Name and symbol of each ingredient, by its place in the alphabet. */
  readonly ingredients: readonly { readonly name: string; readonly symbol: string }[];
  readonly stations: readonly KitchenStation[];
  /** The ingredient that leaves the line: the cake. */
  readonly product: number;
}

export interface KitchenStation {
  readonly name: string;
  readonly needs: readonly { readonly ingredient: number; readonly count: number }[];
  readonly makes: number;
}

/** The same few cakes under every engine. */
export interface Recording {
  readonly workload: Workload;
  readonly cakes: number;
  readonly traces: readonly Trace[];
}

export interface ReportBench {
  /** Message costs and start-up. */
  readonly figures: readonly Figure[];
  /** Over the chocolate cake, whatever recipe was raced: a sweep needs stations that all work as much. */
  readonly breakEven: BreakEven;
}
