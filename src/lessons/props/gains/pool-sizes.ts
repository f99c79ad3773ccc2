/** The sizes of a pool that are worth trying, for chapter 30. */

export interface PoolSizes {
  /** Ascending, from 1. All divide the last one: so an order of that many cakes gives every baker the same number of them. */
  readonly sizes: readonly number[];
  /** The one of them that is at least the best number; or the last one, if the best number is larger than that. */
  readonly best: number;
}

/**
 * One baker, one for each processor, and around the best number: half of it, itself, and twice as many.
 *
 * @param best by a formula, 1 or more
 * @param atMost no more bakers than these are tried, on a machine with fewer processors
 */
export function poolSizes(cores: number, best: number, atMost: number): PoolSizes {
  const most = Math.max(2 * cores, atMost - (atMost % cores));
  const rounded = Math.min(most, cores * Math.ceil(best / cores));
  const more = rounded === cores ? [2, 4] : [2];
  const last = Math.max(rounded, ...more.map((times) => times * rounded).filter((size) => size <= most));
  const sizes = [1, cores, rounded / 2, rounded, 2 * rounded, last];
  const wanted = sizes.filter((size) => size === 1 || (size >= cores && size <= last && last % size === 0));
  return { sizes: [...new Set(wanted)].sort((one, other) => one - other), best: rounded };
}

/**
 * How many cakes one baker makes in about the wanted time: a multiple of the largest number of bakers, and one for each at least.
 *
 * @param cakeMs how long one cake takes
 */
export function cakesFor(mostBakers: number, cakeMs: number, wantedMs: number): number {
  return mostBakers * Math.max(1, Math.floor(wantedMs / (mostBakers * cakeMs)));
}
