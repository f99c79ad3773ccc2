/** The stations as a local search reads them: the same for every assignment of it. */
import type { Costs } from './costs.ts';

/** Of the sum of all that is added and taken away again: what rounding leaves is less. */
const ROUNDING = 1e-12;

interface Neighbour {
  readonly place: number;
  /** What the two save where they share a thread, in microseconds; below 0 where a call costs more than a crossing. */
  readonly savedUs: number;
  readonly items: number;
}

export interface Stations {
  /** What each station costs alone on a thread, in microseconds. */
  readonly aloneUs: readonly number[];
  readonly neighbours: readonly (readonly Neighbour[])[];
  /** The `savedUs` of each two stations, in rows. */
  readonly savedUs: Float64Array;
  /** The `items` of each two stations, in rows. */
  readonly items: Float64Array;
  /** Times and items that differ by no more may differ by errors of rounding alone. */
  readonly roundingUs: number;
  readonly roundingItems: number;
}

export function stationsOf({ ownUs, links }: Costs): Stations {
  const aloneUs = [...ownUs];
  const neighbours: Neighbour[][] = ownUs.map(() => []);
  const savedUs = new Float64Array(ownUs.length ** 2);
  const items = new Float64Array(ownUs.length ** 2);
  for (const link of links) {
    const saved = link.oneUs + link.otherUs - link.togetherUs;
    aloneUs[link.one] = (aloneUs[link.one] ?? 0) + link.oneUs;
    aloneUs[link.other] = (aloneUs[link.other] ?? 0) + link.otherUs;
    for (const [place, neighbour] of [
      [link.one, link.other],
      [link.other, link.one],
    ] as const) {
      neighbours[place]?.push({ place: neighbour, savedUs: saved, items: link.items });
      savedUs[place * ownUs.length + neighbour] = saved;
      items[place * ownUs.length + neighbour] = link.items;
    }
  }
  return {
    aloneUs,
    neighbours,
    savedUs,
    items,
    roundingUs: ROUNDING * aloneUs.reduce((sum, us) => sum + us, 0),
    roundingItems: ROUNDING * links.reduce((sum, link) => sum + link.items, 0),
  };
}
