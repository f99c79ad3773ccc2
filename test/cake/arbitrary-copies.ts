/** Random recipes in which stations exist several times. */
import * as fc from 'fast-check';
import { copiesOf } from '../../src/cake/recipe/copies.ts';
import { madeBy, RECIPE_LIMITS, type Recipe } from '../../src/cake/recipe/recipe.ts';
import { arbitraryRecipe } from './arbitrary-recipe.ts';

/** As often as not a single one, and then perhaps without the field. */
const concurrency = fc.oneof(fc.constant(undefined), fc.constant(1), fc.integer({ min: 2, max: 5 }));

/** It shrinks towards a recipe without copies. */
export const arbitraryCopies: fc.Arbitrary<Recipe> = arbitraryRecipe
  .chain((recipe) =>
    fc
      .tuple(...recipe.stations.map(() => concurrency))
      .map((counts) => ({ ...recipe, stations: recipe.stations.map((one, i) => counted(one, counts[i])) })),
  )
  .filter((recipe) => needsOf(recipe) <= RECIPE_LIMITS.needs);

function counted(station: Recipe['stations'][number], count: number | undefined) {
  return count === undefined ? station : { ...station, concurrency: count };
}

function needsOf({ stations }: Recipe): number {
  return stations.reduce((sum, one) => sum + copiesOf(one) * Object.keys(one.needs).length, 0);
}

/** The recipe in which every station exists once. */
export function withoutCopies(recipe: Recipe): Recipe {
  return { ...recipe, stations: recipe.stations.map(({ concurrency: _, ...station }) => station) };
}

/** Two of the slow station, three before it, and several units from one firing: no number fits the others. */
export const bakery: Recipe = {
  name: 'bakery',
  ingredients: { flour: '🌾', eggs: '🥚', dough: '📦', glaze: '🍯', bun: '🥯', tray: '🍱' },
  stations: [
    { name: 'mixer', needs: { flour: 3, eggs: 2 }, makes: { dough: 7 }, concurrency: 3 },
    { name: 'pot', needs: { eggs: 1 }, makes: { glaze: 5 } },
    { name: 'oven', needs: { dough: 4 }, makes: { bun: 4 }, concurrency: 2 },
    { name: 'table', needs: { bun: 3, glaze: 2, dough: 1 }, makes: 'tray', concurrency: 2 },
  ],
};

/** Which station of the recipe makes what a station of the line makes. */
export function recipeStationOf(recipe: Recipe, product: string | undefined): string {
  return recipe.stations.find((station) => madeBy(station).name === product)?.name ?? '';
}
