/** The producer: a generator of raw ingredients, one at each resumption. */
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { Host, Source } from './coroutine.ts';
import { rest } from './rest.ts';

export interface ProducerOptions {
  /** The ingredients in the sequence in which they are delivered. */
  readonly deliveries: Uint8Array;
  /** How many different ingredients the recipe has. */
  readonly kinds: number;
  readonly pace: Pace;
}

/** At once, or after random intervals of at most so many milliseconds, drawn with a seed. */
export type Pace = { readonly kind: 'at-once' } | { readonly kind: 'random'; readonly mostMs: number; readonly seed: number };

export function* producer(options: ProducerOptions, host: Host): Source {
  const { deliveries, pace } = options;
  let delivered = 0;
  try {
    if (pace.kind === 'random') {
      const random = xoroshiro128plus(pace.seed);
      for (; delivered < deliveries.length; delivered++) {
        yield rest(uniformInt(random, 0, pace.mostMs));
        yield deliveries[delivered] ?? 0;
      }
    } else {
      for (; delivered < deliveries.length; delivered++) yield deliveries[delivered] ?? 0;
    }
  } finally {
    host.report({ delivered: countKinds(deliveries.subarray(0, delivered), options.kinds) });
  }
}

function countKinds(deliveries: Uint8Array, kinds: number): number[] {
  const counts = new Array<number>(kinds).fill(0);
  for (const ingredient of deliveries) counts[ingredient] = (counts[ingredient] ?? 0) + 1;
  return counts;
}
