/** Compares two runs of the bench, figure by figure. */

import type { Figure } from '../measure/statistics/figure.ts';
import { outcomeOf } from '../measure/statistics/outcome.ts';
import { ratioOf } from '../measure/statistics/samples.ts';
import type { Comparable } from './document.ts';

/**
 * `moved`: the outcome of the comparison is clear. `within-noise`: the difference may be noise. `no-interval`: one of the runs has
 * a single sample, so that nothing can be said.
 */
export type Verdict = 'moved' | 'within-noise' | 'no-interval';

export interface Comparison {
  readonly name: string;
  readonly before: Figure;
  readonly now: Figure;
  /** Now / before: above 1 it costs more now. */
  readonly ratio: number;
  readonly verdict: Verdict;
}

/** The figures that both runs have measured, in the order of the newer run. */
export function compared(before: Pick<Comparable, 'figures'>, now: Pick<Comparable, 'figures'>): Comparison[] {
  const known = new Map(before.figures.map((figure) => [figure.name, figure]));
  return now.figures.flatMap((figure) => {
    const old = known.get(figure.name);
    if (old === undefined || old.unit !== figure.unit || old.median === 0) return [];
    return [
      {
        name: figure.name,
        before: old,
        now: figure,
        ratio: figure.median / old.median,
        verdict: verdictOf(old, figure),
      },
    ];
  });
}

/**
 * The two runs have no rounds in common, so that their samples cannot be paired.
 */
function verdictOf(before: Figure, now: Figure): Verdict {
  if (before.confidence === 0 || now.confidence === 0) return 'no-interval';
  return outcomeOf(ratioOf(now, before)) === 'unclear' ? 'within-noise' : 'moved';
}
