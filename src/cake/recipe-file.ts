/** A recipe from a file. */
import { sourceOf } from '../terminal/place.ts';
import { textOf } from '../terminal/text-file.ts';
import { readRecipe } from './read-recipe.ts';
import type { Recipe } from './recipe.ts';

/** A recipe with every station and ingredient allowed is a few kilobytes. */
export const MOST_RECIPE_BYTES = 1_000_000;

/**
 * @throws UsageError when there is no such file
 * @throws RecipeError when there is no recipe in it
 */
export async function recipeFrom(path: string): Promise<{ recipe: Recipe; source: string }> {
  const source = sourceOf(path) || 'recipe';
  return { recipe: readRecipe(await textOf(path, 'a recipe', MOST_RECIPE_BYTES), source), source };
}
