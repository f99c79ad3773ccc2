/** A simulated machine: draws from a seed, and the times of runs that other programs disturb. */
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** Draws from a seed. */
export interface Draws {
  /** Between 0 and 1. */
  uniform(): number;
  /** Standard deviation 1. */
  normal(): number;
}

export function randomFrom(seed: number): Draws {
  const generator = xoroshiro128plus(seed * 0x9e3779b1);
  for (let i = 0; i < 8; i++) generator.next();
  const uniform = (): number => (uniformInt(generator, 0, 2 ** 30) + 0.5) / (2 ** 30 + 1);
  const normal = (): number => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
  return { uniform, normal };
}

/**
 * The time of a run: two percent of noise, and now and then another program that makes it up to several times as long. The
 * tail is that of a Pareto distribution with exponent 1.5, which has no variance.
 */
export function timeOf(ms: number, { uniform, normal }: Draws): number {
  const disturbed = uniform() < 0.1 ? 0.1 * (uniform() ** (-1 / 1.5) - 1) : 0;
  return ms * Math.exp(0.02 * normal()) * (1 + disturbed);
}
