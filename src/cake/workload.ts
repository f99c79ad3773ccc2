/** A recipe under a workload: with only its work, only its rests, or neither. */
import type { Workload } from '../measure/workload.ts';
import type { Recipe, RecipeStation } from './recipe.ts';

/** What a station is given where no station of a recipe says how long it works, or rests. */
export const DEFAULT_WORK_US = 200;
export const DEFAULT_REST_MS = 5;

/** The recipe under a workload. A recipe that names no work (or no rest) at all is given the default for every station. */
export function underWorkload(recipe: Recipe, workload: Workload): Recipe {
  const { stations } = recipe;
  const noneWorks = stations.every((station) => (station.workUs ?? 0) === 0);
  const noneRests = stations.every((station) => (station.restMs ?? 0) === 0);
  const service = (station: RecipeStation): { workUs: number; restMs: number } => {
    switch (workload) {
      case 'cpu-bound':
        return { workUs: noneWorks ? DEFAULT_WORK_US : (station.workUs ?? 0), restMs: 0 };
      case 'wait-bound':
        return { workUs: 0, restMs: noneRests ? DEFAULT_REST_MS : (station.restMs ?? 0) };
      case 'message-bound':
        return { workUs: 0, restMs: 0 };
    }
  };
  return { ...recipe, stations: stations.map((station) => ({ ...station, ...service(station) })) };
}
