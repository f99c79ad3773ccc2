/** The same recipe with a station several times. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { chocolateCake } from '../../src/cake/recipe/chocolate-cake.ts';
import { withCopies } from '../../src/cake/recipe/copies.ts';
import { readRecipe } from '../../src/cake/recipe/read-recipe.ts';
import { RecipeError } from '../../src/cake/recipe/recipe.ts';
import { arbitraryCopies } from './arbitrary-copies.ts';
import { buns } from './buns.ts';

const twoOvens = withCopies(chocolateCake, 'oven', 2);

test('changes one station, and not the given recipe', () => {
  const before = structuredClone(chocolateCake);
  expect(withCopies(chocolateCake, 'oven', 2)).toEqual({
    ...before,
    stations: before.stations.map((one) => (one.name === 'oven' ? { ...one, concurrency: 2 } : one)),
  });
  expect(chocolateCake).toEqual(before);
});

test('counts from the recipe, not from the copies that it has', () => {
  expect(withCopies(withCopies(twoOvens, 'dry mixer', 4), 'oven', 3)).toEqual(
    withCopies(withCopies(chocolateCake, 'oven', 3), 'dry mixer', 4),
  );
  expect(JSON.stringify(withCopies(twoOvens, 'oven', 1))).toBe(JSON.stringify(chocolateCake));
});

test('gives a recipe that can be written and read again', () => {
  fc.assert(
    fc.property(arbitraryCopies, (recipe) => {
      expect(readRecipe(JSON.stringify(recipe), 'file')).toEqual(recipe);
    }),
  );
});

test('finds a station by either Unicode form of its name', () => {
  const recipe = { ...buns, stations: buns.stations.map((one) => ({ ...one, name: `${one.name} \u{e8}` })) };
  expect(withCopies(recipe, 'oven e\u{300}', 2)).toEqual(withCopies(recipe, 'oven \u{e8}', 2));
});

test.each([
  ['ovn', 2, 'expected one of the stations dry mixer, butter melter, wet mixer, oven, found "ovn"'],
  ['oven 1', 2, 'expected one of the stations dry mixer, butter melter, wet mixer, oven, found "oven 1"'],
  ['a\nb', 2, String.raw`expected one of the stations dry mixer, butter melter, wet mixer, oven, found "a\nb"`],
  ['oven', 0, 'expected 1 to 64 copies of "oven", found 0'],
  ['oven', 65, 'expected 1 to 64 copies of "oven", found 65'],
  ['oven', 1.5, 'expected 1 to 64 copies of "oven", found 1.5'],
])('refuses %o, %d times', (name, copies, message) => {
  expect(() => withCopies(twoOvens, name, copies)).toThrow(new RecipeError(`chocolate cake: ${message}`));
});
