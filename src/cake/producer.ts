/** The producer: a generator that yields one raw ingredient each time it is resumed. */
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { Source, SourceHost } from '../line/coroutine.ts';
import { rest } from '../line/rest.ts';
import { countsOf } from './counts.ts';
import type { Ingredient } from './recipe/graph.ts';

export interface ProducerOptions {
  /** The ingredients in the order of their delivery. */
  readonly deliveries: Uint8Array;
  /** How many different ingredients the recipe has. */
  readonly kinds: number;
  readonly pace: Pace;
}

/** All at once, or one by one at random intervals. */
export type Pace = { readonly kind: 'at-once' } | RandomPace;

interface RandomPace {
  readonly kind: 'random';
  /** The mean interval in milliseconds: an integer, 1 or more. */
  readonly meanMs: number;
  readonly seed: number;
}

export function* producer(options: ProducerOptions, host: Pick<SourceHost, 'report' | 'keep'>): Source<Ingredient> {
  const { deliveries, kinds, pace } = options;
  const progress = host.keep({ delivered: 0 });
  host.report(() => ({ delivered: countsOf(deliveries.subarray(0, progress.delivered), kinds) }));
  const interval = pace.kind === 'random' ? intervals(pace) : null;
  while (progress.delivered < deliveries.length) {
    if (interval !== null) yield rest(interval());
    // Counted before the yield: what is kept then says that this item was delivered.
    yield deliveries[progress.delivered++] ?? 0;
  }
}

/** Each integer from 0 to twice the mean is equally likely. */
function intervals({ meanMs, seed }: RandomPace): () => number {
  const random = xoroshiro128plus(seed);
  return () => uniformInt(random, 0, 2 * meanMs);
}
