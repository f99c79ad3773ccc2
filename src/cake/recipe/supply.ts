/** The supply: how much of what a station makes goes to whom, where the station, its users or both exist several times. */
import type { Demand } from './demand.ts';
import type { Graph, GraphStation, Ingredient } from './graph.ts';

export interface Supply {
  /** How many units the station sends for the order, of each ingredient that it makes. */
  readonly sent: ReadonlyMap<Ingredient, number>;
  /** How many units its firings make beyond that. */
  readonly kept: number;
}

/**
 * Every user gets exactly what it needs, from all copies together: so much from each as agrees with what the copy makes.
 *
 * @param demand of the order
 */
export function supplyOf({ stations }: Graph, station: GraphStation, demand: Demand): Supply {
  const place = stations.indexOf(station) - station.copy;
  const firings = demand.firings.slice(place, place + station.copies);
  // All copies begin with the same list: each one's own begins with another user.
  const items = stations[place]?.makes ?? [];
  const needed = items.map((item) => demand.items[item] ?? 0);
  const beyond = sumOf(firings) * station.count - sumOf(needed);
  // The last firing makes too much. It is the last turn of those that have the most turns.
  const keeper = firings.lastIndexOf(Math.max(...firings));
  const made = firings.map((fires, copy) => fires * station.count - (copy === keeper ? beyond : 0));
  const shares = dividedEvenly(made, needed)[station.copy] ?? [];
  return {
    sent: new Map(items.map((item, i) => [item, shares[i] ?? 0])),
    kept: station.copy === keeper ? beyond : 0,
  };
}

/**
 * Divides what several make among those that need it: each gives all it has made, and each gets all it needs.
 *
 * @param made by each, whole numbers
 * @param needed by each, whole numbers with the same sum
 * @returns for each that has made something, how much goes to each that needs it
 */
export function dividedEvenly(made: readonly number[], needed: readonly number[]): number[][] {
  let left = [...needed];
  return made.map((units) => {
    const row = inProportion(units, left);
    left = left.map((count, i) => count - (row[i] ?? 0));
    return row;
  });
}

/**
 * Divides units in the proportion of counts, in whole numbers (the method of the largest remainder). None gets more than its
 * count.
 *
 * @param units at most the sum of the counts
 */
function inProportion(units: number, counts: readonly number[]): number[] {
  const sum = BigInt(sumOf(counts));
  if (sum === 0n) return counts.map(() => 0);
  // The products do not fit into a double without rounding.
  const exact = counts.map((count) => BigInt(count) * BigInt(units));
  const row = exact.map((product) => Number(product / sum));
  const places = exact.map((product, place) => ({ place, remainder: Number(product % sum) }));
  places.sort((one, other) => other.remainder - one.remainder || one.place - other.place);
  for (const { place } of places.slice(0, units - sumOf(row))) row[place] = (row[place] ?? 0) + 1;
  return row;
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
