/** The graph of a recipe: which station feeds which. */
import { at, type Recipe, RecipeError, type RecipeStation } from './recipe.ts';

/** An ingredient: its position in the recipe's list of ingredients, from 0. */
export type Ingredient = number;

/** How many units of one ingredient a product needs. */
export interface Need {
  readonly ingredient: Ingredient;
  readonly count: number;
}

/** A station whose ingredients are numbers instead of names. */
export interface GraphStation {
  readonly name: string;
  readonly needs: readonly Need[];
  readonly makes: Ingredient;
  readonly workUs: number;
  readonly restMs: number;
}

/** A recipe that can be baked. */
export interface Graph {
  readonly recipe: Recipe;
  /** The name of each ingredient. */
  readonly names: readonly string[];
  /** The symbol of each ingredient. */
  readonly symbols: readonly string[];
  /** Each station comes after the stations that feed it. The last one makes the product. */
  readonly stations: readonly GraphStation[];
  /** The ingredients that no station makes; the producer delivers them. */
  readonly raw: readonly Ingredient[];
  /** The one ingredient that no station needs: the cake. */
  readonly product: Ingredient;
  /** How many of each ingredient one product needs; 1 for the product itself. */
  readonly perProduct: readonly number[];
}

/** The most raw ingredients in one product. */
export const MOST_INGREDIENTS_PER_PRODUCT = 100_000;

/**
 * Derives the graph of a recipe: the station that makes an ingredient feeds the one station that needs it.
 *
 * @param source the name of the recipe in errors
 * @throws RecipeError if an ingredient is unknown, not used, needed twice or made twice, or if the stations do not all
 *   lead to one product
 */
export function graphOf(recipe: Recipe, source: string): Graph {
  const fail: Fail = (path, message) => {
    throw new RecipeError(at(source, path, message));
  };
  const names = Object.keys(recipe.ingredients);
  const { makers, users } = makersAndUsers(recipe, names, fail);
  const last = findLast(recipe, users, fail);
  const stations = upstreamFirst(recipe, makers, last);
  const unreached = recipe.stations.findIndex((station) => !stations.includes(station));
  if (unreached !== -1)
    fail(
      ['stations', unreached],
      `expected a path to the product, found a cycle through "${recipe.stations[unreached]?.name}"`,
    );

  const perProduct = countPerProduct(names, stations);
  const raw = names.flatMap((name, ingredient) => (makers.has(name) ? [] : [ingredient]));
  const total = raw.reduce((sum, ingredient) => sum + (perProduct[ingredient] ?? 0), 0);
  if (total > MOST_INGREDIENTS_PER_PRODUCT)
    fail(['stations'], `expected at most ${MOST_INGREDIENTS_PER_PRODUCT} raw ingredients per product, found ${total}`);

  const ingredients = new Map(names.map((name, ingredient) => [name, ingredient]));
  const ingredientOf = (name: string): Ingredient =>
    ingredients.get(name) ?? fail([], `expected a known ingredient, found "${name}"`);
  return {
    recipe,
    names,
    symbols: names.map((name) => recipe.ingredients[name] ?? name),
    stations: stations.map((station) => ({
      name: station.name,
      needs: Object.entries(station.needs).map(([name, count]) => ({ ingredient: ingredientOf(name), count })),
      makes: ingredientOf(station.makes),
      workUs: station.workUs ?? 0,
      restMs: station.restMs ?? 0,
    })),
    raw,
    product: ingredientOf(last.makes),
    perProduct,
  };
}

/** How many items move along the line for one cake, including those that stations make for other stations. */
export function itemsPerCake(graph: Graph): number {
  return graph.perProduct.reduce((sum, count) => sum + count, 0);
}

/** The service time of each station per cake, in microseconds: its work and its rests for one cake. */
export function serviceTimesUs(graph: Graph): number[] {
  return graph.stations.map(
    (station) => (graph.perProduct[station.makes] ?? 0) * (station.workUs + station.restMs * 1000),
  );
}

type Fail = (path: readonly PropertyKey[], message: string) => never;

/** Which station makes each ingredient, and which station needs it, by their positions in the recipe. */
function makersAndUsers(recipe: Recipe, names: readonly string[], fail: Fail) {
  const makers = new Map<string, number>();
  const users = new Map<string, number>();
  const checkKnown = (name: string, path: readonly PropertyKey[]): void => {
    if (!names.includes(name)) fail(path, `expected one of the recipe's ingredients, found "${name}"`);
  };
  recipe.stations.forEach((station, i) => {
    const first = recipe.stations.findIndex((other) => other.name === station.name);
    if (first !== i)
      fail(['stations', i, 'name'], `expected a name that no other station has, found the name of stations[${first}]`);
    checkKnown(station.makes, ['stations', i, 'makes']);
    const maker = makers.get(station.makes);
    if (maker !== undefined)
      fail(
        ['stations', i, 'makes'],
        `expected only one station that makes "${station.makes}", found another one: stations[${maker}]`,
      );
    makers.set(station.makes, i);
    for (const name of Object.keys(station.needs)) {
      checkKnown(name, ['stations', i, 'needs', name]);
      const user = users.get(name);
      if (user !== undefined)
        fail(
          ['stations', i, 'needs', name],
          `expected only one station that needs it, found another one: stations[${user}]`,
        );
      users.set(name, i);
    }
  });
  for (const name of names) {
    if (!makers.has(name) && !users.has(name))
      fail(['ingredients', name], 'expected a station that needs or makes it, found none');
  }
  return { makers, users };
}

/** The one station whose product no station needs. */
function findLast(recipe: Recipe, users: ReadonlyMap<string, number>, fail: Fail): RecipeStation {
  const ends = recipe.stations.filter((station) => !users.has(station.makes));
  const [end, other] = ends;
  if (end === undefined) return fail(['stations'], 'expected one product that no station needs, found a cycle');
  if (other !== undefined) {
    // Of several products, the one of the last station in the recipe is probably the right one.
    const superfluous = recipe.stations.indexOf(end);
    return fail(
      ['stations', superfluous, 'makes'],
      `expected a station that needs "${end.makes}", found none (a line has only one product, here "${ends.at(-1)?.makes}")`,
    );
  }
  return end;
}

/** Walks from the last station upstream, then reverses the list. It never reaches a station in a cycle. */
function upstreamFirst(recipe: Recipe, makers: ReadonlyMap<string, number>, last: RecipeStation): RecipeStation[] {
  const order = [last];
  for (const station of order) {
    for (const name of Object.keys(station.needs)) {
      const maker = recipe.stations[makers.get(name) ?? -1];
      // Only one station needs each ingredient, so the walk reaches each station at most once.
      if (maker !== undefined) order.push(maker);
    }
  }
  return order.reverse();
}

function countPerProduct(names: readonly string[], stations: readonly RecipeStation[]): number[] {
  const counts = new Map<string, number>();
  for (const station of stations.toReversed()) {
    const made = counts.get(station.makes) ?? 1;
    counts.set(station.makes, made);
    for (const [name, count] of Object.entries(station.needs)) counts.set(name, made * count);
  }
  return names.map((name) => counts.get(name) ?? 0);
}
