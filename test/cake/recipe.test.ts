/** The fields of a recipe: the error for a wrong field names the field, what was wanted and what was found. */
import { expect, test } from 'vitest';
import { chocolateCake } from '../../src/cake/recipe/chocolate-cake.ts';
import { bread, ingredients, mixer, oven, verdict } from './bread.ts';

test('the chocolate cake is accepted', () => {
  expect(verdict(JSON.stringify(chocolateCake))).toBe('accepted');
});

test('bread is accepted', () => {
  expect(verdict(bread())).toBe('accepted');
});

test('the largest counts and times are accepted', () => {
  const stations = [{ ...mixer, needs: { flour: 1000 }, workUs: 1_000_000, restMs: 60_000 }, oven];
  expect(verdict(bread({ stations }))).toBe('accepted');
});

test('names of forty characters and symbols of sixteen are accepted', () => {
  const name = 'n'.repeat(40);
  const symbols = { ...ingredients, flour: 's'.repeat(16) };
  expect(verdict(bread({ name, ingredients: symbols, stations: [mixer, { ...oven, name }] }))).toBe('accepted');
});

test('names of properties that every object has are accepted', () => {
  const names = { constructor: 'C', toString: 'T', hasOwnProperty: 'H', 0: 'Z' };
  const stations = [{ name: 'valueOf', needs: { toString: 1, 0: 2, hasOwnProperty: 3 }, makes: 'constructor' }];
  expect(verdict(bread({ ingredients: names, stations }))).toBe('accepted');
});

// As text, because JSON.stringify writes Infinity as null.
test.each([
  ['-2', '-2'],
  ['0', '0'],
  ['-0', '0'],
  ['1.5', '1.5'],
  ['"2"', '"2"'],
  ['1e309', 'Infinity'],
  ['-1e309', '-Infinity'],
  ['true', 'true'],
  ['null', 'null'],
  ['[]', 'an empty list'],
  ['[2]', 'a list'],
  ['{}', 'an object'],
])('a count of %s is refused', (count, found) => {
  const text = bread({ stations: [oven, mixer] }).replace('"flour":2', `"flour":${count}`);
  expect(verdict(text)).toBe(`recipe.json: stations[1].needs.flour: expected a positive integer, found ${found}`);
});

test.each(['1001', '65536', '1000000'])('a count of %s is refused as too large', (count) => {
  const wanted = 'expected a positive integer of at most 1000';
  expect(verdict(bread().replace('"flour":2', `"flour":${count}`))).toBe(
    `recipe.json: stations[0].needs.flour: ${wanted}, found ${count}`,
  );
});

test.each([
  ['0', 'a positive integer, found 0'],
  ['-1', 'a positive integer, found -1'],
  ['1.5', 'a positive integer, found 1.5'],
  ['"2"', 'a positive integer, found "2"'],
  ['1e309', 'a positive integer, found Infinity'],
  ['null', 'a positive integer, found null'],
  ['{}', 'a positive integer, found an object'],
  ['1001', 'a positive integer of at most 1000, found 1001'],
])('a station that makes a count of %s is refused', (count, wanted) => {
  const text = bread().replace('"makes":"bread"', `"makes":{"bread":${count}}`);
  expect(verdict(text)).toBe(`recipe.json: stations[1].makes.bread: expected ${wanted}`);
});

test.each([
  ['null', 'null'],
  ['2', '2'],
  ['["bread"]', 'a list'],
  ['true', 'true'],
])('a station that makes %s is refused', (made, found) => {
  const text = bread().replace('"makes":"bread"', `"makes":${made}`);
  const wanted = 'an ingredient name or an object such as {"plate": 2}';
  expect(verdict(text)).toBe(`recipe.json: stations[1].makes: expected ${wanted}, found ${found}`);
});

test('a wrong name of what a station makes is refused in the words for names, with and without a count', () => {
  const wanted = 'expected an ingredient name of 1 to 40 printable characters, found';
  for (const [made, path] of [
    ['""', 'makes'],
    ['{"":2}', 'makes.'],
  ] as const)
    expect(verdict(bread().replace('"makes":"bread"', `"makes":${made}`))).toBe(
      `recipe.json: stations[1].${path}: ${wanted} ""`,
    );
});

const workTimes = 'microseconds of work from 0 to 1000000';
const restTimes = 'milliseconds of rest from 0 to 60000';

