/** Who feeds whom: what a recipe says between its lines. */
import { at, type Recipe, RecipeError, type RecipeStation } from './recipe.ts';

/** An ingredient: its place in the recipe's list of ingredients, from 0. The graph gives the name back. */
export type Ingredient = number;

/** So many of one ingredient. */
export interface Need {
  readonly ingredient: Ingredient;
  readonly count: number;
}

/** A station with its ingredients looked up. */
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
  /** Every station after all that feed it; the last one makes the product. */
  readonly stations: readonly GraphStation[];
  /** What nobody makes and is delivered from outside. */
  readonly raw: readonly Ingredient[];
  /** What nobody needs: the cake. */
  readonly product: Ingredient;
  /** How many of each ingredient one product takes, the product itself 1. */
  readonly perProduct: readonly number[];
}

/** The most raw ingredients that one product may take. */
export const MOST_INGREDIENTS_PER_PRODUCT = 100_000;

/**
 * Derives the graph of a recipe: whoever makes an ingredient feeds the one station that needs it.
 *
 * @param source what to call the recipe in an error
 * @throws RecipeError when an ingredient is unknown, unused, needed or made twice, or when the stations do not all lead
 *   to one product
 */
export function graphOf(recipe: Recipe, source: string): Graph {
  const names = Object.keys(recipe.ingredients);
  const makers = new Map<string, number>();
  const users = new Map<string, number>();
  const fail = (path: readonly PropertyKey[], message: string): never => {
    throw new RecipeError(at(source, path, message));
  };
  const known = (name: string, path: readonly PropertyKey[]): void => {
    if (!names.includes(name)) fail(path, `expected one of the recipe's ingredients, found "${name}"`);
  };

  recipe.stations.forEach((station, i) => {
    const twin = recipe.stations.findIndex((other) => other.name === station.name);
    if (twin !== i) fail(['stations', i, 'name'], `expected a name of its own, found that of stations[${twin}]`);
    known(station.makes, ['stations', i, 'makes']);
    const maker = makers.get(station.makes);
    if (maker !== undefined)
      fail(['stations', i, 'makes'], `expected one maker of "${station.makes}", found stations[${maker}] makes it too`);
    makers.set(station.makes, i);
    for (const name of Object.keys(station.needs)) {
      known(name, ['stations', i, 'needs', name]);
      const user = users.get(name);
      if (user !== undefined)
        fail(['stations', i, 'needs', name], `expected one station to need it, found stations[${user}] needs it too`);
      users.set(name, i);
    }
  });

  for (const name of names) {
    if (!makers.has(name) && !users.has(name))
      fail(['ingredients', name], 'expected a station that needs or makes it, found none');
  }

  const last = findLast(recipe, users, fail);
  const stations = upstreamFirst(recipe, makers, last);
  if (stations.length < recipe.stations.length) {
    const lost = recipe.stations.findIndex((station) => !stations.includes(station));
    fail(['stations', lost], `expected a way to the product, found a cycle through "${recipe.stations[lost]?.name}"`);
  }

  const perProduct = countPerProduct(names, stations);
  const raw = names.flatMap((name, ingredient) => (makers.has(name) ? [] : [ingredient]));
  const total = raw.reduce((sum, ingredient) => sum + (perProduct[ingredient] ?? 0), 0);
  if (total > MOST_INGREDIENTS_PER_PRODUCT)
    fail(['stations'], `expected at most ${MOST_INGREDIENTS_PER_PRODUCT} raw ingredients per product, found ${total}`);

  const codes = new Map(names.map((name, code) => [name, code]));
  const code = (name: string): Ingredient => codes.get(name) ?? fail([], `unknown ingredient "${name}"`);
  return {
    recipe,
    names,
    symbols: names.map((name) => recipe.ingredients[name] ?? name),
    stations: stations.map((station) => ({
      name: station.name,
      needs: Object.entries(station.needs).map(([name, count]) => ({ ingredient: code(name), count })),
      makes: code(station.makes),
      workUs: station.workUs ?? 0,
      restMs: station.restMs ?? 0,
    })),
    raw,
    product: code(last.makes),
    perProduct,
  };
}

/** How many items move along the line for one cake, with those that stations make for each other. */
export function itemsPerCake(graph: Graph): number {
  return graph.perProduct.reduce((sum, count) => sum + count, 0);
}

/** Service time of each station per cake, in microseconds: its work and rest for all that it makes for one cake. */
export function serviceTimesUs(graph: Graph): number[] {
  return graph.stations.map(
    (station) => (graph.perProduct[station.makes] ?? 0) * (station.workUs + station.restMs * 1000),
  );
}

type Fail = (path: readonly PropertyKey[], message: string) => never;

/** The one station whose product nobody needs. */
function findLast(recipe: Recipe, users: ReadonlyMap<string, number>, fail: Fail): RecipeStation {
  const ends = recipe.stations.filter((station) => !users.has(station.makes));
  const [end, other] = ends;
  if (end === undefined) return fail(['stations'], 'expected one product that no station needs, found a cycle');
  if (other !== undefined) {
    // The end of the recipe is taken for the one that is meant, as in the lecture, where the oven comes last.
    const lost = recipe.stations.indexOf(end);
    return fail(
      ['stations', lost, 'makes'],
      `expected a station that needs "${end.makes}", found none (only one product may leave, and "${ends.at(-1)?.makes}" does)`,
    );
  }
  return end;
}

/** From the last station against the stream; then turned around. A station in a cycle is never reached. */
function upstreamFirst(recipe: Recipe, makers: ReadonlyMap<string, number>, last: RecipeStation): RecipeStation[] {
  const order = [last];
  for (const station of order) {
    for (const name of Object.keys(station.needs)) {
      const maker = recipe.stations[makers.get(name) ?? -1];
      // Every ingredient has one user, so that a station is reached once at the most.
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
