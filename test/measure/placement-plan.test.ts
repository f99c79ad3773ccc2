/** Plans of cake lines: which stations share threads, and the speedup that is predicted of it. */
import { describe, expect, test } from 'vitest';
import { lineOf } from '../../src/cake/cake-line.ts';
import { itemsOnEdges } from '../../src/cake/edge-items.ts';
import { placedByWork } from '../../src/cake/placed-by-work.ts';
import { chocolateCake } from '../../src/cake/recipe/chocolate-cake.ts';
import { withCopies } from '../../src/cake/recipe/copies.ts';
import { type Graph, graphOf } from '../../src/cake/recipe/graph.ts';
import type { Recipe } from '../../src/cake/recipe/recipe.ts';
import { underWorkload } from '../../src/cake/recipe/workload.ts';
import { specsOf } from '../../src/line/line.ts';
import { type PlanInputs, placementPlan } from '../../src/measure/placement-plan.ts';
import type { Workload } from '../../src/measure/workload.ts';

const CAKES = 100;

/** A run in which every station takes what its recipe says, and the producer nothing. */
function inputs(workload: Workload, changes: Partial<PlanInputs> = {}, recipe: Recipe = chocolateCake): PlanInputs {
  const graph = graphOf(underWorkload(recipe, workload), 'test');
  const line = lineOf(graph, { cakes: CAKES, seed: 1, delivery: 'order' }, { iterationsPerUs: 1, parts: 0 });
  return {
    line,
    stations: specsOf(line).map(({ name }) => costOf(name, graph)),
    items: itemsOnEdges(line, graph, { cakes: CAKES }),
    products: CAKES,
    cost: { crossingUs: 0.05, emptyRunMs: 0 },
    threads: 2,
    capacity: 2,
    ...changes,
  };
}

function costOf(name: string, { stations }: Graph) {
  const { perProduct = 0, workUs = 0, restMs = 0 } = stations.find((station) => station.name === name) ?? {};
  return { name, selfMs: CAKES * perProduct * (workUs / 1000 + restMs), restedMs: CAKES * perProduct * restMs };
}

describe('where stations work', () => {
  test('two threads share the work of the cake equally', () => {
    const { placement, predicted } = placementPlan(inputs('cpu-bound'));
    expect(placement.map((group) => group.filter((name) => name !== 'producer'))).toEqual(
      expect.arrayContaining([
        ['butter melter', 'oven'],
        ['wet mixer', 'dry mixer'],
      ]),
    );
    // It takes a moment until the second thread has something to do.
    expect(predicted).toBeGreaterThan(1.9);
    expect(predicted).toBeLessThan(2);
  });

  test('no prediction is above what the machine can do', () => {
    expect(placementPlan(inputs('cpu-bound', { capacity: 1.3 })).predicted).toBeLessThanOrEqual(1.3);
    const alone = placementPlan(inputs('cpu-bound', { capacity: 1 }));
    expect([alone.placement.length, alone.predicted]).toEqual([1, 1]);
  });

  test('no placement is faster than the slowest station, so that more threads than that needs are not used', () => {
    const { placement, predicted } = placementPlan(inputs('cpu-bound', { threads: 5, capacity: 8 }));
    expect(predicted).toBeGreaterThan(0.9 * (800 / 240));
    expect(predicted).toBeLessThanOrEqual(800 / 240);
    expect(placement.length).toBe(4);
  });

  test('two ovens gain where cores are left', () => {
    const one = placementPlan(inputs('cpu-bound', { threads: 5, capacity: 8 }));
    const two = placementPlan(inputs('cpu-bound', { threads: 6, capacity: 8 }, withCopies(chocolateCake, 'oven', 2)));
    expect(two.predicted).toBeGreaterThan(one.predicted);
    expect(two.placement.flat()).toEqual(expect.arrayContaining(['oven 1', 'oven 2']));
  });
});

describe('where stations only forward items', () => {
  /** @param us what each resume takes */
  const passing = (us: number, changes: Partial<PlanInputs> = {}): PlanInputs => {
    const work = inputs('message-bound');
    const items = work.items.map((one) => 1000 * one);
    const selfMs = (items.reduce((sum, one) => sum + one, 0) * us) / 1000 / work.stations.length;
    const stations = work.stations.map((station) => ({ ...station, selfMs }));
    return { ...work, stations, items, products: 1000 * CAKES, ...changes };
  };

  test('a crossing costs more than it gains: the plan is the main thread', () => {
    const { placement, onMain, predicted } = placementPlan(passing(0.04));
    expect([placement.length, onMain, predicted]).toEqual([1, true, 1]);
  });

  test('a small gain is not worth threads, since it is within the error; a large one is', () => {
    const cheap = { cost: { crossingUs: 0.002, emptyRunMs: 0 } };
    const small = placementPlan(passing(0.04, { ...cheap, capacity: 1.4 }));
    expect([small.placement.length, small.predicted]).toEqual([1, 1]);
    const large = placementPlan(passing(0.04, cheap));
    expect(large.placement).toHaveLength(2);
    expect(large.predicted).toBeGreaterThan(1.5);
    // The same small gain where items cost little beside the work.
    const work = placementPlan(passing(40, { capacity: 1.4 }));
    expect(work.placement).toHaveLength(2);
  });
});

