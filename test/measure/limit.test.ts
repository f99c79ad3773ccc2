/** The limits of the engines: the most speedup that a line on a machine allows. */
import { describe, expect, test } from 'vitest';
import { chocolateCake } from '../../src/cake/recipe/chocolate-cake.ts';
import { graphOf, serviceTimesUs } from '../../src/cake/recipe/graph.ts';
import type { Recipe } from '../../src/cake/recipe/recipe.ts';
import { underWorkload } from '../../src/cake/recipe/workload.ts';
import type { EngineName } from '../../src/engine/engine-table.ts';
import { limitOf, lineLimit, passingLimit } from '../../src/measure/limit.ts';
import type { Workload } from '../../src/measure/workload.ts';

/** One loaf needs two products of the mill. */
const bread: Recipe = {
  name: 'bread',
  ingredients: { grain: 'g', flour: 'f', bread: 'b' },
  stations: [
    { name: 'mill', needs: { grain: 1 }, makes: 'flour', workUs: 100, restMs: 1 },
    { name: 'oven', needs: { flour: 2 }, makes: 'bread', workUs: 600, restMs: 2 },
  ],
};

function limit(
  engine: EngineName,
  workload: Workload,
  parallelCapacity: number,
  threads = 5,
  products = 100,
  lot = 1,
): number {
  const graph = graphOf(underWorkload(bread, workload), 'bread');
  return limitOf(engine, {
    workload,
    serviceTimesUs: serviceTimesUs(graph),
    products,
    lot,
    parallelCapacity,
    threads,
  });
}

test('the limit of a line is the sum of its service times divided by the largest', () => {
  expect(lineLimit(serviceTimesUs(graphOf(underWorkload(bread, 'cpu-bound'), 'bread')))).toBeCloseTo(800 / 600);
  expect(lineLimit(serviceTimesUs(graphOf(underWorkload(bread, 'wait-bound'), 'bread')))).toBeCloseTo(4 / 2);
  expect(lineLimit(serviceTimesUs(graphOf(underWorkload(chocolateCake, 'cpu-bound'), 'cake')))).toBeCloseTo(800 / 240);
});

test('without service times only the machine limits a line', () => {
  expect(lineLimit(serviceTimesUs(graphOf(underWorkload(bread, 'message-bound'), 'bread')))).toBe(
    Number.POSITIVE_INFINITY,
  );
  expect(limit('threads', 'message-bound', 1.9)).toBe(1.9);
});

test('if no station works or rests, the limits are those of the message-bound workload', () => {
  const idle = { ...bread, stations: bread.stations.map((station) => ({ ...station, workUs: 0, restMs: 0 })) };
  for (const workload of ['cpu-bound', 'wait-bound', 'message-bound'] as const) {
    const loads = serviceTimesUs(graphOf(underWorkload(idle, workload), 'bread'));
    const limits = (['event-loop', 'threads', 'pool'] as const).map((engine) =>
      limitOf(engine, { workload, serviceTimesUs: loads, products: 100, lot: 1, parallelCapacity: 1.9, threads: 2 }),
    );
    expect(limits).toEqual([1, 1.9, 1.9]);
  }
});

describe('the limit of an engine', () => {
  test('is 1 for the cooperative engine', () => {
    for (const workload of ['cpu-bound', 'wait-bound', 'message-bound'] as const)
      expect(limit('cooperative', workload, 8)).toBe(1);
  });

  test('is more than 1 for the event loop only if stations rest', () => {
    expect(limit('event-loop', 'wait-bound', 1)).toBeCloseTo(2);
    expect(limit('event-loop', 'cpu-bound', 8)).toBe(1);
    expect(limit('event-loop', 'message-bound', 8)).toBe(1);
  });

  test('of threads comes from the machine and the slowest station, and for rests from the station alone', () => {
    expect(limit('threads', 'cpu-bound', 1.2)).toBe(1.2);
    expect(limit('threads', 'cpu-bound', 8)).toBeCloseTo(800 / 600);
    expect(limit('threads', 'wait-bound', 1)).toBeCloseTo(2);
  });

  test('of a pool comes from the machine, its threads and the number of cakes', () => {
    expect(limit('pool', 'cpu-bound', 1.9, 2)).toBe(1.9);
    expect(limit('pool', 'wait-bound', 1.9, 2)).toBe(2);
    expect(limit('pool', 'cpu-bound', 8, 8, 3)).toBe(3);
  });

  test('of a pool comes from whole lots, where cakes cannot be made apart', () => {
    expect(limit('pool', 'cpu-bound', 8, 2, 24, 12)).toBe(2);
    expect(limit('pool', 'cpu-bound', 8, 4, 24, 12)).toBe(2);
    expect(limit('pool', 'cpu-bound', 8, 2, 36, 12)).toBe(1.5);
    // The last lot is smaller, and may cost next to nothing.
    expect(limit('pool', 'cpu-bound', 8, 2, 25, 12)).toBe(2);
    expect(limit('pool', 'cpu-bound', 8, 2, 7, 12)).toBe(1);
    expect(limit('pool', 'cpu-bound', 8, 2, 7, 1e300)).toBe(1);
  });
});

test('where stations have next to nothing to do, forwarding items in another way can be faster', () => {
  expect(passingLimit(0, 100)).toBe(1);
  expect(passingLimit(1000, 100)).toBeCloseTo(1.002, 4);
  expect(passingLimit(50_000, 20)).toBeCloseTo(2);
  expect(passingLimit(1_000_000, 20)).toBeCloseTo(2);
});
