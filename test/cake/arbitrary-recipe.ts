/** Random valid recipes of 1 to 6 stations, listed in any order, small enough to bake at once. */
import * as fc from 'fast-check';
import { madeBy, type Recipe, type RecipeStation } from '../../src/cake/recipe/recipe.ts';

/** The most raw ingredients that an order of one product of a random recipe takes. */
export const MOST_RAW_PER_PRODUCT = 200;

interface TreeNode {
  /** Its parent, as an index modulo the number of nodes before it. The first node is the root. */
  readonly parent: number;
  /** How many of its products the parent needs. */
  readonly count: number;
  /** How many it needs of each of its own raw ingredients. */
  readonly raw: readonly number[];
  /** How many units one firing makes; null for one, without a count in the recipe. */
  readonly makes: number | null;
}

/** Another station that needs an ingredient. Drawn numbers wrap around. */
interface Sharing {
  readonly ingredient: number;
  readonly user: number;
  readonly count: number;
}

const count = fc.integer({ min: 1, max: 3 });
const makes = fc.oneof(
  { weight: 4, arbitrary: fc.constant(null) },
  { weight: 1, arbitrary: fc.constantFrom(1, 2, 3, 5, 12) },
);

const trees: fc.Arbitrary<TreeNode[]> = fc.array(
  fc.record({ parent: fc.nat({ max: 5 }), count, raw: fc.array(count, { maxLength: 3 }), makes }),
  { minLength: 1, maxLength: 6 },
);

const sharing: fc.Arbitrary<Sharing> = fc.record({
  ingredient: fc.nat({ max: 99 }),
  user: fc.nat({ max: 99 }),
  count,
});
const sharings: fc.Arbitrary<Sharing[]> = fc.oneof(
  fc.array(sharing, { maxLength: 0 }),
  fc.array(sharing, { maxLength: 4 }),
);

/** A recipe without work and rests. It shrinks towards one station with one ingredient. */
export const arbitraryRecipe: fc.Arbitrary<Recipe> = fc
  .tuple(trees, sharings)
  .map(([tree, shared]) => recipeOf(shared.reduce<readonly RecipeStation[]>(withSharing, stationsOf(tree))))
  .filter((recipe) => rawPerProduct(recipe) <= MOST_RAW_PER_PRODUCT)
  .chain((recipe) =>
    fc
      .tuple(shuffled(recipe.stations), shuffled(Object.entries(recipe.ingredients)))
      .map(([stations, ingredients]) => ({ ...recipe, stations, ingredients: Object.fromEntries(ingredients) })),
  );

/** What an order takes. */
export interface Taken {
  /** How many units of each ingredient were used, and of the product ordered. */
  readonly used: ReadonlyMap<string, number>;
  /** How often each station fired, by its name. */
  readonly firings: ReadonlyMap<string, number>;
  /** How many units of each ingredient were made and not used. */
  readonly left: ReadonlyMap<string, number>;
}

/** Counted slowly, unit by unit: a station fires when a unit is needed and it has none left. */
export function takenApart(recipe: Recipe, product: string, cakes: number): Taken {
  const used = new Map<string, number>();
  const firings = new Map<string, number>();
  const left = new Map<string, number>();
  const makers = new Map(recipe.stations.map((station) => [madeBy(station).name, station]));
  const add = (counts: Map<string, number>, name: string, many: number) =>
    counts.set(name, countIn(counts, name) + many);
  const take = (name: string): void => {
    add(used, name, 1);
    const maker = makers.get(name);
    if (maker === undefined) return;
    if (countIn(left, name) === 0) {
      add(firings, maker.name, 1);
      add(left, name, madeBy(maker).count);
      for (const [need, many] of Object.entries(maker.needs)) for (let unit = 0; unit < many; unit++) take(need);
    }
    add(left, name, -1);
  };
  for (let cake = 0; cake < cakes; cake++) take(product);
  return { used, firings, left };
}

export function countIn(counts: ReadonlyMap<string, number>, name: string): number {
  return counts.get(name) ?? 0;
}

function rawPerProduct(recipe: Recipe): number {
  const made = new Set(recipe.stations.map((station) => madeBy(station).name));
  const { used } = takenApart(recipe, 'product', 1);
  return [...used].reduce((sum, [name, many]) => (made.has(name) ? sum : sum + many), 0);
}

function stationsOf(tree: readonly TreeNode[]): readonly RecipeStation[] {
  const product = (i: number): string => (i === 0 ? 'product' : `part ${i}`);
  return tree.map((node, i): RecipeStation => {
    const parts = tree.flatMap((other, j) => (j > 0 && other.parent % j === i ? [[product(j), other.count]] : []));
    const counts = parts.length + node.raw.length === 0 ? [1] : node.raw;
    const raw = counts.map((many, k) => [`raw ${i}.${k}`, many]);
    const makes = node.makes === null ? product(i) : { [product(i)]: node.makes };
    return { name: `station ${i}`, needs: Object.fromEntries([...raw, ...parts]), makes };
  });
}

/** A station comes before those that feed it. So an earlier one than its maker may need an ingredient too. */
function withSharing(stations: readonly RecipeStation[], sharing: Sharing): readonly RecipeStation[] {
  const names = [...new Set(stations.flatMap(({ needs }) => Object.keys(needs)))];
  const name = names[sharing.ingredient % names.length] ?? '';
  const maker = stations.findIndex((station) => madeBy(station).name === name);
  const users = stations.filter(({ needs }, i) => !(name in needs) && (maker === -1 || i < maker));
  const user = users[sharing.user % Math.max(1, users.length)];
  return stations.map((one) => (one === user ? { ...one, needs: { ...one.needs, [name]: sharing.count } } : one));
}

function recipeOf(stations: readonly RecipeStation[]): Recipe {
  const names = stations.flatMap((station) => [...Object.keys(station.needs), madeBy(station).name]);
  return { name: 'random', ingredients: Object.fromEntries(names.map((name) => [name, `<${name}>`])), stations };
}

function shuffled<T>(list: readonly T[]): fc.Arbitrary<T[]> {
  return fc.shuffledSubarray([...list], { minLength: list.length, maxLength: list.length });
}
