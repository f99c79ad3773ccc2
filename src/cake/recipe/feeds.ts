/** Which station feeds which: checks that the stations of a recipe lead to one product, and puts them in order. */
import { checkCopies, copiesOf } from './copies.ts';
import { at, madeBy, RECIPE_LIMITS, type Recipe, RecipeError, type RecipeStation } from './recipe.ts';

export interface Feeds {
  /** The stations that need each ingredient, in the order of the recipe. */
  readonly users: ReadonlyMap<string, readonly RecipeStation[]>;
  /** Each station comes after the stations that feed it. The last one makes the product. */
  readonly stations: readonly RecipeStation[];
}

/**
 * @param source the name of the recipe in errors
 * @throws RecipeError if an ingredient is unknown, not used or made twice, if the stations do not all lead to one
 *   product, or if a station cannot have its copies
 */
export function feedsOf(recipe: Recipe, source: string): Feeds {
  const fail: Fail = (path, message) => {
    throw new RecipeError(at(source, path, message));
  };
  const { makers, users } = makersAndUsers(recipe, fail);
  checkCopies(recipe, source);
  const stations = upstreamFirst(recipe, makers, users, findLast(recipe, users, fail));
  const unreached = recipe.stations.findIndex((station) => !stations.includes(station));
  if (unreached !== -1) {
    const inCycle = stationInCycle(recipe, users, stations, unreached);
    const name = recipe.stations[inCycle]?.name;
    fail(['stations', inCycle], `expected a path to the product, found a cycle through "${name}"`);
  }
  return {
    users: new Map([...users].map(([name, places]) => [name, places.flatMap((place) => recipe.stations[place] ?? [])])),
    stations,
  };
}

type Fail = (path: readonly PropertyKey[], message: string) => never;

/** Which station makes each ingredient, and which stations need it, by their places in the recipe. */
type Makers = ReadonlyMap<string, number>;
type Users = ReadonlyMap<string, readonly number[]>;

function makersAndUsers(recipe: Recipe, fail: Fail): { readonly makers: Makers; readonly users: Users } {
  const names = Object.keys(recipe.ingredients);
  const makers = new Map<string, number>();
  const users = new Map<string, number[]>();
  const checkKnown = (name: string, path: readonly PropertyKey[]): void => {
    if (!names.includes(name)) fail(path, `expected one of the recipe's ingredients, found "${name}"`);
  };
  recipe.stations.forEach((station, i) => {
    const first = recipe.stations.findIndex((other) => other.name === station.name);
    if (first !== i)
      fail(['stations', i, 'name'], `expected a name that no other station has, found the name of stations[${first}]`);
    const { name: made } = madeBy(station);
    checkKnown(made, ['stations', i, 'makes']);
    const maker = makers.get(made);
    if (maker !== undefined)
      fail(
        ['stations', i, 'makes'],
        `expected only one station that makes "${made}", found another one: stations[${maker}]`,
      );
    makers.set(made, i);
    for (const name of Object.keys(station.needs)) {
      checkKnown(name, ['stations', i, 'needs', name]);
      users.set(name, [...(users.get(name) ?? []), i]);
    }
  });
  for (const name of names) {
    if (!makers.has(name) && !users.has(name))
      fail(['ingredients', name], 'expected a station that needs or makes it, found none');
  }
  const needs = recipe.stations.reduce((sum, one) => sum + copiesOf(one) * Object.keys(one.needs).length, 0);
  if (needs > RECIPE_LIMITS.needs)
    fail(['stations'], `expected at most ${RECIPE_LIMITS.needs} needs of all stations together, found ${needs}`);
  return { makers, users };
}

/** The one station whose product no station needs. */
function findLast(recipe: Recipe, users: Users, fail: Fail): RecipeStation {
  const ends = recipe.stations.filter((station) => !users.has(madeBy(station).name));
  const [end, other] = ends;
  if (end === undefined) return fail(['stations'], 'expected one product that no station needs, found a cycle');
  if (other !== undefined) {
    // Of several products, the one of the last station in the recipe is probably the right one.
    const superfluous = recipe.stations.indexOf(end);
    const product = madeBy(ends.at(-1) ?? end).name;
    return fail(
      ['stations', superfluous, 'makes'],
      `expected a station that needs "${madeBy(end).name}", found none (a line has only one product, here "${product}")`,
    );
  }
  return end;
}

/** Walks from the last station upstream, to each station when all its users are done, then reverses the list. */
function upstreamFirst(recipe: Recipe, makers: Makers, users: Users, last: RecipeStation): RecipeStation[] {
  const order = [last];
  const waitsFor = recipe.stations.map((station) => users.get(madeBy(station).name)?.length ?? 0);
  for (const station of order) {
    for (const name of Object.keys(station.needs)) {
      const place = makers.get(name) ?? -1;
      const maker = recipe.stations[place];
      if (maker === undefined) continue;
      const left = (waitsFor[place] ?? 0) - 1;
      waitsFor[place] = left;
      if (left === 0) order.push(maker);
    }
  }
  return order.reverse();
}

/** Goes from a station that the walk did not reach to one that it waited for, until it comes back to a station. */
function stationInCycle(recipe: Recipe, users: Users, reached: readonly RecipeStation[], start: number): number {
  const visited = new Set<number>();
  let place = start;
  while (!visited.has(place)) {
    visited.add(place);
    const station = recipe.stations[place];
    const next = station === undefined ? [] : (users.get(madeBy(station).name) ?? []);
    place = next.find((user) => !reached.some((one) => one === recipe.stations[user])) ?? place;
  }
  return place;
}
