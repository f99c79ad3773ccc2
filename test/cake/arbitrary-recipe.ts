/** Random recipes that can be baked: trees of 1 to 6 stations, written down in any order, small enough to bake at once. */
import * as fc from 'fast-check';
import type { Recipe, RecipeStation } from '../../src/cake/recipe/recipe.ts';

/** The most raw ingredients that one product of a random recipe takes. */
export const MOST_RAW_PER_PRODUCT = 200;

interface Cook {
  /** Which of the cooks before it this one feeds, once reduced to their number; the first feeds nobody. */
  readonly feeds: number;
  /** How many of what it makes the one it feeds takes. */
  readonly count: number;
  /** How many of each of its own raw ingredients it takes. */
  readonly raw: readonly number[];
}

const count = fc.integer({ min: 1, max: 3 });

const cooks: fc.Arbitrary<Cook[]> = fc.array(
  fc.record({ feeds: fc.nat({ max: 5 }), count, raw: fc.array(count, { maxLength: 3 }) }),
  { minLength: 1, maxLength: 6 },
);

/** A recipe that names neither work nor rest; shrinks towards one station with one ingredient. */
export const arbitraryRecipe: fc.Arbitrary<Recipe> = cooks
  .map(recipeOf)
  .filter((recipe) => rawPerProduct(recipe) <= MOST_RAW_PER_PRODUCT)
  .chain((recipe) =>
    fc
      .tuple(shuffled(recipe.stations), shuffled(Object.entries(recipe.ingredients)))
      .map(([stations, ingredients]) => ({ ...recipe, stations, ingredients: Object.fromEntries(ingredients) })),
  );

/** How many of each ingredient it takes to make one of `wanted`: taken apart piece by piece, as nobody would in earnest. */
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

function recipeOf(tree: readonly Cook[]): Recipe {
  const makes = (i: number): string => (i === 0 ? 'product' : `part ${i}`);
  const stations = tree.map((cook, i): RecipeStation => {
    const parts = tree.flatMap((other, j) => (j > 0 && other.feeds % j === i ? [[makes(j), other.count]] : []));
    const counts = parts.length + cook.raw.length === 0 ? [1] : cook.raw;
    const raw = counts.map((many, k) => [`raw ${i}.${k}`, many]);
    return { name: `station ${i}`, needs: Object.fromEntries([...raw, ...parts]), makes: makes(i) };
  });
  const names = stations.flatMap((station) => [...Object.keys(station.needs), station.makes]);
  return { name: 'random', ingredients: Object.fromEntries(names.map((name) => [name, `<${name}>`])), stations };
}

function shuffled<T>(list: readonly T[]): fc.Arbitrary<T[]> {
  return fc.shuffledSubarray([...list], { minLength: list.length, maxLength: list.length });
}
