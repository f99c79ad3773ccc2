/** Lines of random recipes, with random work and rest, whole and divided into parts. */
import * as fc from 'fast-check';
import { lineOf } from '../../src/cake/cake-line.ts';
import { graphOf } from '../../src/cake/recipe/graph.ts';
import type { CakeLineOptions } from '../../src/cake/stations.ts';
import type { Line } from '../../src/line/line.ts';
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

/** What a cake line was made from. Every spec of it carries that: each thread builds the stages again. */
export function optionsOf({ sources }: Pick<Line, 'sources'>): CakeLineOptions {
  const options = sources[0]?.options;
  if (isCakeLine(options)) return options;
  throw new TypeError('expected the options of a cake line');
}

function isCakeLine(options: unknown): options is CakeLineOptions {
  return (
    typeof options === 'object' &&
    options !== null &&
    'producer' in options &&
    'stations' in options &&
    Array.isArray(options.stations)
  );
}

/** What the producer of a cake line delivers. */
export function deliveriesFrom(line: Pick<Line, 'sources'>): Uint8Array {
  const { deliveries } = optionsOf(line).producer;
  if (deliveries instanceof Uint8Array) return deliveries;
  throw new TypeError('expected the options of a producer');
}
