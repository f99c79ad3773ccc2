/** The three workloads of one recipe. */
import { expect, test } from 'vitest';
import { chocolateCake } from '../../src/cake/chocolate-cake.ts';
import type { Recipe } from '../../src/cake/recipe.ts';
import { DEFAULT_REST_MS, DEFAULT_WORK_US, underWorkload } from '../../src/cake/workload.ts';
import { WORKLOADS } from '../../src/measure/workload.ts';
import { bread, verdict } from './bread.ts';

const toast: Recipe = {
  name: 'toast',
  ingredients: { bread: '🍞', slice: '◻', toast: '◼' },
  stations: [
    { name: 'cutter', needs: { bread: 1 }, makes: 'slice', workUs: 30 },
    { name: 'toaster', needs: { slice: 1 }, makes: 'toast', restMs: 7 },
  ],
};

function services(recipe: Recipe): (number | undefined)[][] {
  return recipe.stations.map(({ workUs, restMs }) => [workUs, restMs]);
}

test('cpu-bound stations only work, and one that names no work beside one that does has none', () => {
  expect(services(underWorkload(toast, 'cpu-bound'))).toEqual([
    [30, 0],
    [0, 0],
  ]);
});

test('wait-bound stations only rest, and one that names no rest beside one that does has none', () => {
  expect(services(underWorkload(toast, 'wait-bound'))).toEqual([
    [0, 0],
    [0, 7],
  ]);
});

test('message-bound stations do neither', () => {
  expect(services(underWorkload(toast, 'message-bound'))).toEqual([
    [0, 0],
    [0, 0],
  ]);
});

test('a recipe that names neither is given the default of each', () => {
  const plain = { ...toast, stations: toast.stations.map(({ name, needs, makes }) => ({ name, needs, makes })) };
  expect(services(underWorkload(plain, 'cpu-bound'))).toEqual(plain.stations.map(() => [DEFAULT_WORK_US, 0]));
  expect(services(underWorkload(plain, 'wait-bound'))).toEqual(plain.stations.map(() => [0, DEFAULT_REST_MS]));
});

test('a time of 0 is one that is named: a recipe whose stations all name it works, or rests, for no time at all', () => {
  const idle = { ...toast, stations: toast.stations.map((station) => ({ ...station, workUs: 0, restMs: 0 })) };
  expect(services(underWorkload(idle, 'cpu-bound'))).toEqual(idle.stations.map(() => [0, 0]));
  expect(services(underWorkload(idle, 'wait-bound'))).toEqual(idle.stations.map(() => [0, 0]));
  const one = {
    ...toast,
    stations: toast.stations.map((station, i) => (i === 0 ? { ...station, restMs: 0 } : station)),
  };
  expect(services(underWorkload(one, 'wait-bound'))).toEqual([
    [0, 0],
    [0, 7],
  ]);
});

test.each(WORKLOADS)('under %s a recipe still makes the same of the same, and is a recipe', (workload) => {
  const changed = underWorkload(chocolateCake, workload);
  expect(changed.ingredients).toEqual(chocolateCake.ingredients);
  expect(changed.stations).toMatchObject(
    chocolateCake.stations.map(({ name, needs, makes }) => ({ name, needs, makes })),
  );
  expect(verdict(JSON.stringify(changed))).toBe('accepted');
});

test('a workload leaves the recipe it is given as it was', () => {
  const before = structuredClone(toast);
  underWorkload(toast, 'cpu-bound');
  expect(toast).toEqual(before);
  expect(verdict(bread())).toBe('accepted');
});
