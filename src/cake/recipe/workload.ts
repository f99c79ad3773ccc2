/** A recipe under a workload: with only its work, with only its rests, or with neither. */
import type { Workload } from '../../measure/workload.ts';
import type { Recipe, RecipeStation } from './recipe.ts';

/** The work and rest per product of every station, if no station of the recipe gives a time. A time of 0 is a time. */
export const DEFAULT_WORK_US = 200;
export const DEFAULT_REST_MS = 5;

/**
 * The recipe under a workload. If no station gives a time of work (or of rest), every station gets the default. If one
 * station gives a time, the stations without one do not work (or rest).
 */
export function underWorkload(recipe: Recipe, workload: Workload): Recipe {
  const { stations } = recipe;
  const hasNoWork = stations.every((station) => station.workUs === undefined);
  const hasNoRest = stations.every((station) => station.restMs === undefined);
  const service = (station: RecipeStation): { workUs: number; restMs: number } => {
    switch (workload) {
      case 'cpu-bound':
        return { workUs: hasNoWork ? DEFAULT_WORK_US : (station.workUs ?? 0), restMs: 0 };
      case 'wait-bound':
        return { workUs: 0, restMs: hasNoRest ? DEFAULT_REST_MS : (station.restMs ?? 0) };
      case 'message-bound':
        return { workUs: 0, restMs: 0 };
    }
  };
  return { ...recipe, stations: stations.map((station) => ({ ...station, ...service(station) })) };
}
