/** Reads a recipe from a file. */
import { sourceOf } from '../../terminal/place.ts';
import { textOf } from '../../terminal/text-file.ts';
import { readRecipe } from './read-recipe.ts';
import type { Recipe } from './recipe.ts';

/** The largest possible recipe has only a few kilobytes. */
export const MOST_RECIPE_BYTES = 1_000_000;

export interface NamedRecipe {
  readonly recipe: Recipe;
  /** The name of the recipe in errors. */
  readonly source: string;
}

/**
 * @throws UsageError if the file cannot be read
 * @throws RecipeError if the file does not hold a recipe
 */
export async function recipeFrom(path: string): Promise<NamedRecipe> {
  const source = sourceOf(path) || 'recipe';
  return { recipe: readRecipe(await textOf(path, 'a recipe', MOST_RECIPE_BYTES), source), source };
}
