/** The demand of an order: how often each station fires, and how many items move. */
import { firingsOfCopy } from './copies.ts';
import type { Graph } from './graph.ts';

export interface Demand {
  /** How often each station fires, in the order of the stations. */
  readonly firings: readonly number[];
  /** How many of each item the line needs. Of the product these are the cakes. */
  readonly items: readonly number[];
}

type Stations = Pick<Graph, 'names' | 'stations' | 'product'>;

/**
 * A station fires as often as the order needs, rounded up: there are no half firings. What the last firing makes beyond the need
 * stays at the station. The copies of a station take turns.
 *
 * @param cakes 0 or more
 * @param firstCake how many cakes were made before, in whole lots [0]; the turn of the copies depends on it
 */
export function demandOf(graph: Stations, cakes: number, firstCake = 0): Demand {
  const all = demandFromStart(graph, firstCake + cakes);
  if (firstCake === 0) return all;
  const before = demandFromStart(graph, firstCake);
  const since = (counts: readonly number[], earlier: readonly number[]) =>
    counts.map((count, i) => count - (earlier[i] ?? 0));
  return { firings: since(all.firings, before.firings), items: since(all.items, before.items) };
}

function demandFromStart({ names, stations, product }: Stations, cakes: number): Demand {
  const items = names.map((_, item) => (item === product ? cakes : 0));
  const firings = stations.map(() => 0);
  // The last station first, so that all users of an ingredient are counted before its maker.
  for (let i = stations.length - 1; i >= 0; i--) {
    const station = stations[i];
    if (station === undefined) continue;
    const together = Math.ceil(station.makes.reduce((sum, item) => sum + (items[item] ?? 0), 0) / station.count);
    const fires = firingsOfCopy(together, station.copy, station.copies);
    firings[i] = fires;
    for (const { ingredient, count } of station.needs) items[ingredient] = fires * count;
  }
  return { firings, items };
}
