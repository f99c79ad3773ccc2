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
    'an ingredient that two stations make',
    { ingredients: abc, stations: [mixer, oven, { name: 'another', needs: { a: 1 }, makes: 'dough' }] },
    'stations[2].makes: expected only one station that makes "dough", found another one: stations[0]',
  ],
  [
    'an ingredient that one station makes one by one and another by the dozen',
    { stations: [mixer, oven, { name: 'another', needs: { flour: 1 }, makes: { dough: 12 } }] },
    'stations[2].makes: expected only one station that makes "dough", found another one: stations[0]',
  ],
  [
    'a station that makes two ingredients',
    { ingredients: abc, stations: [mixer, { ...oven, makes: { bread: 1, a: 1 } }] },
    'stations[1].makes: expected one ingredient that the station makes, found 2',
  ],
  [
    'a station that makes nothing',
    { stations: [mixer, { ...oven, makes: {} }] },
    'stations[1].makes: expected one ingredient that the station makes, found none',
  ],
  [
    'a station that makes several of an unknown ingredient',
    { stations: [mixer, { ...oven, makes: { pizza: 2 } }] },
    'stations[1].makes: expected one of the recipe\'s ingredients, found "pizza"',
  ],
  [
    'two stations with the same name',
    { stations: [mixer, { ...oven, name: 'mixer' }] },
    'stations[1].name: expected a name that no other station has, found the name of stations[0]',
  ],
  [
    'a copy that has the name of another station',
    {
      stations: [
        { ...mixer, name: 'oven 2' },
        { ...oven, concurrency: 2 },
      ],
    },
    'stations[1].concurrency: expected copies with names that no other station has, found "oven 2", the name of stations[0]',
  ],
  [
    'a copy that has the name of a station with copies of its own',
    {
      stations: [
        { ...mixer, name: 'oven 1', concurrency: 2 },
        { ...oven, concurrency: 2 },
      ],
    },
    'stations[1].concurrency: expected copies with names that no other station has, found "oven 1", the name of stations[0]',
  ],
  [
    'more than 64 stations with all copies',
    {
      stations: [
        { ...mixer, concurrency: 33 },
        { ...oven, concurrency: 32 },
      ],
    },
    'stations: expected at most 64 stations with all copies, found 65',
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
    'a cycle that leads to the product',
    { ingredients: abc, stations: [{ ...oven, needs: { dough: 1, b: 1 } }, mixer, fromBToA, fromAToB] },
    'stations[2]: expected a path to the product, found a cycle through "b to a"',
  ],
  [
    'a station that feeds a cycle',
    {
      ingredients: { ...abc, c: 'C', d: 'D' },
      stations: [
        { name: 'c to d', needs: { c: 1 }, makes: 'd' },
        { ...fromAToB, needs: { a: 1, d: 1 } },
        fromBToA,
        mixer,
        { ...oven, needs: { dough: 1, b: 1 } },
      ],
    },
    'stations[1]: expected a path to the product, found a cycle through "a to b"',
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
  [
    'too many units that a station makes for a product',
    {
      ingredients: { ...abc, c: 'C' },
      stations: [
        { name: 'a to b', needs: { a: 1 }, makes: { b: 1000 } },
        { name: 'b to c', needs: { b: 1000 }, makes: 'c' },
        { ...mixer, needs: { flour: 1, c: 1000 } },
        oven,
      ],
    },
    'stations[0].makes: expected at most 100000 units of "b" per product, found 1000000',
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

test('several stations may need an ingredient, whether it is delivered or made', () => {
  const stations = [
    mixer,
    { name: 'taster', needs: { dough: 1, flour: 1 }, makes: 'a' },
    { ...oven, needs: { dough: 1, flour: 1, a: 1 } },
  ];
  expect(verdict(bread({ ingredients: { ...ingredients, a: 'A' }, stations }))).toBe('accepted');
});

test.each([{ bread: 1 }, { bread: 2 }, { bread: 1000 }])('a station may make %o', (makes) => {
  expect(verdict(bread({ stations: [mixer, { ...oven, makes }] }))).toBe('accepted');
});

/** Stations in a row that all need the same ingredients too. The first one needs some more. */
function sharing(stations: number, shared: number, more: number): string {
  const names = Array.from({ length: shared }, (_, i) => `spice ${i}`);
  const first = Array.from({ length: more }, (_, i) => `more ${i}`);
  const row = Array.from({ length: stations }, (_, i) => ({
    name: `s${i}`,
    needs: Object.fromEntries([...names, ...(i === 0 ? first : [`step ${i}`])].map((name) => [name, 1])),
    makes: `step ${i + 1}`,
  }));
  const all = [...names, ...first, ...row.map(({ makes }) => makes)];
  return bread({ ingredients: Object.fromEntries(all.map((name) => [name, 'x'])), stations: row });
}

test('two hundred and fifty needs of all stations together are accepted, and not more', () => {
  // Fifty times four ingredients, forty-nine steps, and one or two more.
  expect(verdict(sharing(50, 4, 1))).toBe('accepted');
  expect(verdict(sharing(50, 4, 2))).toBe(
    'recipe.json: stations: expected at most 250 needs of all stations together, found 251',
  );
});

test('sixty-four stations with all copies are accepted, and a name like that of a copy without copies', () => {
  const copied = (mixers: number, ovens: number, name = 'mixer') => [
    { ...mixer, name, concurrency: mixers },
    { ...oven, concurrency: ovens },
  ];
  expect(verdict(bread({ stations: copied(32, 32) }))).toBe('accepted');
  expect(verdict(bread({ stations: copied(63, 1) }))).toBe('accepted');
  expect(verdict(bread({ stations: copied(2, 1, 'oven 1') }))).toBe('accepted');
  expect(verdict(bread({ stations: copied(1, 3, 'oven 4') }))).toBe('accepted');
});

test('the needs of all copies together are counted', () => {
  const spices = Array.from({ length: 6 }, (_, i) => `spice ${i}`);
  const needs = Object.fromEntries(spices.map((name) => [name, 1]));
  const symbols = { ...ingredients, ...Object.fromEntries(spices.map((name) => [name, 'x'])) };
  const recipe = (concurrency: number, more: object = {}) =>
    bread({
      ingredients: symbols,
      stations: [{ ...mixer, needs: { flour: 1, ...needs }, concurrency, ...more }, oven],
    });
  expect(verdict(recipe(35))).toBe('accepted');
  expect(verdict(recipe(36))).toBe(
    'recipe.json: stations: expected at most 250 needs of all stations together, found 253',
  );
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
