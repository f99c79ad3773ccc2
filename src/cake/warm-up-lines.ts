/** The lines that warm up the engines before a race. */
import type { WarmUpLines } from '../measure/warm-up.ts';
import { lineOf } from './cake-line.ts';
import { type Graph, graphOf, itemsPerCake } from './recipe/graph.ts';
import type { Recipe } from './recipe/recipe.ts';
import { underWorkload } from './recipe/workload.ts';

/** Each long run of the warm-up moves at least this many items. */
const ITEMS = 60_000;
/** In some of these runs each product costs a little work. */
const LITTLE_WORK_US = 0.5;
/** A run with narrow channels, in which stations wait often, moves fewer items. */
const WAITING_ITEMS = 5000;

/**
 * @param source the name of the recipe in errors
 * @param options.cores the number of threads of a pool
 */
export function warmUpLines(
  recipe: Recipe,
  source: string,
  { seed, cores, iterationsPerUs }: { readonly seed: number; readonly cores: number; readonly iterationsPerUs: number },
): WarmUpLines {
  const messages = underWorkload(recipe, 'message-bound');
  const withWork = {
    ...messages,
    stations: messages.stations.map((station) => ({ ...station, workUs: LITTLE_WORK_US })),
  };
  const graph = graphOf(messages, source);
  const lineFor = (from: Graph, cakes: number) =>
    lineOf(from, { cakes, seed, delivery: 'order' }, { iterationsPerUs, parts: cores });
  const plenty = Math.ceil(ITEMS / itemsPerCake(graph));
  return {
    handful: lineFor(graph, cores),
    waiting: lineFor(graph, Math.ceil(WAITING_ITEMS / itemsPerCake(graph))),
    plenty: [lineFor(graph, plenty), lineFor(graphOf(withWork, source), plenty)],
  };
}
