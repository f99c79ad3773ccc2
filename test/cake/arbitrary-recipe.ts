/** Random valid recipes: trees of 1 to 6 stations, listed in any order, small enough to bake at once. */
import * as fc from 'fast-check';
import type { Recipe, RecipeStation } from '../../src/cake/recipe/recipe.ts';

/** The most raw ingredients that one product of a random recipe takes. */
export const MOST_RAW_PER_PRODUCT = 200;

interface TreeNode {
  /** Its parent, as an index modulo the number of nodes before it. The first node is the root. */
  readonly parent: number;
  /** How many of its products the parent needs. */
  readonly count: number;
  /** How many it needs of each of its own raw ingredients. */
  readonly raw: readonly number[];
}

const count = fc.integer({ min: 1, max: 3 });

const trees: fc.Arbitrary<TreeNode[]> = fc.array(
  fc.record({ parent: fc.nat({ max: 5 }), count, raw: fc.array(count, { maxLength: 3 }) }),
  { minLength: 1, maxLength: 6 },
);

/** A recipe without work and rests. It shrinks towards one station with one ingredient. */
export const arbitraryRecipe: fc.Arbitrary<Recipe> = trees
  .map(recipeOf)
  .filter((recipe) => rawPerProduct(recipe) <= MOST_RAW_PER_PRODUCT)
  .chain((recipe) =>
    fc
      .tuple(shuffled(recipe.stations), shuffled(Object.entries(recipe.ingredients)))
      .map(([stations, ingredients]) => ({ ...recipe, stations, ingredients: Object.fromEntries(ingredients) })),
  );

/** How many of each ingredient one `wanted` needs, counted slowly: piece by piece. */
export function takenApart(recipe: Recipe, wanted: string): Map<string, number> {
  const counts = new Map<string, number>();
  const pieces = [wanted];
  for (let piece = pieces.pop(); piece !== undefined; piece = pieces.pop()) {
    const name = piece;
    counts.set(name, (counts.get(name) ?? 0) + 1);
    const maker = recipe.stations.find((station) => station.makes === name);
    for (const [need, many] of Object.entries(maker?.needs ?? {}))
      pieces.push(...Array.from({ length: many }, () => need));
  }
  return counts;
}

function rawPerProduct(recipe: Recipe): number {
  const made = new Set(recipe.stations.map((station) => station.makes));
  return [...takenApart(recipe, 'product')].reduce((sum, [name, many]) => (made.has(name) ? sum : sum + many), 0);
}

function recipeOf(tree: readonly TreeNode[]): Recipe {
  const makes = (i: number): string => (i === 0 ? 'product' : `part ${i}`);
  const stations = tree.map((node, i): RecipeStation => {
    const parts = tree.flatMap((other, j) => (j > 0 && other.parent % j === i ? [[makes(j), other.count]] : []));
    const counts = parts.length + node.raw.length === 0 ? [1] : node.raw;
    const raw = counts.map((many, k) => [`raw ${i}.${k}`, many]);
    return { name: `station ${i}`, needs: Object.fromEntries([...raw, ...parts]), makes: makes(i) };
  });
  const names = stations.flatMap((station) => [...Object.keys(station.needs), station.makes]);
  return { name: 'random', ingredients: Object.fromEntries(names.map((name) => [name, `<${name}>`])), stations };
}

function shuffled<T>(list: readonly T[]): fc.Arbitrary<T[]> {
  return fc.shuffledSubarray([...list], { minLength: list.length, maxLength: list.length });
}
