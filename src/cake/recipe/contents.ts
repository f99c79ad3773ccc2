/** What is in items, without rounding: how often stations fire for them, and how many raw ingredients these firings take. */
import type { Graph } from './graph.ts';

/**
 * Where a firing makes several units, one unit takes a part of a firing. These parts add up without an error only as fractions, so
 * all figures are whole multiples of one part: 1/`parts`.
 */
export interface Contents {
  /** How often each station fires, in the order of the stations: all its copies together. */
  readonly firings: readonly bigint[];
  /** How many of each item: those that were given, and all that were needed to make them. */
  readonly items: readonly bigint[];
  /** How many of these are 1. */
  readonly parts: bigint;
}

/** @param items how many of each item, whole numbers */
export function contentsOf({ stations }: Pick<Graph, 'stations'>, items: readonly number[]): Contents {
  // A path through the line has each station at most once, as one of its copies. So every division below leaves no remainder.
  const parts = stations
    .filter(({ copy }) => copy === 0)
    .reduce((product, { count, copies }) => product * BigInt(count * copies), 1n);
  const found = items.map((count) => BigInt(count) * parts);
  const firings = stations.map(() => 0n);
  for (let i = stations.length - 1; i >= 0; i--) {
    const station = stations[i];
    if (station === undefined) continue;
    const units = station.makes.reduce((sum, item) => sum + (found[item] ?? 0n), 0n);
    const fires = units / BigInt(station.count);
    firings[i] = fires;
    for (const { ingredient, count } of station.needs)
      found[ingredient] = (found[ingredient] ?? 0n) + (fires / BigInt(station.copies)) * BigInt(count);
  }
  return { firings, items: found, parts };
}

/**
 * The lot: the fewest products of which every station makes exactly what is needed, in whole firings. It may be larger than any
 * order.
 */
export function lotOf({ firings, parts }: Pick<Contents, 'firings' | 'parts'>): number {
  const lot = firings.reduce((multiple, fires) => leastMultiple(multiple, parts / divisor(fires, parts)), 1n);
  return Number(lot);
}

function leastMultiple(one: bigint, other: bigint): bigint {
  return (one / divisor(one, other)) * other;
}

/** The greatest that divides both. */
function divisor(one: bigint, other: bigint): bigint {
  return other === 0n ? one : divisor(other, one % other);
}
