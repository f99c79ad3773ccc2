/** What a picture of a run is drawn from: a recording, and the names of what it shows. Plain data. */
import type { Workload } from '../../measure/workload.ts';
import type { Trace } from '../../trace/trace.ts';

/** The parts of the recipe that the page needs. */
export interface DrawnRecipe {
  readonly name: string;
  /** What leaves the line: `cake`, or `result` of a line of one's own. */
  readonly product: string;
  /** Name and symbol of each ingredient, in the order of the alphabet: once for each station that needs it. */
  readonly ingredients: readonly { readonly name: string; readonly symbol: string }[];
  readonly stations: readonly DrawnStation[];
}

export interface DrawnStation {
  readonly name: string;
  readonly needs: readonly { readonly ingredient: number; readonly count: number }[];
  /** For one of the stations that need it: the symbol is the same for all. */
  readonly makes: number;
}

/** A figure with the bounds that are drawn around it: the interval of the median. */
export interface BoundedFigure {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

/** The same few cakes, recorded under every engine. */
export interface RecordedWorkload {
  readonly workload: Workload;
  readonly cakes: number;
  /** Until when the runs were recorded, in nanoseconds; null where they were recorded to their end. */
  readonly beginningNs: number | null;
  readonly recorded: readonly RecordedRun[];
}

export interface RecordedRun {
  readonly trace: Trace;
  /** The time of a recorded run divided by the time of a run that is not recorded; null where that was not measured. */
  readonly cost: BoundedFigure | null;
}
