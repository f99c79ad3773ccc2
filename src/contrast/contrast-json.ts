/** The contrast as one JSON document. */
import type { Contrast } from './contrast.ts';

export interface ContrastDocument {
  readonly schema: 1;
  readonly [field: string]: unknown;
}

/** JSON knows no Infinity: a limit that there is not is null. */
export function contrastDocument(
  recipe: string,
  quick: boolean,
  contrast: Contrast,
  verdict: readonly string[],
): ContrastDocument {
  return {
    schema: 1,
    /** A smoke run: too short to be quoted. */
    quick,
    machine: contrast.machine,
    workloads: contrast.workloads.map(({ name, order, ingredients, parallelCapacity, lineLimit, engines, absent }) => ({
      name,
      order: { recipe, cakes: order.cakes, ingredients, seed: order.seed, delivery: order.delivery },
      parallelCapacity,
      lineLimit: Number.isFinite(lineLimit) ? lineLimit : null,
      engines,
      absent,
    })),
    verdict: verdict.join('\n'),
  };
}
