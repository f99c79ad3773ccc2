/** The three workloads of one recipe. */
import { expect, test } from 'vitest';
import { chocolateCake } from '../../src/cake/recipe/chocolate-cake.ts';
import type { Recipe } from '../../src/cake/recipe/recipe.ts';
import { DEFAULT_REST_MS, DEFAULT_WORK_US, underWorkload } from '../../src/cake/recipe/workload.ts';
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

test('cpu-bound stations only work, and a station without work has none if another one has some', () => {
  expect(services(underWorkload(toast, 'cpu-bound'))).toEqual([
    [30, 0],
    [0, 0],
  ]);
});

test('wait-bound stations only rest, and a station without rest has none if another one has some', () => {
  expect(services(underWorkload(toast, 'wait-bound'))).toEqual([
    [0, 0],
    [0, 7],
  ]);
});

test('message-bound stations neither work nor rest', () => {
  expect(services(underWorkload(toast, 'message-bound'))).toEqual([
    [0, 0],
    [0, 0],
  ]);
});

test('a recipe without work and rests gets the defaults', () => {
  const plain = { ...toast, stations: toast.stations.map(({ name, needs, makes }) => ({ name, needs, makes })) };
  expect(services(underWorkload(plain, 'cpu-bound'))).toEqual(plain.stations.map(() => [DEFAULT_WORK_US, 0]));
  expect(services(underWorkload(plain, 'wait-bound'))).toEqual(plain.stations.map(() => [0, DEFAULT_REST_MS]));
});

test('a time of 0 in the recipe is kept and not replaced by the default', () => {
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

test.each(WORKLOADS)('a recipe under %s has the same ingredients and needs, and is still valid', (workload) => {
  const changed = underWorkload(chocolateCake, workload);
  expect(changed.ingredients).toEqual(chocolateCake.ingredients);
  expect(changed.stations).toMatchObject(
    chocolateCake.stations.map(({ name, needs, makes }) => ({ name, needs, makes })),
  );
  expect(verdict(JSON.stringify(changed))).toBe('accepted');
});

test('a workload does not change the given recipe', () => {
  const before = structuredClone(toast);
  underWorkload(toast, 'cpu-bound');
  expect(toast).toEqual(before);
  expect(verdict(bread())).toBe('accepted');
});
