/** Places the stations of a cake line by the work that its recipe gives them, before anything is measured. */
import type { Placement } from '../engine/placement/placement.ts';
import { type Line, specsOf } from '../line/line.ts';
import { placementPlan } from '../measure/placement-plan.ts';
import type { Graph } from './recipe/graph.ts';

/**
 * A rest needs no thread, and passing an item on counts as nothing.
 *
 * @param threads the most threads, 1 or more
 */
export function placedByWork(line: Line, graph: Graph, threads: number): Placement {
  const stations = specsOf(line).map(({ name }) => {
    const station = graph.stations.find((one) => one.name === name);
    const selfMs = station === undefined ? 0 : (station.perProduct * station.workUs) / 1000;
    return { name, selfMs, restedMs: 0 };
  });
  const items = line.edges.map(() => 1);
  return placementPlan({ line, stations, items, products: 1, crossingUs: 0, threads, capacity: threads }).placement;
}
