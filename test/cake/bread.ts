/** Bread: the smallest recipe with a line in it, as text, to be spoilt in one place at a time. */
import { graphOf } from '../../src/cake/recipe/graph.ts';
import { readRecipe } from '../../src/cake/recipe/read-recipe.ts';
import { RecipeError } from '../../src/cake/recipe/recipe.ts';

export const mixer = { name: 'mixer', needs: { flour: 2 }, makes: 'dough' };
export const oven = { name: 'oven', needs: { dough: 1 }, makes: 'bread' };
export const ingredients = { flour: '🌾', dough: '📦', bread: '🍞' };

/** Bread with some of its fields replaced, or with more of them. */
export function bread(changes: Readonly<Record<string, unknown>> = {}): string {
  return JSON.stringify({ name: 'bread', ingredients, stations: [mixer, oven], ...changes });
}

/** Why a text is not a recipe that can be baked, or 'accepted'. Any error but a RecipeError is thrown on. */
export function verdict(text: string): string {
  try {
    graphOf(readRecipe(text, 'recipe.json'), 'recipe.json');
    return 'accepted';
  } catch (error) {
    if (error instanceof RecipeError) return error.message;
    throw error;
  }
}
