/** The measured parallel capacity: how many kernels this machine really runs at once. */
import type { Engine } from '../engine/engine.ts';
import { graphOf } from '../recipe/graph.ts';
import type { Recipe } from '../recipe/recipe.ts';
import { lineOf } from '../station/factory-line.ts';
import { medianOf } from './statistics.ts';

/** Work and nothing else: one ingredient, one station, one product. */
const KERNEL: Recipe = {
  name: 'kernel',
  ingredients: { start: 's', end: 'e' },
  stations: [{ name: 'kernel', needs: { start: 1 }, makes: 'end', workUs: 10_000 }],
};

const PAIRS = 9;

/**
 * The time of one kernel alone, times the number of threads, by the time of as many kernels at once: 1 up to the number
 * of threads. Two processors that share one core show about 1.2.
 *
 * It is measured in pairs, alone and together in turn, and the median of the pairs' ratios is the answer.
 *
 * @param pool an engine that runs the parts of a line at once, each on a thread of its own
 * @param threads how many threads the pool has
 */
export async function parallelCapacity(pool: Engine, threads: number, iterationsPerUs: number): Promise<number> {
  if (threads === 1) return 1;
  const graph = graphOf(KERNEL, 'kernel');
  const lineFor = (kernels: number) =>
    lineOf(graph, { cakes: kernels, seed: 1, delivery: 'order' }, { iterationsPerUs, parts: kernels });
  const alone = lineFor(1);
  const together = lineFor(threads);
  // The first runs start the threads and warm the kernel up in each of them.
  for (let i = 0; i < 3; i++) await pool.run(together);
  const ratios: number[] = [];
  for (let pair = 0; pair < PAIRS; pair++) {
    const [first, second] = pair % 2 === 0 ? [alone, together] : [together, alone];
    const times = new Map([
      [first, (await pool.run(first)).wallMs],
      [second, (await pool.run(second)).wallMs],
    ]);
    ratios.push((threads * (times.get(alone) ?? 0)) / (times.get(together) ?? 1));
  }
  return Math.min(threads, Math.max(1, medianOf(ratios)));
}
