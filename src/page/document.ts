/** What a page measured, in the shape of `npm start -- --json`, without what a browser does not know. */
import type { Contrast, WorkloadResult } from '../contrast/contrast.ts';
import type { ModelError, PredictedGrain } from '../measure/model.ts';
import type { EngineResult } from '../measure/race.ts';
import type { Crossing } from '../measure/statistics/crossing.ts';
import type { Figure } from '../measure/statistics/figure.ts';
import type { WorkloadVerdict } from '../measure/verdict.ts';
import type { Workload } from '../measure/workload.ts';
import type { Experiment } from './messages.ts';

/** A browser does not tell how much CPU time a page has used. */
export type PageEngine = Omit<EngineResult, 'cpuMs'>;

export interface PageWorkload {
  readonly name: Workload;
  readonly order: {
    readonly recipe: string;
    readonly cakes: number;
    readonly ingredients: number;
    readonly seed: number;
    readonly delivery: string;
  };
  readonly parallelCapacity: number;
  /** Null if there is no limit: JSON has no Infinity. */
  readonly lineLimit: number | null;
  readonly engines: readonly PageEngine[];
  readonly absent: WorkloadResult['skipped'];
}

export interface PageDocument {
  readonly schema: 2;
  /** A quick run: too short for figures that one can quote. */
  readonly quick: boolean;
  /** The speed of the kernel as all engines use it: iterations per microsecond. With it the same order gives the same digest on Node. */
  readonly iterationsPerUs: number;
  readonly machine: {
    /** As the browser names itself. */
    readonly browser: string;
    /** As the browser says. It may say fewer than there are. */
    readonly cores: number;
    readonly parallelCapacity: Contrast['machine']['parallelCapacity'];
    /** Whether threads share memory here, so that rings are possible. */
    readonly sharesMemory: boolean;
  };
  readonly noise: { readonly noisy: boolean; readonly reasons: readonly string[] };
  readonly workloads: readonly PageWorkload[];
  readonly verdict: readonly WorkloadVerdict[];
}

/** What the page keeps in its element `#last-run`: the last race, and what was measured besides it. */
export interface LastRun extends Partial<PageDocument> {
  readonly experiment?: KeptExperiment;
  readonly bench?: BenchDocument;
}

/** What a message costs, and from which grain on a thread pays. */
export interface BenchDocument {
  /** A quick run: too short for figures that one can quote. */
  readonly quick: boolean;
  /** As the figures of `npm run bench -- --json`: `pair-port-batched`, of an item from the source to the station of the smallest line. */
  readonly figures: readonly Figure[];
  /** For each racer the work per item from which on it is faster than one thread. */
  readonly breakEven: readonly BenchBreakEven[];
  /** How far the predicted speedups are off; null in a quick run. */
  readonly modelError: ModelError | null;
  /** The measurements behind the break-even. */
  readonly sweeps: readonly BenchSweep[];
}

export interface BenchBreakEven extends PredictedGrain {
  readonly racer: string;
  readonly crossing: Crossing;
}

export interface BenchSweep {
  readonly parallelCapacity: number;
  readonly points: readonly {
    /** Work per item, in microseconds. */
    readonly workUs: number;
    readonly cakes: number;
    /** How many items moved in a run. */
    readonly items: number;
    /** By the name of the racer. */
    readonly wallMs: Readonly<Record<string, number>>;
  }[];
}

/** Without the trace, which has thousands of events. */
export type KeptExperiment = Omit<Experiment, 'trace'>;

/** @param sharesMemory whether threads share memory */
export function pageDocument(
  recipe: string,
  quick: boolean,
  { iterationsPerUs, machine, noise, workloads }: Contrast,
  verdict: readonly WorkloadVerdict[],
  sharesMemory: boolean,
): PageDocument {
  const { platform, cores, parallelCapacity } = machine;
  return {
    schema: 2,
    quick,
    iterationsPerUs,
    machine: { browser: platform, cores, parallelCapacity, sharesMemory },
    noise: { noisy: noise.noisy, reasons: noise.reasons },
    workloads: workloads.map(
      ({ workload, order, items, parallelCapacity: capacity, lineLimit, engines, skipped }): PageWorkload => ({
        name: workload,
        order: { recipe, cakes: order.cakes, ingredients: items, seed: order.seed, delivery: order.delivery },
        parallelCapacity: capacity,
        lineLimit: Number.isFinite(lineLimit) ? lineLimit : null,
        engines: engines.map(({ cpuMs: _, ...known }) => known),
        absent: skipped,
      }),
    ),
    verdict,
  };
}
