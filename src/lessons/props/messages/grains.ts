/** The cake with a given work per ingredient, and the gain of threads at each grain. */
import { grainRecipe } from '../../../bench/grains.ts';
import { bake } from '../../../cake/bake.ts';
import { chocolateCake } from '../../../cake/recipe/chocolate-cake.ts';
import { graphOf, itemsPerCake, serviceTimesUs } from '../../../cake/recipe/graph.ts';
import type { Recipe } from '../../../cake/recipe/recipe.ts';
import type { Engine } from '../../../engine/engine.ts';
import { lineLimit } from '../../../measure/limit.ts';
import { cakeLine } from '../cake-lines.ts';
import { type Gain, gainOf, inTurn } from '../gains/gain.ts';

/** Where the work is done: in equal shares by all stations, or by the oven alone. */
export type Working = 'all' | 'oven';

/** @param workUs the work per ingredient that moves along the line, in microseconds */
export function grainFor(workUs: number, working: Working): Recipe {
  const recipe = grainRecipe(workUs);
  if (working === 'all') return recipe;
  const allUs = recipe.stations.reduce((sum, station) => sum + (station.workUs ?? 0), 0);
  const stations = recipe.stations.map((station) => ({ ...station, workUs: station.name === 'oven' ? allUs : 0 }));
  return { ...recipe, stations };
}

/** The gains of threads at one grain. */
export interface Point {
  readonly workUs: number;
  /** The largest gain of a line with enough cores: Infinity if no station works. */
  readonly limit: number;
  /** With one ingredient per message, compared with one thread. */
  readonly naive: Gain;
  /** In batches, compared with one thread. */
  readonly batched: Gain;
  /** In batches, compared with one ingredient per message. */
  readonly overNaive: Gain;
  /** How many different digests the runs had. */
  readonly digests: number;
}

/** One thread, one ingredient per message, and batches. */
export type Engines = readonly [one: Engine, naive: Engine, batched: Engine];

export interface Length {
  /** How long a run is to take on one thread. */
  readonly ms: number;
  readonly fewest: number;
  readonly most: number;
  readonly rounds: number;
  readonly warmUps: number;
}

/** The rough cost of an ingredient on one thread without work. It is used only to choose the number of cakes. */
const ROUGH_US = 0.05;

export async function measuredAt(workUs: number, working: Working, engines: Engines, length: Length): Promise<Point> {
  const recipe = grainFor(workUs, working);
  const perCakeUs = (itemsPerCake(graphOf(recipe, chocolateCake.name)) - 1) * (workUs + ROUGH_US);
  const cakes = Math.min(length.most, Math.max(length.fewest, Math.round((1000 * length.ms) / perCakeUs)));
  const { graph, line } = cakeLine(recipe, cakes);
  const digests = new Set<string>();
  const runners = engines.map((engine) => async () => {
    const { wallMs, digest } = await bake(engine, graph, line);
    digests.add(digest);
    return wallMs;
  });
  await inTurn(length.warmUps, runners);
  const [oneMs, naiveMs, batchedMs] = await inTurn(length.rounds, runners);
  return {
    workUs,
    limit: lineLimit(serviceTimesUs(graph)),
    naive: gainOf(oneMs, naiveMs),
    batched: gainOf(oneMs, batchedMs),
    overNaive: gainOf(naiveMs, batchedMs),
    digests: digests.size,
  };
}
