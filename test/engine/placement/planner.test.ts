/** The planner finds the best placement of a few stations, and a good one of many. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SAME } from '../../../src/engine/placement/costs.ts';
import { isFew } from '../../../src/engine/placement/exact.ts';
import type { LoadedEdge, Loads } from '../../../src/engine/placement/loads.ts';
import { planPlacement } from '../../../src/engine/placement/planner.ts';
import { bestOfAll } from './every-placement.ts';
import { arbitraryFractions, arbitraryLoads, randomLoads, SHAPES } from './random-loads.ts';

const threadCounts = fc.integer({ min: 1, max: 4 });
const free = { items: 10, sendUs: 0, takeUs: 0, callUs: 0 };

function chain(busyUs: readonly number[], edge: Omit<LoadedEdge, 'from' | 'to'>): Loads {
  return { busyUs, edges: busyUs.slice(1).map((_, from) => ({ from, to: from + 1, ...edge })) };
}

function sumOf(list: readonly number[]): number {
  return list.reduce((sum, value) => sum + value, 0);
}

describe('the best of all placements', () => {
  test('is found for a few stations', () => {
    fc.assert(
      fc.property(arbitraryLoads(8), threadCounts, (loads, threads) => {
        const { groups, threadUs, crossing } = planPlacement(loads, threads);
        expect({ heaviestUs: Math.max(...threadUs), crossing, groups }).toEqual(bestOfAll(loads, threads));
      }),
      { numRuns: 300 },
    );
  });

  test('is found but for the tolerance where sums are rounded', () => {
    fc.assert(
      fc.property(arbitraryFractions(7), threadCounts, (loads, threads) => {
        const heaviestUs = Math.max(...planPlacement(loads, threads).threadUs);
        expect(heaviestUs).toBeLessThanOrEqual(bestOfAll(loads, threads).heaviestUs * (1 + 2 * SAME));
      }),
    );
  });

  test.each([1, 2, 3])('is found for 16 stations on two threads, line %d', (seed) => {
    for (const shape of SHAPES) {
      const loads = randomLoads(shape, 16, seed);
      const { groups, threadUs, crossing } = planPlacement(loads, 2);
      expect({ heaviestUs: Math.max(...threadUs), crossing, groups }).toEqual(bestOfAll(loads, 2));
    }
  });

  test('is found for up to 13 stations, and for up to 16 on two threads', () => {
    expect([isFew(13, 13), isFew(13, 100), isFew(16, 2)]).toEqual([true, true, true]);
    expect([isFew(17, 1), isFew(16, 16), isFew(64, 8)]).toEqual([false, false, false]);
  });
});

test('the placement of many stations is near the bound that none can beat', () => {
  for (const shape of SHAPES)
    for (const threads of [2, 4, 8]) {
      const loads = randomLoads(shape, 64, threads);
      const { threadUs } = planPlacement(loads, threads);
      const [together = 0] = planPlacement(loads, 1).threadUs;
      const bound = Math.max(...loads.busyUs, together / threads);
      // What crosses costs each of the threads more than the bound knows.
      expect(bound / Math.max(...threadUs), `${shape} on ${threads} threads`).toBeGreaterThan(0.9);
    }
});

describe('neighbours', () => {
  test('stay together where crossing costs more than it saves', () => {
    const dear = { items: 1000, sendUs: 1, takeUs: 1, callUs: 0.1 };
    expect(planPlacement(chain([100, 100, 100, 100], dear), 4).groups).toEqual([[0, 1, 2, 3]]);
    const pairs: Loads = {
      busyUs: [100, 100, 100, 100],
      edges: [
        { from: 0, to: 2, ...dear },
        { from: 1, to: 3, ...dear },
      ],
    };
    expect(planPlacement(pairs, 4)).toEqual({
      groups: [
        [0, 2],
        [1, 3],
      ],
      threadUs: [300, 300],
      crossing: 0,
    });
  });

  test('are parted where calls cost more than a crossing', () => {
    const { groups } = planPlacement(chain([1, 1, 1, 1], { items: 10, sendUs: 0, takeUs: 0, callUs: 1 }), 2);
    expect(groups).toEqual([
      [0, 2],
      [1, 3],
    ]);
  });

  test.each([6, 41])('of %d stations share one thread beside an expensive one', (stations) => {
    const busyUs = Array.from({ length: stations }, (_, place) => (place === stations - 1 ? 10_000 : 10));
    for (const threads of [2, 3, 8]) {
      const cheap = planPlacement(chain(busyUs, { items: 100, sendUs: 0.1, takeUs: 0.2, callUs: 0.01 }), threads);
      expect(cheap.groups).toEqual([busyUs.slice(1).map((_, place) => place), [stations - 1]]);
      expect(cheap.crossing).toBe(100);
    }
  });
});

describe('threads', () => {
  test('are one if only one is allowed, however many stations there are', () => {
    for (const stations of [1, 5, 40]) {
      const loads = randomLoads('tree', stations, stations);
      const { groups, threadUs, crossing } = planPlacement(loads, 1);
      expect(groups).toEqual([loads.busyUs.map((_, place) => place)]);
      expect(threadUs).toEqual([sumOf(loads.busyUs) + sumOf(loads.edges.map(({ items, callUs }) => items * callUs))]);
      expect(crossing).toBe(0);
    }
  });

  test('are as many as stations if more are allowed', () => {
    for (const threads of [3, 4, 1000, Number.MAX_SAFE_INTEGER])
      expect(planPlacement(chain([100, 100, 100], free), threads).groups).toEqual([[0], [1], [2]]);
  });

  test('are no more than make the line faster', () => {
    expect(planPlacement(chain([0, 0, 0], free), 3).groups).toEqual([[0, 1, 2]]);
    expect(planPlacement({ busyUs: [5, 9, 4], edges: [] }, 3).groups).toEqual([[0, 2], [1]]);
  });
});

test('where crossing costs nothing, the work is spread as evenly as it can be', () => {
  const { threadUs, crossing } = planPlacement(chain([3, 2, 3, 2, 2], free), 2);
  expect(threadUs).toEqual([6, 6]);
  expect(crossing).toBe(30);
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 30 }),
      threadCounts,
      (busy, n) => {
        expect(sumOf(planPlacement(chain(busy, free), n).threadUs)).toBe(sumOf(busy));
      },
    ),
    { numRuns: 20 },
  );
});

describe('the same loads', () => {
  test('give the same placement', () => {
    for (const stations of [9, 40]) {
      const loads = randomLoads('graph', stations, 5);
      expect(planPlacement(structuredClone(loads), 4)).toEqual(planPlacement(loads, 4));
    }
  });

  test('in another order give a placement with the same figures', () => {
    const shuffled = arbitraryLoads(8).chain((loads) => {
      const places = loads.busyUs.map((_, place) => place);
      return fc.tuple(
        fc.constant(loads),
        fc.shuffledSubarray(places, { minLength: places.length }),
        fc.shuffledSubarray([...loads.edges], { minLength: loads.edges.length }),
      );
    });
    fc.assert(
      fc.property(shuffled, threadCounts, ([loads, places, edges], threads) => {
        const placeOf = (old: number): number => places.indexOf(old);
        const relabelled: Loads = {
          busyUs: places.map((old) => loads.busyUs[old] ?? 0),
          edges: edges.map((edge) => ({ ...edge, from: placeOf(edge.from), to: placeOf(edge.to) })),
        };
        const [one, other] = [planPlacement(loads, threads), planPlacement(relabelled, threads)];
        expect(Math.max(...other.threadUs)).toBe(Math.max(...one.threadUs));
        expect(other.crossing).toBe(one.crossing);
        expect(other.groups).toHaveLength(one.groups.length);
      }),
    );
  });

  test('of equal stations put the first ones on the first thread', () => {
    expect(planPlacement({ busyUs: [7, 7, 7, 7, 7, 7], edges: [] }, 3).groups).toEqual([
      [0, 1],
      [2, 3],
      [4, 5],
    ]);
  });
});

test('placements that differ by an error of rounding are equally light', () => {
  // In floats 0.1 + 0.2 + 0.3 is more than 0.1 + 0.5.
  const busyUs = [0.1, 0.2, 0.3, 0.5];
  expect(planPlacement({ busyUs, edges: [{ from: 0, to: 1, ...free }] }, 2).groups).toEqual([[0, 1, 2], [3]]);
  expect(planPlacement({ busyUs, edges: [{ from: 0, to: 3, ...free }] }, 2).groups).toEqual([
    [0, 3],
    [1, 2],
  ]);
});
