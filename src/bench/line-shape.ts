/** The line of a sweep as the model needs it. */
import { lineOf } from '../cake/cake-line.ts';
import { chocolateCake } from '../cake/recipe/chocolate-cake.ts';
import { type Graph, graphOf } from '../cake/recipe/graph.ts';
import { type Line, specsOf } from '../line/line.ts';
import type { EdgeShape, LineShape } from '../measure/model.ts';
import { grainRecipe } from './grains.ts';

/** @param workUs work per ingredient: the capacities of the channels depend on it, and so does the shape */
export function shapeFor(workUs: number): LineShape {
  const graph = graphOf(grainRecipe(workUs), chocolateCake.name);
  return shapeOf(graph, lineOf(graph, { cakes: 1, seed: 1, delivery: 'order' }, { iterationsPerUs: 0, parts: 0 }));
}

function shapeOf(graph: Graph, line: Line): LineShape {
  const names = specsOf(line).map((spec) => spec.name);
  const edges = line.edges.map(({ from, to, items, capacity }): EdgeShape => {
    const perProduct = (items ?? []).reduce((sum, item) => sum + (graph.perProduct[item] ?? 0), 0);
    return { from: names.indexOf(from), to: names.indexOf(to), items: perProduct, capacity };
  });
  // The source does no work; all stations do the same amount.
  const workShares = names.map((_, i) => (i === 0 ? 0 : 1 / graph.stations.length));
  return { workShares, edges };
}
