/** The graph of a recipe: which station feeds which. */
import { contentsOf, lotOf } from './contents.ts';
import { copyNames } from './copies.ts';
import { demandOf } from './demand.ts';
import { feedsOf } from './feeds.ts';
import { at, madeBy, type Recipe, RecipeError } from './recipe.ts';

/**
 * An ingredient on its way to one station, from 0. Of an ingredient that several stations need there are as many, all with its
 * name: so what an ingredient is also says where it goes, and no station has to decide.
 */
export type Ingredient = number;

/** How many units of one ingredient a firing needs. */
export interface Need {
  readonly ingredient: Ingredient;
  readonly count: number;
}

/** A station whose ingredients are numbers instead of names. Where a recipe has it several times, one of these copies. */
export interface GraphStation {
  /** `oven`, or `oven 1` where there are several. */
  readonly name: string;
  /** Its place among the copies, from 0. */
  readonly copy: number;
  /** How many copies there are, itself included: 1 or more. */
  readonly copies: number;
  readonly needs: readonly Need[];
  /** What it makes: the same ingredient for each station that needs it. All copies make the same ones. */
  readonly makes: readonly Ingredient[];
  /** How many units one firing makes. */
  readonly count: number;
  /** How often it fires for one product, on average. */
  readonly perProduct: number;
  /** Work per firing. */
  readonly workUs: number;
  /** Rest per firing. */
  readonly restMs: number;
}

/** A recipe that can be baked. */
export interface Graph {
  readonly recipe: Recipe;
  /** The name of each ingredient. */
  readonly names: readonly string[];
  /** The symbol of each ingredient. */
  readonly symbols: readonly string[];
  /** Each station comes after the stations that feed it. The last one, or all its copies, make the product. */
  readonly stations: readonly GraphStation[];
  /** The ingredients that no station makes, which the producer delivers: each in a list for the stations that need it. */
  readonly raw: readonly (readonly Ingredient[])[];
  /** The one ingredient that no station needs: the cake. */
  readonly product: Ingredient;
  /** How many of each ingredient one product needs, on average; 1 for the product itself. */
  readonly perProduct: readonly number[];
  /** The fewest products of which no station makes too much. 1 where each firing makes one unit. See `lotOf`. */
  readonly lot: number;
  /** The fewest whole lots of which all copies of a station do the same: one where no station has copies. */
  readonly evenLot: number;
}

/** The most raw ingredients that one product takes, and the most units of an ingredient that a station makes for it. */
export const MOST_INGREDIENTS_PER_PRODUCT = 100_000;

/**
 * Derives the graph of a recipe: the station that makes an ingredient feeds the stations that need it.
 *
 * @param source the name of the recipe in errors
 * @throws RecipeError if an ingredient is unknown, not used or made twice, if the stations do not all lead to one product, or if
 *   a product takes too many ingredients
 */
export function graphOf(recipe: Recipe, source: string): Graph {
  const feeds = feedsOf(recipe, source);
  const names: string[] = [];
  /** The ingredients of each name, by the station that needs them; those of the product by no name. */
  const itemsOf = new Map<string, ReadonlyMap<string, Ingredient>>();
  for (const name of Object.keys(recipe.ingredients)) {
    const users = feeds.users.get(name)?.flatMap(copyNames) ?? [''];
    itemsOf.set(name, new Map(users.map((user) => [user, names.push(name) - 1])));
  }
  const all = (name: string): Ingredient[] => [...(itemsOf.get(name)?.values() ?? [])];
  const stations = feeds.stations.flatMap((station) =>
    copyNames(station).map((stationName, copy, { length: copies }) => ({
      name: stationName,
      copy,
      copies,
      needs: Object.entries(station.needs).map(([name, count]) => ({
        ingredient: itemsOf.get(name)?.get(stationName) ?? -1,
        count,
      })),
      makes: rotated(all(madeBy(station).name), copy),
      count: madeBy(station).count,
      perProduct: 0,
      workUs: station.workUs ?? 0,
      restMs: station.restMs ?? 0,
    })),
  );
  const made = new Set(stations.flatMap(({ makes }) => makes));
  const raw = [...itemsOf.keys()].map(all).filter((items) => !items.some((item) => made.has(item)));
  const product = stations.at(-1)?.makes[0] ?? -1;
  checkAmounts({ names, stations, product, raw }, recipe, source);

  const contents = contentsOf(
    { stations },
    names.map((_, item) => Number(item === product)),
  );
  const firingsOfEach = stations.map(({ copies }, i) => (contents.firings[i] ?? 0n) / BigInt(copies));
  const amount = (parts: bigint | undefined): number => Number(parts ?? 0n) / Number(contents.parts);
  return {
    recipe,
    names,
    symbols: names.map((name) => recipe.ingredients[name] ?? name),
    stations: stations.map((station, i) => ({ ...station, perProduct: amount(firingsOfEach[i]) })),
    raw,
    product,
    perProduct: contents.items.map(amount),
    lot: lotOf(contents),
    evenLot: lotOf({ firings: firingsOfEach, parts: contents.parts }),
  };
}

/** Each copy begins with another user. Otherwise the first units of all copies would go to the same one. */
function rotated(items: readonly Ingredient[], by: number): readonly Ingredient[] {
  const first = by % items.length;
  return [...items.slice(first), ...items.slice(0, first)];
}

/** Counts what an order of one product takes, in whole firings. An order of many takes at most as many times as much. */
function checkAmounts(graph: Pick<Graph, 'names' | 'stations' | 'product' | 'raw'>, recipe: Recipe, source: string) {
  const fail = (path: readonly PropertyKey[], what: string, found: number): never => {
    throw new RecipeError(
      at(source, path, `expected at most ${MOST_INGREDIENTS_PER_PRODUCT} ${what} per product, found ${found}`),
    );
  };
  const { items } = demandOf(graph, 1);
  const unitsOf = (some: readonly Ingredient[]): number => some.reduce((sum, item) => sum + (items[item] ?? 0), 0);
  const total = unitsOf(graph.raw.flat());
  if (total > MOST_INGREDIENTS_PER_PRODUCT) fail(['stations'], 'raw ingredients', total);
  for (const { makes } of graph.stations) {
    const units = unitsOf(makes);
    const name = graph.names[makes[0] ?? -1];
    const place = recipe.stations.findIndex((station) => madeBy(station).name === name);
    if (units > MOST_INGREDIENTS_PER_PRODUCT) fail(['stations', place, 'makes'], `units of "${name}"`, units);
  }
}

/** How many items move along the line for one cake, including those that stations make for other stations. */
export function itemsPerCake(graph: Graph): number {
  return graph.perProduct.reduce((sum, count) => sum + count, 0);
}

/** The service time of each station per cake, in microseconds: its work and its rests for one cake. */
export function serviceTimesUs(graph: Graph): number[] {
  return graph.stations.map(({ perProduct, workUs, restMs }) => perProduct * (workUs + restMs * 1000));
}
