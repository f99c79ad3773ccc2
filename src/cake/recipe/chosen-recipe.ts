/** The recipe that a user chose with the options of a program: from a file, and perhaps with a station that exists twice. */
import { show } from '../../line/printable.ts';
import { UsageError } from '../../terminal/usage-error.ts';
import { chocolateCake } from './chocolate-cake.ts';
import { copiesOf, withCopies } from './copies.ts';
import { type NamedRecipe, recipeFrom } from './recipe-file.ts';

export interface RecipeChoice {
  /** The file with the recipe; null for the chocolate cake. */
  readonly recipe: string | null;
  /** The station of which there are twice as many; null for none. */
  readonly double: string | null;
}

/**
 * @throws UsageError if the file cannot be read, or the recipe has no such station
 * @throws RecipeError if the file does not hold a recipe, or there are too many stations with all copies
 */
export async function chosenRecipe({ recipe: file, double }: RecipeChoice): Promise<NamedRecipe> {
  const named = file === null ? { recipe: chocolateCake, source: chocolateCake.name } : await recipeFrom(file);
  if (double === null) return named;
  const station = named.recipe.stations.find(({ name }) => name === double.normalize());
  if (station === undefined)
    throw new UsageError(
      `--double: expected one of the stations ${named.recipe.stations.map(({ name }) => name).join(', ')}, found ${show(double)}`,
    );
  return { ...named, recipe: withCopies(named.recipe, double, 2 * copiesOf(station)) };
}
