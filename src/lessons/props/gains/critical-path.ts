/** The critical path of one cake: the longest chain of stations that need each other's products. */
import { type Graph, serviceTimesUs } from '../../../cake/recipe/graph.ts';

/**
 * How many times as fast one cake can be at most, however many threads there are: all work / work on the critical path.
 *
 * This is the span bound: Brent, "The parallel evaluation of general arithmetic expressions", Journal of the ACM 21 (1974).
 *
 * @returns 1 or more
 */
export function oneCakeLimit(graph: Graph): number {
  const timesUs = serviceTimesUs(graph);
  const readyUs: number[] = [];
  // Each station comes after those that feed it.
  graph.stations.forEach(({ needs }, place) => {
    const feeders = graph.stations.map(({ makes }) => needs.some(({ ingredient }) => makes.includes(ingredient)));
    const begins = Math.max(0, ...readyUs.filter((_, other) => feeders[other]));
    readyUs.push(begins + (timesUs[place] ?? 0));
  });
  return timesUs.reduce((sum, us) => sum + us, 0) / Math.max(...readyUs);
}
