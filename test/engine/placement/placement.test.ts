/** The figures of a placement, and what is refused. */
import { describe, expect, test } from 'vitest';
import type { LoadedEdge, Loads } from '../../../src/engine/placement/loads.ts';
import { placementOf } from '../../../src/engine/placement/planned-placement.ts';
import { planPlacement } from '../../../src/engine/placement/planner.ts';

const edge: LoadedEdge = { from: 0, to: 1, items: 10, sendUs: 3, takeUs: 4, callUs: 1 };
const loads: Loads = { busyUs: [100, 200, 400], edges: [edge, { ...edge, from: 1, to: 2, items: 5 }] };

test('a thread is busy with its stations, its calls and its ends of what crosses', () => {
  expect(placementOf(loads, [[0, 1, 2]])).toEqual({ groups: [[0, 1, 2]], threadUs: [715], crossing: 0 });
  expect(placementOf(loads, [[0, 1], [2]])).toEqual({
    groups: [[0, 1], [2]],
    threadUs: [100 + 200 + 10 + 5 * 3, 400 + 5 * 4],
    crossing: 5,
  });
  expect(placementOf(loads, [[0], [1], [2]])).toEqual({
    groups: [[0], [1], [2]],
    threadUs: [100 + 10 * 3, 200 + 10 * 4 + 5 * 3, 400 + 5 * 4],
    crossing: 15,
  });
});

test('threads and their stations are put in order', () => {
  expect(placementOf(loads, [[1], [2, 0]])).toEqual({
    groups: [[0, 2], [1]],
    threadUs: [100 + 400 + 10 * 3 + 5 * 4, 200 + 10 * 4 + 5 * 3],
    crossing: 15,
  });
});

test('what a station sends itself never crosses', () => {
  const alone: Loads = { busyUs: [100, 100], edges: [{ ...edge, to: 0 }] };
  expect(placementOf(alone, [[0], [1]])).toEqual({ groups: [[0], [1]], threadUs: [110, 100], crossing: 0 });
});

describe('loads are refused in one line', () => {
  test.each<[Partial<Loads>, string]>([
    [{ busyUs: [] }, 'expected a station, found none'],
    [{ busyUs: [1, -1, 1] }, 'expected busyUs of place 1 to be a finite number from 0, found -1'],
    [{ busyUs: [1, 1, Number.NaN] }, 'expected busyUs of place 2 to be a finite number from 0, found NaN'],
    [
      { busyUs: [Number.POSITIVE_INFINITY, 1] },
      'expected busyUs of place 0 to be a finite number from 0, found Infinity',
    ],
    [{ edges: [edge, { ...edge, from: 3 }] }, 'expected from of edge 1 to be a place from 0 to 2, found 3'],
    [{ edges: [{ ...edge, to: -1 }] }, 'expected to of edge 0 to be a place from 0 to 2, found -1'],
    [{ edges: [{ ...edge, to: 0.5 }] }, 'expected to of edge 0 to be a place from 0 to 2, found 0.5'],
    [{ edges: [{ ...edge, items: -2 }] }, 'expected items of edge 0 to be a finite number from 0, found -2'],
    [{ edges: [{ ...edge, sendUs: -2 }] }, 'expected sendUs of edge 0 to be a finite number from 0, found -2'],
    [{ edges: [{ ...edge, takeUs: Number.NaN }] }, 'expected takeUs of edge 0 to be a finite number from 0, found NaN'],
    [
      { edges: [{ ...edge, callUs: Number.POSITIVE_INFINITY }] },
      'expected callUs of edge 0 to be a finite number from 0, found Infinity',
    ],
    [{ busyUs: [1e308, 1e308, 1e308] }, 'expected loads with a finite sum, found Infinity microseconds'],
    [
      { edges: [1, 2].map(() => ({ ...edge, items: 1e308, sendUs: 0, takeUs: 0, callUs: 0 })) },
      'expected a finite number of items on all edges, found Infinity',
    ],
  ])('%j', (change, message) => {
    const wrong = { ...loads, ...change };
    expect(() => planPlacement(wrong, 2)).toThrow(new RangeError(`Cannot plan: ${message}`));
    expect(() => placementOf(wrong, [[0, 1, 2]])).toThrow(new RangeError(`Cannot plan: ${message}`));
  });
});

test.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])('%d threads are refused in one line', (threads) => {
  expect(() => planPlacement(loads, threads)).toThrow(
    new RangeError(`Cannot plan: expected a whole number of threads from 1, found ${threads}`),
  );
});

test.each<[number[][], string]>([
  [[[0, 1]], 'expected place 2 on a thread, found it on none'],
  [[[0, 1], [], [2]], 'expected a station on thread 1, found none'],
  [
    [
      [0, 1],
      [2, 1],
    ],
    'expected place 1 on one thread, found it again on thread 1',
  ],
  [[[0, 1, 2, 3]], 'expected places from 0 to 2 on thread 0, found 3'],
  [[[0, 1, 1.5]], 'expected places from 0 to 2 on thread 0, found 1.5'],
])('the groups %j are refused in one line', (groups, message) => {
  expect(() => placementOf(loads, groups)).toThrow(new RangeError(`Cannot place: ${message}`));
});