test('what starting the threads takes is part of the prediction', () => {
  const free = placementPlan(inputs('cpu-bound'));
  const slow = placementPlan(inputs('cpu-bound', { cost: { crossingUs: 0.05, emptyRunMs: 4 } }));
  const timeOf = (predicted: number) => 80 / predicted;
  expect(slow.placement).toEqual(free.placement);
  expect(timeOf(slow.predicted) - timeOf(free.predicted)).toBeCloseTo(4, 3);
});

test('of placements with equal loads that is the plan in which items change the thread least often on their way', () => {
  const { placement } = placementPlan(inputs('cpu-bound'));
  // The other way round butter goes from thread to thread three times: to the melter, to the wet mixer, and to the oven.
  expect(placement).toEqual([
    ['producer', 'butter melter', 'oven'],
    ['wet mixer', 'dry mixer'],
  ]);
});

test('where stations rest, one thread is enough, and as fast as the slowest station allows', () => {
  const { placement, onMain, predicted } = placementPlan(inputs('wait-bound'));
  // A worker, since the main thread would have to wait in timers.
  expect([placement.length, onMain]).toEqual([1, false]);
  expect(predicted).toBeGreaterThan(2.4);
  expect(predicted).toBeLessThan(2.5);
});

test('a few products do not fill the line: the prediction knows it', () => {
  const few = inputs('wait-bound');
  const scaled = few.stations.map(({ name, selfMs, restedMs }) => ({
    name,
    selfMs: (2 * selfMs) / CAKES,
    restedMs: (2 * restedMs) / CAKES,
  }));
  const items = few.items.map((one) => (2 * one) / CAKES);
  const { predicted } = placementPlan({ ...few, stations: scaled, items, products: 2 });
  // Two cakes take 40 ms on one thread. The second comes 8 ms after the first, which takes 15 ms: melter, wet mixer, oven.
  expect(predicted).toBeCloseTo(40 / 23, 1);
});

test('a line that sums up is as fast as one that gives a result for each item', () => {
  const { line } = inputs('cpu-bound');
  const [source, first, second] = specsOf(line);
  if (source === undefined || first === undefined || second === undefined) throw new Error('expected three stations');
  const edge = line.edges[0];
  if (edge === undefined) throw new Error('expected an edge');
  const summing = (products: number) =>
    placementPlan({
      ...inputs('cpu-bound'),
      line: {
        ...line,
        stations: [first, second],
        edges: [
          { ...edge, from: source.name, to: first.name },
          { ...edge, from: first.name, to: second.name },
        ],
      },
      stations: [source, first, second].map(({ name }, i) => ({ name, selfMs: i === 0 ? 1 : 500, restedMs: 0 })),
      items: [10_000, 10_000],
      products,
    }).predicted;
  expect(summing(10_000)).toBeGreaterThan(1.9);
  expect(summing(1)).toBeCloseTo(summing(10_000), 5);
});

test('a line in which nothing takes time is as fast on one thread', () => {
  const { line, ...rest } = inputs('message-bound');
  const idle = rest.stations.map((station) => ({ ...station, selfMs: 0 }));
  expect(placementPlan({ ...rest, line, stations: idle, cost: { crossingUs: 0, emptyRunMs: 0 } }).predicted).toBe(1);
});

test('without a measurement the work in the recipe decides', () => {
  const graph = graphOf(underWorkload(chocolateCake, 'cpu-bound'), 'test');
  const line = lineOf(graph, { cakes: 1, seed: 1, delivery: 'order' }, { iterationsPerUs: 1, parts: 0 });
  expect(placedByWork(line, graph, 2).map((group) => group.filter((name) => name !== 'producer'))).toEqual(
    expect.arrayContaining([['butter melter', 'oven']]),
  );
  expect(placedByWork(line, graph, 1)).toHaveLength(1);
});

test('every item of an order is on the edges that carry it', () => {
  const graph = graphOf(underWorkload(chocolateCake, 'cpu-bound'), 'test');
  const line = lineOf(graph, { cakes: 10, seed: 1, delivery: 'order' }, { iterationsPerUs: 1, parts: 0 });
  const items = itemsOnEdges(line, graph, { cakes: 10 });
  const from = (name: string) => line.edges.flatMap((edge, i) => (edge.from === name ? [items[i] ?? 0] : []));
  // 2 flour, 3 sugar, 2 chocolate, 2 eggs and 1 butter for a cake.
  expect(from('producer').reduce((sum, one) => sum + one, 0)).toBe(100);
  expect([from('butter melter'), from('dry mixer'), from('wet mixer')]).toEqual([[10], [10], [10]]);
});
