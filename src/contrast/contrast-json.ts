/** The contrast as one JSON document. */
import type { WorkloadVerdict } from '../measure/verdict.ts';
import type { Contrast } from './contrast.ts';

export interface ContrastDocument {
  readonly schema: 2;
  readonly [field: string]: unknown;
}

/**
 * The names of the fields are those of schema 2, also where the code has other ones.
 * `lineLimit` is null if there is no limit: JSON has no Infinity.
 *
 * @param explanation the reasoning behind the verdict, if it was asked for
 */
export function contrastDocument(
  recipe: string,
  quick: boolean,
  contrast: Contrast,
  verdict: readonly WorkloadVerdict[],
  explanation: readonly WorkloadVerdict[] | null,
): ContrastDocument {
  return {
    schema: 2,
    /** A quick run: too short for figures that you can quote. */
    quick,
    /** With it the same order gives the same digest on another machine. */
    iterationsPerUs: contrast.iterationsPerUs,
    machine: contrast.machine,
    noise: contrast.noise,
    workloads: contrast.workloads.map(
      ({ workload, order, items, parallelCapacity, lineLimit, engines, skipped, steady }) => ({
        name: workload,
        order: { recipe, cakes: order.cakes, ingredients: items, seed: order.seed, delivery: order.delivery },
        parallelCapacity,
        lineLimit: Number.isFinite(lineLimit) ? lineLimit : null,
        engines,
        steady,
        absent: skipped,
      }),
    ),
    verdict,
    advice: contrast.workloads.flatMap(({ workload, advice }) => (advice === null ? [] : [{ workload, ...advice }])),
    ...(explanation === null ? {} : { explanation }),
  };
}
