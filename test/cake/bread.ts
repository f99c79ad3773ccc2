/** Bread: the smallest recipe with a line, as text. Tests change it in one place at a time. */
import { graphOf } from '../../src/cake/recipe/graph.ts';
import { readRecipe } from '../../src/cake/recipe/read-recipe.ts';
import { RecipeError } from '../../src/cake/recipe/recipe.ts';

export const mixer = { name: 'mixer', needs: { flour: 2 }, makes: 'dough' };
export const oven = { name: 'oven', needs: { dough: 1 }, makes: 'bread' };
export const ingredients = { flour: '🌾', dough: '📦', bread: '🍞' };

/** Bread with some fields replaced or added. */
export function bread(changes: Readonly<Record<string, unknown>> = {}): string {
  return JSON.stringify({ name: 'bread', ingredients, stations: [mixer, oven], ...changes });
}

/** Why a text is not a valid recipe, or 'accepted'. Rethrows every error except a RecipeError. */
export function verdict(text: string): string {
  try {
    graphOf(readRecipe(text, 'recipe.json'), 'recipe.json');
    return 'accepted';
  } catch (error) {
    if (error instanceof RecipeError) return error.message;
    throw error;
  }
}
