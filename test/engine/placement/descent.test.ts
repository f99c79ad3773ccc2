/** Each kind of step downhill, where no other one helps. */
import { describe, expect, test } from 'vitest';
import { Assignment } from '../../../src/engine/placement/assignment.ts';
import type { Link } from '../../../src/engine/placement/costs.ts';
import { gather, lighten } from '../../../src/engine/placement/descent.ts';
import { stationsOf } from '../../../src/engine/placement/stations.ts';

const free: Omit<Link, 'one' | 'other'> = { items: 1, togetherUs: 0, oneUs: 0, otherUs: 0 };

function assign(ownUs: readonly number[], threadOf: readonly number[], links: readonly Link[] = []): Assignment {
  return new Assignment(stationsOf({ ownUs, links }), 1 + Math.max(...threadOf), threadOf);
}

describe('the most loaded thread gets lighter', () => {
  test('by a station that leaves it', () => {
    const assignment = assign([3, 2, 1], [0, 0, 1]);
    lighten(assignment);
    expect([assignment.busyUs(0), assignment.busyUs(1)]).toEqual([3, 3]);
  });

  test('by an exchange of two stations', () => {
    const assignment = assign([5, 4, 3, 2], [0, 0, 1, 1]);
    lighten(assignment);
    expect(assignment.busyUs(assignment.heaviest())).toBe(7);
  });

  test('by a station that comes to it, and saves more there than it costs', () => {
    const assignment = assign([10, 2, 10, 20], [0, 1, 0, 1], [{ ...free, one: 0, other: 1, oneUs: 8 }]);
    lighten(assignment);
    expect(assignment.groups()).toEqual([[0, 1, 2], [3]]);
  });

  test('and no step is taken that makes another thread as heavy', () => {
    const assignment = assign([4, 4, 4], [0, 0, 1]);
    lighten(assignment);
    expect(assignment.groups()).toEqual([[0, 1], [2]]);
  });
});

describe('fewer items cross', () => {
  test('after a station has moved to what it sends', () => {
    const links = [{ ...free, one: 0, other: 2 }];
    const assignment = assign([1, 1, 1], [0, 0, 1], links);
    gather(assignment, 2);
    expect(assignment.groups()).toEqual([[1], [0, 2]]);
    expect(assignment.crossing).toBe(0);
  });

  test('after two stations have been exchanged', () => {
    const links = [
      { ...free, one: 0, other: 2 },
      { ...free, one: 1, other: 3 },
    ];
    const assignment = assign([1, 1, 1, 1], [0, 0, 1, 1], links);
    gather(assignment, 2);
    expect(assignment.crossing).toBe(0);
    expect(assignment.busyUs(0)).toBe(2);
  });

  test('but not after two that send each other have been exchanged', () => {
    const assignment = assign([1, 1], [0, 1], [{ ...free, one: 0, other: 1 }]);
    gather(assignment, 1);
    expect(assignment.groups()).toEqual([[0], [1]]);
  });

  test('on as few threads as are light enough', () => {
    const assignment = assign([1, 2, 3, 4], [0, 1, 2, 3]);
    gather(assignment, 5);
    expect(assignment.groups()).toHaveLength(2);
    expect(assignment.busyUs(assignment.heaviest())).toBe(5);
  });

  test('on one thread for two that send each other some, where no single station can leave its own', () => {
    const links = [
      { ...free, one: 0, other: 1, items: 5 },
      { ...free, one: 2, other: 3, items: 5 },
      { ...free, one: 0, other: 2 },
    ];
    // With the last station either of them would be fuller.
    const assignment = assign([1, 1, 1, 1, 3], [1, 1, 2, 2, 0], links);
    gather(assignment, 5);
    expect(assignment.crossing).toBe(0);
    expect(assignment.groups()).toHaveLength(2);
  });

  test('unless a thread becomes too busy, even the one that a station leaves', () => {
    const links = [
      // Without station 1, station 0 costs its thread 4.
      { ...free, one: 0, other: 1, oneUs: 3 },
      { ...free, one: 1, other: 2, items: 10 },
    ];
    const apart = assign([1, 1, 1], [0, 0, 1], links);
    gather(apart, 2.5);
    expect(apart.groups()).toEqual([[0, 1], [2]]);
    gather(apart, 3);
    expect(apart.groups()).toEqual([[0, 1, 2]]);
  });
});
