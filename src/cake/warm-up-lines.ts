/** The lines that warm the engines up before cakes are raced. */
import type { WarmUpLines } from '../measure/warm-up.ts';
import { lineOf } from './cake-line.ts';
import { type Graph, graphOf, itemsPerCake } from './recipe/graph.ts';
import type { Recipe } from './recipe/recipe.ts';
import { underWorkload } from './recipe/workload.ts';

/** How many items a run of the warm-up moves, at least. */
const ITEMS = 60_000;
const CRUMB_US = 0.5;
const WAITING_ITEMS = 5000;

/**
 * @param source what to call the recipe in an error
 * @param cores how many threads a pool has
 */
export function warmUpLines(
  recipe: Recipe,
  source: string,
  { seed, cores, iterationsPerUs }: { readonly seed: number; readonly cores: number; readonly iterationsPerUs: number },
): WarmUpLines {
  const messages = underWorkload(recipe, 'message-bound');
  const crumbs = { ...messages, stations: messages.stations.map((station) => ({ ...station, workUs: CRUMB_US })) };
  const graph = graphOf(messages, source);
  const lineFor = (from: Graph, cakes: number) =>
    lineOf(from, { cakes, seed, delivery: 'order' }, { iterationsPerUs, parts: cores });
  const plenty = Math.ceil(ITEMS / itemsPerCake(graph));
  return {
    handful: lineFor(graph, cores),
    waiting: lineFor(graph, Math.ceil(WAITING_ITEMS / itemsPerCake(graph))),
    plenty: [lineFor(graph, plenty), lineFor(graphOf(crumbs, source), plenty)],
  };
}
