/** Chapter 5: every setting of its knobs, its judgement, and the same order at the station of the factory. */
import { expect, test } from 'vitest';
import { chocolateCake } from '../../../src/cake/recipe/chocolate-cake.ts';
import { graphOf } from '../../../src/cake/recipe/graph.ts';
import { station } from '../../../src/cake/station.ts';
import { chapter, judge } from '../../../src/lessons/chapters/05-a-station-with-storage.ts';
import { NEEDS, orderWith } from '../../../src/lessons/props/stations/dry-mix.ts';
import { keepForItself } from '../../../src/line/keep.ts';
import { rest } from '../../../src/line/rest.ts';
import { checkChapter } from '../expectations.ts';

const claim = 'confirmed';
const left = (flour: number, sugar: number, chocolate: number) => ({ left: { flour, sugar, chocolate } });

checkChapter(chapter, [
  {
    set: {},
    right: 2,
    claim,
    facts: { sent: 14, mixes: 1, mixers: [{ mixes: 1, ...left(2, 1, 4) }], balanced: true },
    says: [
      /One mixer gets 4 flour, 4 sugar and 6 chocolate/,
      /sugar \[ 🍫 \] -> 📦/,
      /Sugar runs short first: the mixer got 4 sugar, and a mix takes 3 sugar/,
    ],
    never: [/Mixer 1/],
  },
  {
    set: { mixers: '2' },
    right: 0,
    claim,
    facts: { sent: 14, mixes: 0, mixers: [left(2, 0, 5), left(2, 4, 1)], balanced: true },
    says: [
      /in this order: flour, sugar, chocolate, sugar, .* in total\?/,
      /Mixer 2 got 2 flour, 4 sugar and 1 chocolate\./,
    ],
    never: [/short first/, /📦/],
  },
  {
    set: { mixers: '3' },
    right: 0,
    claim,
    facts: { mixes: 0, mixers: [left(3, 1, 1), left(0, 2, 3), left(1, 1, 2)], balanced: true },
  },
  {
    set: { sugar: '0' },
    right: 0,
    claim,
    facts: { sent: 10, mixes: 0, mixers: [left(4, 0, 6)] },
    says: [/0 are in mixes, and 10 are left/],
    never: [/📦/],
  },
  {
    set: { sugar: '12' },
    right: 1,
    claim,
    facts: { sent: 22, mixes: 2, mixers: [left(0, 6, 2)] },
    says: [/the mixer got 4 flour, and a mix takes 2 flour/],
    never: [/got 12 sugar/],
  },
  {
    set: { sugar: '6' },
    right: 1,
    claim,
    says: [/Flour and sugar run short first: the mixer got 4 flour and 6 sugar/],
  },
]);

test('the judgement is not confirmed if a mix is missing, or the counts do not add up', () => {
  const mixer = { got: { flour: 4, sugar: 4, chocolate: 6 }, ...left(2, 1, 4), mixes: 1 };
  const facts = { mixers: [mixer], mixes: 1, balanced: true };
  expect(judge(facts)).toEqual({ right: 2, claim });
  expect(judge({ ...facts, balanced: false }).claim).toBe('not-confirmed');
  expect(judge({ ...facts, mixers: [{ ...mixer, mixes: 0 }], mixes: 0 })).toEqual({ right: 0, claim: 'not-confirmed' });
});

test('the station of the factory makes the same of the same order', () => {
  const graph = graphOf(chocolateCake, chocolateCake.name);
  const needs = graph.stations.find(({ name }) => name === 'dry mixer')?.needs ?? [];
  expect(Object.fromEntries(needs.map(({ ingredient, count }) => [graph.names[ingredient], count]))).toEqual(NEEDS);
  let account: () => unknown = () => null;
  const cook = station(
    { needs, makes: graph.names.indexOf('dry_mix'), kinds: graph.names.length, iterations: 0, restMs: 0 },
    {
      send() {},
      work() {},
      rest,
      keep: keepForItself,
      report: (given) => {
        account = given;
      },
    },
  );
  cook.next();
  for (const ingredient of orderWith(4)) cook.next(graph.names.indexOf(ingredient));
  cook.return();
  expect(account()).toMatchObject({ received: 14, made: 1, left: [2, 1, 4] });
});
