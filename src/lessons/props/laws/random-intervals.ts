/** Random intervals from a seed. */
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/**
 * - `uniform`: every length from 0 to twice the mean is equally likely.
 * - `exponential`: as between events that do not depend on each other, many short ones and few long ones.
 */
export type Intervals = 'uniform' | 'exponential';

const STEPS = 2 ** 24;
/** The first numbers of similar seeds are similar. */
const DROPPED = 32;

/** Returns an interval for each call, in whole milliseconds. The mean multiplies what the seed has drawn. */
export function intervalsOf(kind: Intervals, meanMs: number, seed: number): () => number {
  const random = xoroshiro128plus(seed);
  const draw = (): number => uniformInt(random, 0, STEPS - 1) / STEPS;
  for (let i = 0; i < DROPPED; i++) draw();
  return () => {
    const drawn = draw();
    return Math.round(meanMs * (kind === 'uniform' ? 2 * drawn : -Math.log1p(-drawn)));
  };
}
