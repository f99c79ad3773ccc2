/** Lines of random recipes, with random work and rest, whole and divided into parts. */
import * as fc from 'fast-check';
import { lineOf } from '../../src/cake/cake-line.ts';
import { graphOf } from '../../src/cake/recipe/graph.ts';
import type { StationSpec } from '../../src/line/line.ts';
import { arbitraryRecipe } from './arbitrary-recipe.ts';

export const arbitraryLine = fc
  .tuple(
    arbitraryRecipe,
    fc.integer({ min: 1, max: 12 }),
    fc.nat({ max: 5 }),
    fc.nat({ max: 20_000 }),
    fc.nat({ max: 99 }),
  )
  .map(([recipe, cakes, parts, workUs, restMs]) => {
    const stations = recipe.stations.map((station) => ({ ...station, workUs, restMs }));
    const graph = graphOf({ ...recipe, stations }, 'random');
    return {
      graph,
      cakes,
      line: lineOf(graph, { cakes, seed: 3, delivery: 'order' }, { iterationsPerUs: 1.5, parts }),
    };
  });

/** What a producer delivers, from its options, which a line does not read. */
export function deliveriesFrom(source: StationSpec): Uint8Array {
  const { options } = source;
  if (typeof options === 'object' && options !== null && 'deliveries' in options) {
    if (options.deliveries instanceof Uint8Array) return options.deliveries;
  }
  throw new TypeError('expected the options of a producer');
}
