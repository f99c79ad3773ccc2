/** Versions of the cake's line whose stations wait: with other times, and with a second oven. */
import { bake } from '../../../cake/bake.ts';
import { withCopies } from '../../../cake/recipe/copies.ts';
import type { Recipe } from '../../../cake/recipe/recipe.ts';
import type { Engine } from '../../../engine/engine.ts';
import { EVENTS, traceFrom } from '../../../measure/recording-cost.ts';
import type { Trace } from '../../../trace/trace.ts';
import { cake, cakeLine } from '../cake-lines.ts';

/** The times of the recipe: how long each station waits for each cake, in milliseconds. */
export const USUAL = { oven: 8, dry: 5, wet: 4, melter: 3 };

/**
 * - `unchanged`: with the times of the recipe.
 * - `wet`: the wet mixer in half its time.
 * - `changed`: oven and dry mixer as they are set.
 * - `ovens`: two ovens, each as slow as before.
 */
export const VERSIONS = ['unchanged', 'wet', 'changed', 'ovens'] as const;
export type VersionName = (typeof VERSIONS)[number];

export function versionOf(name: VersionName, { oven, dry }: Pick<typeof USUAL, 'oven' | 'dry'>): Recipe {
  switch (name) {
    case 'unchanged':
      return cake('wait-bound');
    case 'wet':
      return cake('wait-bound', { 'wet mixer': { restMs: USUAL.wet / 2 } });
    case 'changed':
      return cake('wait-bound', { oven: { restMs: oven }, 'dry mixer': { restMs: dry } });
    case 'ovens':
      return withCopies(cake('wait-bound'), 'oven', 2);
  }
}

/** The trace of some cakes, after a run that is not recorded. */
export async function recorded(engine: Engine, recipe: Recipe, cakes: number): Promise<Trace> {
  const { graph, line } = cakeLine(recipe, cakes);
  await bake(engine, graph, line);
  return traceFrom(engine, await bake(engine, graph, line, { events: EVENTS }));
}
