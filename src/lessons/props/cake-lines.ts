/** The cake's line: with other times to work and to wait, for an order, and with other coroutines. */
import { lineOf, stationOptions } from '../../cake/cake-line.ts';
import { chocolateCake } from '../../cake/recipe/chocolate-cake.ts';
import { demandOf } from '../../cake/recipe/demand.ts';
import { type Graph, graphOf } from '../../cake/recipe/graph.ts';
import type { Recipe } from '../../cake/recipe/recipe.ts';
import { underWorkload } from '../../cake/recipe/workload.ts';
import type { Line, StationSpec } from '../../line/line.ts';
import type { Workload } from '../../measure/workload.ts';
import { speed } from './speed.ts';

/** The chocolate cake under a workload. `changes` gives the named stations another time to work or to wait. */
export function cake(
  workload: Workload,
  changes: Readonly<Record<string, { readonly workUs?: number; readonly restMs?: number }>> = {},
): Recipe {
  const recipe = underWorkload(chocolateCake, workload);
  return { ...recipe, stations: recipe.stations.map((station) => ({ ...station, ...changes[station.name] })) };
}

/** The cake, in which every station works and waits equally long. */
export function evenCake(workUs: number, restMs = 0): Recipe {
  const times = chocolateCake.stations.map(({ name }) => [name, { workUs, restMs }] as const);
  return cake('cpu-bound', Object.fromEntries(times));
}

/** A line that bakes an order of cakes, and the graph of its recipe. */
export interface CakeLine {
  readonly graph: Graph;
  readonly line: Line;
}

/**
 * The line for an order of this many cakes, always in the same sequence of ingredients.
 *
 * @param parts the number of parts that the cakes are divided into, for a pool of bakers
 */
export function cakeLine(recipe: Recipe, cakes: number, parts = 0): CakeLine {
  const graph = graphOf(recipe, recipe.name);
  const order = { cakes, seed: 1, delivery: 'order' } as const;
  return { graph, line: lineOf(graph, order, { iterationsPerUs: speed(), parts }) };
}

/** The same station with another coroutine. That one gets the options of the cake's own station as `station`, and `more`. */
export function recast(
  graph: Graph,
  { name, firstWorkIndex }: StationSpec,
  coroutine: Pick<StationSpec, 'module' | 'export'>,
  more: object,
): StationSpec {
  const station = graph.stations.find((one) => one.name === name);
  if (station === undefined) throw new Error(`expected a station "${name}" in the recipe, found none`);
  const options = { station: stationOptions(graph, station, demandOf(graph, 1), speed()), ...more };
  return { name, ...coroutine, options, firstWorkIndex };
}
