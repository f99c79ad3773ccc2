/** A recipe and an order become a line: plain data that says which station sends what to which. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { type FactoryOptions, lineOf } from '../../src/cake/cake-line.ts';
import { chocolateCake } from '../../src/cake/recipe/chocolate-cake.ts';
import { graphOf } from '../../src/cake/recipe/graph.ts';
import { deliveriesOf, type Order } from '../../src/cake/recipe/order.ts';
import { cakeStations } from '../../src/cake/stations.ts';
import { findStation } from '../../src/line/found-station.ts';
import { type Edge, type Line, specsOf } from '../../src/line/line.ts';
import { arbitraryLine, deliveriesFrom, optionsOf } from './arbitrary-line.ts';
import { buns } from './buns.ts';
import { RecordingHost } from './recording-host.ts';

const graph = graphOf(chocolateCake, 'chocolate cake');
const order: Order = { cakes: 7, seed: 1, delivery: 'order' };
const options: FactoryOptions = { iterationsPerUs: 2, parts: 3 };

function spelled(line: Line, edges: readonly Edge[]): string[] {
  return edges.map(
    ({ from, to, items }) => `${from} -> ${to}: ${(items ?? []).map((item) => line.alphabet[item]).join(', ')}`,
  );
}

test('the chocolate cake is a line of four stations and six edges', () => {
  const line = lineOf(graph, order, options);
  expect(line.sources.map(({ name }) => name)).toEqual(['producer']);
  expect([...spelled(line, line.edges)].sort()).toEqual([
    'butter melter -> wet mixer: melted_butter',
    'dry mixer -> oven: dry_mix',
    'producer -> butter melter: butter',
    'producer -> dry mixer: flour, sugar, chocolate',
    'producer -> wet mixer: eggs',
    'wet mixer -> oven: wet_mix',
  ]);
});

test('every item except the product has one edge, from its maker to the station that needs it', () => {
  fc.assert(
    fc.property(arbitraryLine, ({ graph, line }) => {
      line.alphabet.forEach((_, item) => {
        const edges = line.edges.filter((edge) => edge.items?.includes(item));
        const from = graph.stations.find((station) => station.makes.includes(item))?.name ?? 'producer';
        const to = graph.stations.find((station) => station.needs.some((need) => need.ingredient === item))?.name;
        expect(edges).toMatchObject(to === undefined ? [] : [{ from, to }]);
        expect(to === undefined).toBe(item === graph.product);
      });
    }),
  );
});

test('two stations have at most one edge, from the earlier to the later one', () => {
  fc.assert(
    fc.property(arbitraryLine, ({ line }) => {
      const names = specsOf(line).map((spec) => spec.name);
      for (const { from, to } of line.edges) expect(names.indexOf(from)).toBeLessThan(names.indexOf(to));
      const pairs = line.edges.map(({ from, to }) => `${from} ${to}`);
      expect(new Set(pairs).size).toBe(pairs.length);
    }),
  );
});

test('every channel holds 8 to 16 384 items', () => {
  fc.assert(
    fc.property(arbitraryLine, ({ line }) => {
      for (const { capacity } of line.edges) {
        expect(Number.isInteger(capacity)).toBe(true);
        expect(capacity).toBeGreaterThanOrEqual(8);
        expect(capacity).toBeLessThanOrEqual(16_384);
      }
    }),
  );
});

test.each([
  [0, 0, 16_384],
  [1, 0, 16_384],
  [100, 0, 480],
  [0, 1, 48],
  [200, 0.6, 60],
  [6001, 0, 8],
  [0, 60_000, 8],
])(
  'before a station that works %d us and rests %d ms for 3 of an ingredient, a channel holds %d',
  (workUs, restMs, capacity) => {
    const ingredients = { flour: '🌾', bread: '🍞' };
    const stations = [{ name: 'oven', needs: { flour: 3 }, makes: 'bread', workUs, restMs }];
    const line = lineOf(graphOf({ name: 'bread', ingredients, stations }, 'bread'), order, options);
    expect(line.edges).toEqual([{ from: 'producer', to: 'oven', items: [0], capacity }]);
  },
);

test('a channel holds what one firing of its writer makes', () => {
  const slow = { ...buns, stations: buns.stations.map((station) => ({ ...station, restMs: 60_000 })) };
  const { edges } = lineOf(graphOf(slow, 'buns'), order, options);
  expect(edges.map(({ from, to, capacity }) => [from, to, capacity])).toEqual([
    ['producer', 'mixer', 8],
    ['producer', 'pot', 8],
    ['mixer', 'oven', 24],
    ['oven', 'brush', 12],
    ['pot', 'brush', 24],
  ]);
});

test('a station deals what the order needs, and keeps the rest', () => {
  const bunLine = graphOf(buns, 'buns');
  const { stations } = optionsOf(lineOf(bunLine, { ...order, cakes: 20 }, options));
  const [glaze, bun] = ['glaze', 'bun'].map((name) => bunLine.names.indexOf(name));
  expect(stations.map(({ name, options: { makes } }) => [name, makes])).toEqual([
    ['mixer', { count: 24, shares: [{ item: bunLine.names.indexOf('dough'), count: 24 }], kept: 0 }],
    ['pot', { count: 24, shares: [{ item: glaze, count: 20 }], kept: 4 }],
    ['oven', { count: 12, shares: [{ item: bun, count: 20 }], kept: 4 }],
    ['brush', bunLine.product],
  ]);
});

test('the work of a station is converted from microseconds to iterations', () => {
  const { stations } = optionsOf(lineOf(graph, order, { iterationsPerUs: 893.4, parts: 0 }));
  // The oven works 240 us.
  expect(stations.at(-1)).toMatchObject({ name: 'oven', options: { iterations: 214416, restMs: 8 } });
  expect(stations).toMatchObject(
    graph.stations.map(({ workUs }) => ({ options: { iterations: Math.round(workUs * 893.4) } })),
  );
});

test('the producer delivers the order, at once unless it has a pace', () => {
  const whole = lineOf(graph, order, options);
  expect(deliveriesFrom(whole)).toEqual(deliveriesOf(graph, order));
  expect(optionsOf(whole).producer).toMatchObject({ name: 'producer', kinds: 9, pace: { kind: 'at-once' } });
  const pace = { kind: 'random', meanMs: 5, seed: 9 } satisfies FactoryOptions['pace'];
  expect(optionsOf(lineOf(graph, order, { ...options, pace })).producer).toMatchObject({ pace });
});

test('a structured clone of a line equals the line', () => {
  fc.assert(
    fc.property(arbitraryLine, ({ line }) => {
      expect(structuredClone(line)).toStrictEqual(line);
    }),
  );
});

test('every module of a line exports what makes the coroutine that the line names', async () => {
  const line = lineOf(graph, order, options);
  for (const spec of specsOf(line)) {
    const module: Record<string, unknown> = await import(spec.module);
    const { create } = findStation(module[spec.export], spec);
    expect(Object.prototype.toString.call(create(new RecordingHost()))).toBe('[object Generator]');
  }
});

test('every thread builds the line from the same options, and finds its own coroutine by its place', () => {
  fc.assert(
    fc.property(arbitraryLine, ({ graph, line }) => {
      const specs = specsOf(line);
      expect(specs.map(({ place }) => place)).toEqual(specs.map((_, place) => place));
      for (const { options } of specs) expect(options).toBe(optionsOf(line));
      const { nodes } = cakeStations(structuredClone(optionsOf(line)));
      expect(nodes.map(({ name }) => name)).toEqual(['producer', ...graph.stations.map(({ name }) => name)]);
    }),
  );
});
