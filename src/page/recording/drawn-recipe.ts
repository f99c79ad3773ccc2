/** The recipe with names and symbols as a picture needs them. */
import { graphOf } from '../../cake/recipe/graph.ts';
import type { Recipe } from '../../cake/recipe/recipe.ts';
import type { DrawnRecipe } from './recorded.ts';

/**
 * @param source the name of the recipe in errors
 * @throws RecipeError if the recipe cannot be baked
 */
export function drawnRecipeOf(recipe: Recipe, source: string): DrawnRecipe {
  const { names, symbols, stations } = graphOf(recipe, source);
  return {
    name: recipe.name,
    product: 'cake',
    ingredients: names.map((name, i) => ({ name, symbol: symbols[i] ?? name })),
    stations: stations.map(({ name, needs, makes: [makes = 0] }) => ({ name, needs, makes })),
  };
}
