/** Loads of random lines: whole microseconds, so that every sum is exact. */
import * as fc from 'fast-check';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { LoadedEdge, Loads } from '../../../src/engine/placement/loads.ts';

export const SHAPES = ['chain', 'tree', 'graph'] as const;
export type LineShape = (typeof SHAPES)[number];

/**
 * A station takes up to 100 ms. At both ends together the items of an edge cost up to 10 % of the longest station: how much of it
 * is the same for all edges of a line, and differs from line to line.
 *
 * @param shape of a graph, each station has up to three that feed it
 */
export function randomLoads(shape: LineShape, stations: number, seed: number): Loads {
  const random = xoroshiro128plus(seed);
  const upTo = (most: number): number => uniformInt(random, 0, most);
  const mostUs = upTo(5);
  const edge = (from: number, to: number): LoadedEdge => ({
    from,
    to,
    items: upTo(1000),
    sendUs: upTo(mostUs),
    takeUs: upTo(mostUs),
    callUs: mostUs === 0 ? 0 : upTo(1),
  });
  const edges: LoadedEdge[] = [];
  for (let to = 1; to < stations; to++) {
    if (shape === 'chain') edges.push(edge(to - 1, to));
    else if (shape === 'tree') edges.push(edge(upTo(to - 1), to));
    else for (const from of new Set([upTo(to - 1), upTo(to - 1), upTo(to - 1)])) edges.push(edge(from, to));
  }
  return { busyUs: Array.from({ length: stations }, () => upTo(100_000)), edges };
}

/** Small numbers, so that many placements are equally light. */
const few = fc.integer({ min: 0, max: 5 });

/** Any whole loads: cycles, stations that send to themselves, several edges between two, calls that cost more than a crossing. */
export function arbitraryLoads(mostStations: number): fc.Arbitrary<Loads> {
  return loadsWith(mostStations, fc.oneof(few, fc.integer({ min: 0, max: 300 })), few);
}

/** No clock measures a shorter time, in microseconds. */
const LEAST = 1e-9;

/** Loads whose sums are rounded, also stations without work that pay much for what crosses. */
export function arbitraryFractions(mostStations: number): fc.Arbitrary<Loads> {
  const tenths = few.map((tenth) => tenth / 10);
  // Products of what is smaller can be subnormal, and those lose all their digits: no relative bound holds there.
  const any = fc.double({ min: LEAST, max: 1e6, noNaN: true });
  return loadsWith(mostStations, fc.oneof(fc.constant(0), tenths, any), fc.oneof(tenths, any));
}

function loadsWith(
  mostStations: number,
  busyUs: fc.Arbitrary<number>,
  ofEdge: fc.Arbitrary<number>,
): fc.Arbitrary<Loads> {
  return fc.integer({ min: 1, max: mostStations }).chain((stations) => {
    const place = fc.integer({ min: 0, max: stations - 1 });
    const edge = fc.record({ from: place, to: place, items: ofEdge, sendUs: ofEdge, takeUs: ofEdge, callUs: ofEdge });
    return fc.record({
      busyUs: fc.array(busyUs, { minLength: stations, maxLength: stations }),
      edges: fc.array(edge, { maxLength: 2 * stations }),
    });
  });
}
