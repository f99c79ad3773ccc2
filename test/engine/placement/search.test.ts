/** The local search, on lines that are small enough to know the best placement. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { costsOf, SAME } from '../../../src/engine/placement/costs.ts';
import { exactGroups } from '../../../src/engine/placement/exact.ts';
import type { Loads } from '../../../src/engine/placement/loads.ts';
import { type PlannedPlacement, placementOf } from '../../../src/engine/placement/planned-placement.ts';
import { searchedGroups } from '../../../src/engine/placement/search.ts';
import { seedsOf } from '../../../src/engine/placement/seeds.ts';
import { stationsOf } from '../../../src/engine/placement/stations.ts';
import { bestOfAll, figuresOf } from './every-placement.ts';
import { arbitraryFractions, arbitraryLoads, randomLoads, SHAPES } from './random-loads.ts';

function searched(loads: Loads, threads: number): PlannedPlacement {
  return placementOf(loads, searchedGroups(costsOf(loads), threads));
}

function heaviestOf({ threadUs }: PlannedPlacement): number {
  return Math.max(...threadUs);
}

const seeds = Array.from({ length: 20 }, (_, seed) => seed);

describe('the search', () => {
  test.each(SHAPES)('comes near the best placement of a %s of 8 stations', (shape) => {
    for (const seed of seeds)
      for (const threads of [2, 3, 4]) {
        const loads = randomLoads(shape, 8, seed);
        const share = bestOfAll(loads, threads).heaviestUs / heaviestOf(searched(loads, threads));
        expect(share, `line ${seed} on ${threads} threads`).toBeGreaterThanOrEqual(0.97);
        expect(share).toBeLessThanOrEqual(1);
      }
  });

  test.each(SHAPES)('comes near the best placement of a %s of 13 stations', (shape) => {
    const shares = seeds.map((seed) => {
      const loads = randomLoads(shape, 13, seed);
      const best = placementOf(loads, exactGroups(costsOf(loads), 4));
      return heaviestOf(best) / heaviestOf(searched(loads, 4));
    });
    expect(Math.min(...shares)).toBeGreaterThanOrEqual(0.97);
    expect(Math.max(...shares)).toBeLessThanOrEqual(1);
    // The way down from the seeds alone finds the best one less often.
    expect(shares.filter((share) => share === 1).length).toBeGreaterThan(17);
  });

  test('is not worse than where it starts', () => {
    fc.assert(
      fc.property(arbitraryLoads(20), fc.integer({ min: 1, max: 8 }), (loads, threads) => {
        const found = searched(loads, threads);
        const width = Math.min(threads, loads.busyUs.length);
        expect(found.groups.length).toBeLessThanOrEqual(width);
        const { oneThread, others } = seedsOf(stationsOf(costsOf(loads)), width);
        for (const seed of [oneThread, ...others]) {
          const { heaviestUs, crossing } = figuresOf(loads, seed);
          expect(heaviestOf(found)).toBeLessThanOrEqual(heaviestUs);
          if (heaviestOf(found) === heaviestUs) expect(found.crossing).toBeLessThanOrEqual(crossing);
        }
      }),
      { numRuns: 40 },
    );
  });

  test('ends, and is not worse than where it starts, whatever is rounded', () => {
    fc.assert(
      fc.property(arbitraryFractions(10), fc.integer({ min: 1, max: 4 }), (loads, threads) => {
        const width = Math.min(threads, loads.busyUs.length);
        const { oneThread, others } = seedsOf(stationsOf(costsOf(loads)), width);
        const seedsUs = [oneThread, ...others].map((seed) => figuresOf(loads, seed).heaviestUs);
        const roundingUs = 1e-12 * stationsOf(costsOf(loads)).aloneUs.reduce((sum, us) => sum + us, 0);
        const most = Math.min(...seedsUs) * (1 + 2 * SAME) + 4 * roundingUs;
        expect(heaviestOf(searched(loads, threads))).toBeLessThanOrEqual(most);
      }),
      { numRuns: 40 },
    );
  });

  test('takes as few threads as it has to, beside a station that is busier than all others', () => {
    for (const seed of seeds) {
      const { busyUs } = randomLoads('chain', 11, seed);
      const loads: Loads = { busyUs: busyUs.with(0, 200_000), edges: [] };
      const best = placementOf(loads, exactGroups(costsOf(loads), 8));
      const found = searched(loads, 8);
      expect([heaviestOf(found), found.groups.length]).toEqual([heaviestOf(best), best.groups.length]);
    }
  });

  test('lets as few items cross as it has to, beside a station that is busier than all others', () => {
    for (const shape of SHAPES)
      for (const seed of seeds.slice(0, 5)) {
        const { busyUs, edges } = randomLoads(shape, 10, seed);
        const loads: Loads = { busyUs: busyUs.with(seed, 600_000), edges };
        const best = placementOf(loads, exactGroups(costsOf(loads), 3));
        const found = searched(loads, 3);
        expect([heaviestOf(found), found.crossing]).toEqual([heaviestOf(best), best.crossing]);
      }
  });
});

test('the search takes placements that differ by an error of rounding as equally light', () => {
  const edge = { from: 0, items: 1, sendUs: 0, takeUs: 0, callUs: 0 };
  for (const to of [1, 3])
    expect(searched({ busyUs: [0.1, 0.2, 0.3, 0.5], edges: [{ ...edge, to }] }, 2).crossing).toBe(0);
});

describe('a seed', () => {
  test('puts the heaviest stations first on the thread that is least busy', () => {
    const [heaviestFirst] = seedsOf(stationsOf({ ownUs: [2, 2, 2, 3, 3], links: [] }), 2).others;
    // 3 + 2 + 2 and 3 + 2, as Graham's example has it: the best is 3 + 3 and 2 + 2 + 2.
    expect(heaviestFirst).toEqual([0, 1, 0, 0, 1]);
  });

  test('puts the heaviest stations where they save more than others cost', () => {
    const link = { one: 0, other: 1, items: 1, togetherUs: 0, oneUs: 10, otherUs: 10 };
    const [heaviestFirst] = seedsOf(stationsOf({ ownUs: [3, 3, 4], links: [link] }), 2).others;
    expect(heaviestFirst).toEqual([0, 0, 1]);
  });

  test('cuts a chain so that the heaviest run is lightest', () => {
    const edge = { items: 10, sendUs: 1, takeUs: 1, callUs: 0 };
    const loads: Loads = {
      busyUs: [50, 10, 10, 60, 30, 20],
      edges: [0, 1, 2, 3, 4].map((from) => ({ from, to: from + 1, ...edge })),
    };
    const [, cuts] = seedsOf(stationsOf(costsOf(loads)), 3).others;
    expect(cuts).toEqual([0, 0, 0, 1, 2, 2]);
  });

  test('cuts along the links where the places are in another order', () => {
    const edge = { items: 100, sendUs: 1, takeUs: 1, callUs: 0 };
    const loads: Loads = {
      busyUs: [50, 50, 50, 50],
      edges: [
        { from: 0, to: 2, ...edge },
        { from: 1, to: 3, ...edge },
      ],
    };
    const [, , cuts] = seedsOf(stationsOf(costsOf(loads)), 2).others;
    expect(cuts).toEqual([0, 1, 0, 1]);
  });

  test('follows the links that save most', () => {
    const edge = { from: 0, items: 1, sendUs: 1, takeUs: 1, callUs: 0 };
    const loads: Loads = {
      busyUs: [40, 100, 40],
      edges: [
        { ...edge, to: 1 },
        { ...edge, to: 2, items: 50 },
      ],
    };
    const [, , cuts] = seedsOf(stationsOf(costsOf(loads)), 2).others;
    expect(cuts).toEqual([0, 1, 0]);
  });
});
