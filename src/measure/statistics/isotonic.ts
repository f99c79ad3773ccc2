/** Isotonic regression: of all curves that never fall, the one that fits some values best. */

interface Block {
  readonly mean: number;
  readonly count: number;
}

/**
 * The values that never fall and whose squared distance from the given ones is least. Neighbours in the wrong order become a
 * block with the mean of both, until no two blocks are in the wrong order: pool adjacent violators.
 *
 * Source: Ayer, Brunk, Ewing, Reid and Silverman, "An empirical distribution function for sampling with incomplete
 * information", Annals of Mathematical Statistics 26 (1955).
 *
 * @param values finite, each of the same weight
 * @returns as many values, in the same unit
 */
export function isotonicOf(values: readonly number[]): number[] {
  const blocks: Block[] = [];
  for (const value of values) {
    let block: Block = { mean: value, count: 1 };
    for (let last = blocks.at(-1); last !== undefined && last.mean > block.mean; last = blocks.at(-1)) {
      blocks.pop();
      const count = last.count + block.count;
      block = { mean: (last.mean * last.count + block.mean * block.count) / count, count };
    }
    blocks.push(block);
  }
  return blocks.flatMap(({ mean, count }) => Array.from({ length: count }, () => mean));
}
