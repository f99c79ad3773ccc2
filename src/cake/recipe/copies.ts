/** Copies: a station that exists several times, which is several stations of the line. */
import { show } from '../../line/printable.ts';
import { at, RECIPE_LIMITS, type Recipe, RecipeError, type RecipeStation } from './recipe.ts';

/** How many of a station there are. */
export function copiesOf({ concurrency = 1 }: Pick<RecipeStation, 'concurrency'>): number {
  return concurrency;
}

/** What the stations of the line are called: `oven`, or `oven 1` and `oven 2`. */
export function copyNames(station: Pick<RecipeStation, 'name' | 'concurrency'>): readonly string[] {
  const count = copiesOf(station);
  return count === 1 ? [station.name] : Array.from({ length: count }, (_, copy) => `${station.name} ${copy + 1}`);
}

/**
 * How often one of several copies fires. They take turns, and the first one begins. So it follows from the number of firings
 * alone, and never from who is faster.
 *
 * @param firings of all copies together, from the first one on
 * @param copy its place among the copies, from 0
 */
export function firingsOfCopy(firings: number, copy: number, copies: number): number {
  return Math.floor((firings + copies - 1 - copy) / copies);
}

/**
 * @param source the name of the recipe in errors
 * @throws RecipeError if a copy has the name of another station, or if there are more than 64 stations with all copies
 */
export function checkCopies({ stations }: Recipe, source: string): void {
  stations.forEach((station, i) => {
    // Two copies of different stations never have the same name: what stands before the number is different.
    for (const name of copiesOf(station) === 1 ? [] : copyNames(station)) {
      const other = stations.findIndex((one) => one.name === name);
      if (other !== -1)
        throw new RecipeError(
          at(
            source,
            ['stations', i, 'concurrency'],
            `expected copies with names that no other station has, found ${show(name)}, the name of stations[${other}]`,
          ),
        );
    }
  });
  const count = stations.reduce((sum, station) => sum + copiesOf(station), 0);
  if (count > RECIPE_LIMITS.stations)
    throw new RecipeError(
      at(source, ['stations'], `expected at most ${RECIPE_LIMITS.stations} stations with all copies, found ${count}`),
    );
}

/**
 * The same recipe, in which a station exists several times, however many there were before.
 *
 * @param stationName as in the recipe
 * @param copies 1 to 64
 * @throws RecipeError if the recipe has no such station, or for another number of copies
 */
export function withCopies(recipe: Recipe, stationName: string, copies: number): Recipe {
  // The names in a recipe are in this Unicode form.
  const wanted = stationName.normalize();
  const fail = (message: string): never => {
    throw new RecipeError(at(recipe.name, [], message));
  };
  if (!recipe.stations.some(({ name }) => name === wanted)) {
    const names = recipe.stations.map(({ name }) => name).join(', ');
    fail(`expected one of the stations ${names}, found ${show(stationName)}`);
  }
  if (!Number.isInteger(copies) || copies < 1 || copies > RECIPE_LIMITS.stations)
    fail(`expected 1 to ${RECIPE_LIMITS.stations} copies of ${show(wanted)}, found ${show(copies)}`);
  return { ...recipe, stations: recipe.stations.map((one) => (one.name === wanted ? repeated(one, copies) : one)) };
}

/** A single station has no field for it, as if it had never had one. */
function repeated({ concurrency: _, ...station }: RecipeStation, copies: number): RecipeStation {
  return copies === 1 ? station : { ...station, concurrency: copies };
}
