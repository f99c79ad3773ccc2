/** A recipe under a workload: with only its work, only its rests, or neither. */
import type { Workload } from '../measure/workload.ts';
import type { Recipe, RecipeStation } from './recipe.ts';

/** What every station gets where no station of a recipe names a time of work, or of rest. A time of 0 is a time. */
export const DEFAULT_WORK_US = 200;
export const DEFAULT_REST_MS = 5;

/**
 * The recipe under a workload. A recipe in which no station names a time of work (or of rest) is given the default for
 * every station; where one does, the others have none.
 */
export function underWorkload(recipe: Recipe, workload: Workload): Recipe {
  const { stations } = recipe;
  const namesNoWork = stations.every((station) => station.workUs === undefined);
  const namesNoRest = stations.every((station) => station.restMs === undefined);
  const service = (station: RecipeStation): { workUs: number; restMs: number } => {
    switch (workload) {
      case 'cpu-bound':
        return { workUs: namesNoWork ? DEFAULT_WORK_US : (station.workUs ?? 0), restMs: 0 };
      case 'wait-bound':
        return { workUs: 0, restMs: namesNoRest ? DEFAULT_REST_MS : (station.restMs ?? 0) };
      case 'message-bound':
        return { workUs: 0, restMs: 0 };
    }
  };
  return { ...recipe, stations: stations.map((station) => ({ ...station, ...service(station) })) };
}
