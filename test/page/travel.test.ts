/** Where the items of a belt are at a moment. */
import { expect, test } from 'vitest';
import { beltOf } from '../../src/page/recording/travel.ts';

const edge = (sentNs: number[], receivedNs: number[]) => ({
  sentNs: Float64Array.from(sentNs),
  receivedNs: Float64Array.from(receivedNs),
  items: Uint16Array.from(sentNs.map((_, i) => i)),
});
const shares = (belt: ReturnType<typeof beltOf>, ns: number): number[] =>
  belt.at(ns).map(({ share }) => Number(share.toFixed(3)));

test('an item moves from one end to the other, and waits there until it is taken', () => {
  const belt = beltOf(edge([100], [500]), { travelNs: 100, spacing: 0.1 });
  expect([50, 100, 150, 200, 400].map((ns) => shares(belt, ns))).toEqual([[], [0], [0.5], [1], [1]]);
  expect(shares(belt, 500)).toEqual([]);
});

test('items that are sent at once set out one after the other, and queue', () => {
  const belt = beltOf(edge([0, 0, 0], [1000, 1000, 1000]), { travelNs: 100, spacing: 0.25 });
  expect(shares(belt, 50)).toEqual([0.5, 0.25, 0]);
  expect(shares(belt, 900)).toEqual([1, 0.75, 0.5]);
});

test('the queue moves up when its first item is taken', () => {
  const belt = beltOf(edge([0, 0], [1000, 2000]), { travelNs: 100, spacing: 0.5 });
  expect(shares(belt, 999)).toEqual([1, 0.5]);
  expect(shares(belt, 1025)).toEqual([0.75]);
  expect(shares(belt, 1100)).toEqual([1]);
});

test('an item that is taken at once is still seen on its way: there a send is a call', () => {
  const belt = beltOf(edge([100], [100]), { travelNs: 100, spacing: 0.1 });
  expect([100, 150, 190, 200].map((ns) => shares(belt, ns))).toEqual([[0], [0.5], [0.9], []]);
});

test('where nothing moves, only the queue is seen', () => {
  const belt = beltOf(edge([0, 10, 20], [15, 100, 100]), { travelNs: 0, spacing: 0.5 });
  expect(shares(belt, 12)).toEqual([1, 0.5]);
  expect(shares(belt, 30)).toEqual([1, 0.5]);
});

test('a belt shows no more items than have room on it', () => {
  const many = Array.from({ length: 5000 }, (_, i) => i);
  const belt = beltOf(
    edge(
      many,
      many.map(() => 10_000),
    ),
    { travelNs: 1000, spacing: 0.1 },
  );
  for (const ns of [10, 500, 4000, 9999]) {
    const found = shares(belt, ns);
    expect(found.length).toBeLessThanOrEqual(21);
    expect(found.toSorted((one, other) => other - one)).toEqual(found);
  }
  expect(belt.at(9999)).toHaveLength(11);
});
