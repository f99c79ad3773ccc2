/** Places the stations of a cake line by the work that its recipe gives them, before anything is measured. */
import type { Placement } from '../engine/placement/placement.ts';
import { type Line, specsOf } from '../line/line.ts';
import type { PassingCost } from '../measure/passing-cost.ts';
import { placementPlan } from '../measure/placement-plan.ts';
import type { Graph } from './recipe/graph.ts';

/** So many that filling the line counts for nothing. */
const PRODUCTS = 1000;
const NOTHING: PassingCost = { crossingUs: 0, emptyRunMs: 0 };

/**
 * A rest needs no thread, and passing an item on counts as nothing.
 *
 * @param threads the most threads, 1 or more
 */
export function placedByWork(line: Line, graph: Graph, threads: number): Placement {
  const stations = specsOf(line).map(({ name }) => {
    const station = graph.stations.find((one) => one.name === name);
    const selfMs = station === undefined ? 0 : (PRODUCTS * station.perProduct * station.workUs) / 1000;
    return { name, selfMs, restedMs: 0 };
  });
  const items = line.edges.map(() => PRODUCTS);
  return placementPlan({
    line,
    stations,
    items,
    products: PRODUCTS,
    cost: NOTHING,
    threads,
    capacity: threads,
  }).placement;
}
