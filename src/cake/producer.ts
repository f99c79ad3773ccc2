/** The producer: a generator that yields one raw ingredient each time it is resumed. */
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { Host, Source } from '../line/coroutine.ts';
import { rest } from '../line/rest.ts';

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

export function* producer(options: ProducerOptions, host: Host): Source {
  const { deliveries, kinds, pace } = options;
  let delivered = 0;
  host.report(() => ({ delivered: countKinds(deliveries.subarray(0, delivered), kinds) }));
  const interval = pace.kind === 'random' ? intervals(pace) : null;
  while (delivered < deliveries.length) {
    if (interval !== null) yield rest(interval());
    yield deliveries[delivered++] ?? 0;
  }
}

/** Each integer from 0 to twice the mean is equally likely. */
function intervals({ meanMs, seed }: RandomPace): () => number {
  const random = xoroshiro128plus(seed);
  return () => uniformInt(random, 0, 2 * meanMs);
}

/**
 * Counts in four tables, in turn: a count need not wait until the one before has been stored, and takes half as long. In a
 * line without work this can be measured.
 */
function countKinds(deliveries: Uint8Array, kinds: number): number[] {
  const tables = Array.from({ length: 4 }, () => new Uint32Array(kinds));
  const [first = new Uint32Array(), second = first, third = first, fourth = first] = tables;
  const count = (table: Uint32Array, i: number): void => {
    const ingredient = deliveries[i] ?? 0;
    table[ingredient] = (table[ingredient] ?? 0) + 1;
  };
  let i = 0;
  for (; i + 3 < deliveries.length; i += 4) {
    count(first, i);
    count(second, i + 1);
    count(third, i + 2);
    count(fourth, i + 3);
  }
  for (; i < deliveries.length; i++) count(first, i);
  return Array.from(first, (_, kind) => tables.reduce((sum, table) => sum + (table[kind] ?? 0), 0));
}
