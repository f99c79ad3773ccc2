/** How many cakes are recorded for a picture: so few that each one can be seen. */
import { type Graph, itemsPerCake, serviceTimesUs } from '../../cake/recipe/graph.ts';

const MOST_CAKES = 16;
/** More items cannot be distinguished on a screen, and a longer run takes too long to record. */
const MOST_RECORDED_ITEMS = 4000;
const MOST_MS = 250;

export function recordedCakes(graph: Graph): number {
  const perCakeMs = serviceTimesUs(graph).reduce((sum, load) => sum + load, 0) / 1000;
  const cakes = Math.floor(Math.min(MOST_CAKES, MOST_RECORDED_ITEMS / itemsPerCake(graph), MOST_MS / perCakeMs));
  // Whole lots, if they fit.
  return Math.max(1, cakes < graph.lot ? cakes : cakes - (cakes % graph.lot));
}
