/** The same cake with more work. */
import type { Recipe } from '../../../cake/recipe/recipe.ts';

/** The recipe with this many times the work at every station. */
export function heavier(recipe: Recipe, times: number): Recipe {
  const stations = recipe.stations.map((station) => ({ ...station, workUs: times * (station.workUs ?? 0) }));
  return { ...recipe, stations };
}
