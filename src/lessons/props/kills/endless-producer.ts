/** The producer of a line that goes on until somebody ends it: the ingredients of some cakes, again and again. */
import { countsOf } from '../../../cake/counts.ts';
import type { Ingredient } from '../../../cake/recipe/graph.ts';
import type { Source, SourceHost } from '../../../line/coroutine.ts';

export interface EndlessOptions {
  /** The ingredients of some whole cakes. */
  readonly lot: Uint8Array;
  /** How many different ingredients the recipe has. */
  readonly kinds: number;
  /** One word of shared memory: not 0 when the line is to end. */
  readonly end: Int32Array;
}

/** It ends after a whole lot, so that nothing is left over in the stations. */
export function* endlessProducer({ lot, kinds, end }: EndlessOptions, host: SourceHost): Source<Ingredient> {
  const progress = host.keep({ lots: 0, place: 0 });
  host.report(() => ({ delivered: countsOf(lot, kinds).map((count) => progress.lots * count) }));
  while (Atomics.load(end, 0) === 0 || progress.place > 0) {
    const ingredient = lot[progress.place] ?? 0;
    // Counted before the yield: what is kept then says that this ingredient was delivered.
    progress.place = (progress.place + 1) % lot.length;
    if (progress.place === 0) progress.lots++;
    yield ingredient;
  }
}
