/** Kills at random moments, at random stations. */
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { mersenne } from 'pure-rand/generator/mersenne';
import type { Kill } from './supervision.ts';

/** @returns a function that ends the killing */
export function randomKills(
  { perSecond, seed }: Extract<Kill, { readonly kind: 'random' }>,
  victims: readonly { kill(): boolean }[],
): () => void {
  // Its first numbers differ much for seeds that differ little, as 1 and 2: those of xoroshiro128+ do not.
  const random = mersenne(seed);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const next = (): void => {
    timer = setTimeout(
      () => {
        // One after the other, from a random one on: some are dead, or have ended.
        const first = uniformInt(random, 0, victims.length - 1);
        for (let i = 0; i < victims.length; i++) if (victims[(first + i) % victims.length]?.kill() === true) break;
        next();
      },
      intervalMs(uniformFloat64(random), perSecond),
    );
  };
  next();
  return () => clearTimeout(timer);
}

/** A timer that is set for longer goes off at once. */
const MOST_MS = 2 ** 31 - 1;

/** The time to the next of independent events, by inversion: it is distributed exponentially. */
function intervalMs(uniform: number, perSecond: number): number {
  return Math.min(MOST_MS, (-Math.log(1 - uniform) / perSecond) * 1000);
}
