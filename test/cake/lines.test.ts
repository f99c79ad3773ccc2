/** Recipes with valid fields that are not a valid line: the stations do not all lead to one product. */
import { expect, test } from 'vitest';
import { bread, ingredients, mixer, oven, verdict } from './bread.ts';

const abc = { ...ingredients, a: 'A', b: 'B' };
const fromAToB = { name: 'a to b', needs: { a: 1 }, makes: 'b' };
const fromBToA = { name: 'b to a', needs: { b: 1 }, makes: 'a' };
const ouroboros = { name: 'ouroboros', needs: { a: 1 }, makes: 'a' };

test.each([
  [
    'a station that needs an unknown ingredient',
    { stations: [mixer, { ...oven, needs: { dough: 1, yeast: 1 } }] },
    'stations[1].needs.yeast: expected one of the recipe\'s ingredients, found "yeast"',
  ],
  [
    'a station that needs a property of every object',
    { stations: [mixer, { ...oven, needs: { dough: 1, constructor: 1 } }] },
    'stations[1].needs.constructor: expected one of the recipe\'s ingredients, found "constructor"',
  ],
  [
    'a station that makes an unknown ingredient',
    { stations: [mixer, { ...oven, makes: 'pizza' }] },
    'stations[1].makes: expected one of the recipe\'s ingredients, found "pizza"',
  ],
  [
    'a station that makes __proto__',
    { stations: [mixer, { ...oven, makes: '__proto__' }] },
    'stations[1].makes: expected one of the recipe\'s ingredients, found "__proto__"',
  ],
  [
    'an unused ingredient',
    { ingredients: { ...ingredients, salt: '🧂' } },
    'ingredients.salt: expected a station that needs or makes it, found none',
  ],
  [
    'an ingredient that two stations need',
    { stations: [mixer, { ...oven, needs: { dough: 1, flour: 1 } }] },
    'stations[1].needs.flour: expected only one station that needs it, found another one: stations[0]',
  ],
  [
    'an ingredient that two stations make',
    { ingredients: abc, stations: [mixer, oven, { name: 'another', needs: { a: 1 }, makes: 'dough' }] },
    'stations[2].makes: expected only one station that makes "dough", found another one: stations[0]',
  ],
  [
    'two stations with the same name',
    { stations: [mixer, { ...oven, name: 'mixer' }] },
    'stations[1].name: expected a name that no other station has, found the name of stations[0]',
  ],
  [
    'one station that needs what it makes',
    { ingredients: { a: 'A' }, stations: [ouroboros] },
    'stations: expected one product that no station needs, found a cycle',
  ],
  [
    'a station that needs what it makes, beside a valid line',
    { ingredients: { ...ingredients, a: 'A' }, stations: [mixer, ouroboros, oven] },
    'stations[1]: expected a path to the product, found a cycle through "ouroboros"',
  ],
  [
    'all its stations in a cycle',
    { ingredients: { a: 'A', b: 'B' }, stations: [fromAToB, fromBToA] },
    'stations: expected one product that no station needs, found a cycle',
  ],
  [
    'a cycle beside a valid line',
    { ingredients: abc, stations: [fromAToB, mixer, oven, fromBToA] },
    'stations[0]: expected a path to the product, found a cycle through "a to b"',
  ],
  [
    'two products',
    { ingredients: abc, stations: [fromAToB, mixer, oven] },
    'stations[0].makes: expected a station that needs "b", found none (a line has only one product, here "bread")',
  ],
  [
    'too many raw ingredients in a product',
    {
      stations: [
        { ...mixer, needs: { flour: 1000 } },
        { ...oven, needs: { dough: 101 } },
      ],
    },
    'stations: expected at most 100000 raw ingredients per product, found 101000',
  ],
])('a recipe with %s is refused', (_, changes, message) => {
  expect(verdict(bread(changes))).toBe(`recipe.json: ${message}`);
});

test('a recipe with the most allowed raw ingredients is accepted', () => {
  const stations = [
    { ...mixer, needs: { flour: 1000 } },
    { ...oven, needs: { dough: 100 } },
  ];
  expect(verdict(bread({ stations }))).toBe('accepted');
});

test('a chain of sixty-four stations that each need a thousand is refused with a finite count', () => {
  const names = Array.from({ length: 65 }, (_, i) => `step ${i}`);
  const stations = Array.from({ length: 64 }, (_, i) => ({
    name: `s${i}`,
    needs: { [`step ${i}`]: 1000 },
    makes: `step ${i + 1}`,
  }));
  const symbols = Object.fromEntries(names.map((name) => [name, 'x']));
  expect(verdict(bread({ ingredients: symbols, stations }))).toMatch(
    /^recipe\.json: stations: expected at most 100000 raw ingredients per product, found [\d.]+e\+\d+$/,
  );
});