test.each([
  ['workUs', '-1', workTimes, '-1'],
  ['workUs', '1000001', workTimes, '1000001'],
  ['workUs', '1e309', workTimes, 'Infinity'],
  ['workUs', '"200"', workTimes, '"200"'],
  ['workUs', 'null', workTimes, 'null'],
  ['restMs', '-0.001', restTimes, '-0.001'],
  ['restMs', '60001', restTimes, '60001'],
  ['restMs', '1e309', restTimes, 'Infinity'],
  ['restMs', 'false', restTimes, 'false'],
])('%s: %s is refused', (field, value, wanted, found) => {
  const text = bread().replace('"makes":"bread"', `"makes":"bread","${field}":${value}`);
  expect(verdict(text)).toBe(`recipe.json: stations[1].${field}: expected ${wanted}, found ${found}`);
});

test.each(['1', '2', '62', '1.0'])('a station may exist %s times', (count) => {
  expect(verdict(bread().replace('"makes":"bread"', `"makes":"bread","concurrency":${count}`))).toBe('accepted');
});

test.each([
  ['0', '0'],
  ['-0', '0'],
  ['-1', '-1'],
  ['65', '65'],
  ['1.5', '1.5'],
  ['1e309', 'Infinity'],
  ['"2"', '"2"'],
  ['true', 'true'],
  ['null', 'null'],
  ['[2]', 'a list'],
])('a concurrency of %s is refused', (count, found) => {
  const text = bread().replace('"makes":"bread"', `"makes":"bread","concurrency":${count}`);
  expect(verdict(text)).toBe(`recipe.json: stations[1].concurrency: expected an integer from 1 to 64, found ${found}`);
});

const many = Object.fromEntries(Array.from({ length: 251 }, (_, i) => [`ingredient ${i}`, 'x']));

test.each([
  ['no name', { name: undefined }, 'name: expected a recipe name of 1 to 40 printable characters, found nothing'],
  ['an empty name', { name: '' }, 'name: expected a recipe name of 1 to 40 printable characters, found ""'],
  [
    'a name that begins with a space',
    { name: ' a' },
    'name: expected a recipe name of 1 to 40 printable characters, found " a"',
  ],
  ['a number for a name', { name: 5 }, 'name: expected a recipe name of 1 to 40 printable characters, found 5'],
  [
    'a name that is too long',
    { name: 'x'.repeat(900) },
    `name: expected a recipe name of 1 to 40 printable characters, found "${'x'.repeat(56)}...`,
  ],
  [
    'no ingredients',
    { ingredients: undefined },
    'ingredients: expected an object such as {"flour": "🌾"}, found nothing',
  ],
  [
    'an empty symbol',
    { ingredients: { ...ingredients, flour: '' } },
    'ingredients.flour: expected a symbol of 1 to 16 printable characters, found ""',
  ],
  ['251 ingredients', { ingredients: many }, 'ingredients: expected at most 250 ingredients, found more'],
  ['no stations', { stations: undefined }, 'stations: expected a list of stations, found nothing'],
  ['an empty list of stations', { stations: [] }, 'stations: expected at least one station, found an empty list'],
  [
    '65 stations',
    { stations: Array.from({ length: 65 }, () => oven) },
    'stations: expected at most 64 stations, found more',
  ],
  [
    'a station that is null',
    { stations: [mixer, null] },
    'stations[1]: expected a station such as {"name": "oven", "needs": {"wet_mix": 1}, "makes": "cake"}, found null',
  ],
  [
    'a station with the name of the producer',
    { stations: [mixer, { ...oven, name: 'producer' }] },
    'stations[1].name: expected a name other than "producer", which is the source of the line',
  ],
  [
    'a station that needs a list',
    { stations: [mixer, { ...oven, needs: ['dough'] }] },
    'stations[1].needs: expected an object such as {"flour": 2}, found a list',
  ],
  [
    'a station that needs nothing',
    { stations: [mixer, { ...oven, needs: {} }] },
    'stations[1].needs: expected at least one ingredient, found none',
  ],
  ['a field that no recipe has', { bakery: 1 }, 'expected only the fields of a recipe, found "bakery"'],
  [
    'a field that no station has',
    { stations: [mixer, { ...oven, heat: 1 }] },
    'stations[1]: expected only the fields of a recipe, found "heat"',
  ],
])('a recipe with %s is refused', (_, changes, message) => {
  expect(verdict(bread(changes))).toBe(`recipe.json: ${message}`);
});
