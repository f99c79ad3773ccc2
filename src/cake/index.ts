/** The chocolate cake as a line: what `cake-factory/cake` exports. */
import type { DefinedLine } from '../line/defined-line.ts';
import { cakeLineOf } from './cake-line.ts';
import { chocolateCake } from './recipe/chocolate-cake.ts';
import { graphOf } from './recipe/graph.ts';
import { checkOrder, type Order } from './recipe/order.ts';
import { readRecipe } from './recipe/read-recipe.ts';
import type { Recipe } from './recipe/recipe.ts';

export { chocolateCake, type Order, type Recipe, readRecipe };

export interface CakeOptions {
  /** [the chocolate cake] */
  readonly recipe?: Recipe;
  /** How many cakes, 1 or more [1000]. */
  readonly cakes?: number;
  /** A 32-bit integer: the same seed gives the same order of ingredients [1]. */
  readonly seed?: number;
  /** The speed of the kernel: iterations for a microsecond of work. 0 for stations that only forward items [0]. */
  readonly iterationsPerUs?: number;
}

/**
 * The line that bakes a recipe. Its results are the cakes: places in the alphabet of the ingredients.
 *
 * @throws RecipeError when the recipe cannot be baked
 */
export function cakes(options: CakeOptions = {}): DefinedLine<number> {
  const { recipe = chocolateCake, cakes: count = 1000, seed = 1, iterationsPerUs = 0 } = options;
  const graph = graphOf(recipe, recipe.name);
  const order: Order = { cakes: count, seed, delivery: 'order' };
  checkOrder(graph, order);
  return cakeLineOf(graph, order, iterationsPerUs);
}
