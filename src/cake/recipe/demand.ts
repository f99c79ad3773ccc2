/** The demand of an order: how often each station fires, and how many items move. */
import type { Graph } from './graph.ts';

export interface Demand {
  /** How often each station fires, in the order of the stations. */
  readonly firings: readonly number[];
  /** How many of each item the line needs. Of the product these are the cakes. */
  readonly items: readonly number[];
}

/**
 * A station fires as often as the order needs, rounded up: there are no half firings. What the last firing makes beyond the need
 * stays at the station.
 *
 * @param cakes 0 or more
 */
export function demandOf(
  { names, stations, product }: Pick<Graph, 'names' | 'stations' | 'product'>,
  cakes: number,
): Demand {
  const items = names.map((_, item) => (item === product ? cakes : 0));
  const firings = stations.map(() => 0);
  // The last station first, so that all users of an ingredient are counted before its maker.
  for (let i = stations.length - 1; i >= 0; i--) {
    const station = stations[i];
    if (station === undefined) continue;
    const fires = Math.ceil(station.makes.reduce((sum, item) => sum + (items[item] ?? 0), 0) / station.count);
    firings[i] = fires;
    for (const { ingredient, count } of station.needs) items[ingredient] = fires * count;
  }
  return { firings, items };
}
