/** How long an order takes: whole firings, so that an order of one bun takes as long as a dozen in the oven. */
import { expect, test } from 'vitest';
import { chocolateCake } from '../../src/cake/recipe/chocolate-cake.ts';
import { cakeUs, orderUs, realServiceTimesUs } from '../../src/cake/recipe/duration.ts';
import { graphOf, serviceTimesUs } from '../../src/cake/recipe/graph.ts';
import { underWorkload } from '../../src/cake/recipe/workload.ts';
import { buns } from './buns.ts';

const times: Readonly<Record<string, number>> = { mixer: 1000, oven: 500, pot: 100, brush: 10 };
const graph = graphOf(
  { ...buns, stations: buns.stations.map((station) => ({ ...station, workUs: times[station.name] ?? 0 })) },
  'buns',
);

test('a chocolate cake of many takes as long as one', () => {
  const cake = graphOf(underWorkload(chocolateCake, 'wait-bound'), 'cake');
  expect(orderUs(cake, 1)).toBeCloseTo(cakeUs(cake), 6);
  expect(orderUs(cake, 7)).toBeCloseTo(7 * cakeUs(cake), 6);
  expect(realServiceTimesUs(cake, 7)).toEqual(serviceTimesUs(cake));
});

test('one bun takes a whole firing of each station', () => {
  expect(realServiceTimesUs(graph, 1)).toEqual(graph.stations.map(({ name }) => times[name]));
  // 10 raw ingredients of the mixer and 3 of the pot, 12 dough, and one bun, glaze and glazed bun: 0.05 us each.
  expect(orderUs(graph, 1)).toBeCloseTo(1610 + 28 * 0.05, 6);
});

test('a lot of buns takes as long for each bun as the average', () => {
  expect(orderUs(graph, 24)).toBeCloseTo(24 * cakeUs(graph), 6);
  realServiceTimesUs(graph, 48).forEach((timeUs, i) => {
    expect(timeUs).toBeCloseTo(serviceTimesUs(graph)[i] ?? 0, 9);
  });
});
