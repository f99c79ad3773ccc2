/** Warming up: from nothing to engines whose threads and compilers have come to rest. */

import { lineOf } from '../cake/cake-line.ts';
import { itemsPerCake } from '../cake/duration.ts';
import { type Graph, graphOf } from '../cake/graph.ts';
import type { Recipe } from '../cake/recipe.ts';
import { underWorkload } from '../cake/workload.ts';
import { type Engine, labelOf } from '../engine/engine.ts';
import type { Line } from '../line/line.ts';
import { coresOf } from '../platform/node/machine.ts';
import type { Racer } from './race.ts';

/** How many items a run of the warm-up moves, at least. */
const ITEMS = 60_000;
const CRUMB_US = 0.5;
/** Channels so narrow that they are full or empty all the time. */
const NARROW_CAPACITY = 16;
const NARROW_ITEMS = 5000;

export interface WarmUpOptions {
  readonly recipe: Recipe;
  /** What to call the recipe in an error. */
  readonly source: string;
  readonly seed: number;
  /** Pairs of runs of each engine. */
  readonly warmUps: number;
}

/**
 * Starts every engine with a handful of cakes, notes how long it took, and warms it up.
 *
 * The runs are messages alone and messages with crumbs of work, so that in little time each thread has had every part to
 * play. With none the threads need ten runs of a third of a second until their compilers have come to rest.
 */
export async function warmUp(
  engines: readonly Engine[],
  { recipe, source, seed, warmUps }: WarmUpOptions,
  iterationsPerUs: number,
  step: (what: string) => void,
): Promise<Racer[]> {
  const messages = underWorkload(recipe, 'message-bound');
  const crumbs = { ...messages, stations: messages.stations.map((station) => ({ ...station, workUs: CRUMB_US })) };
  const graph = graphOf(messages, source);
  const lineFor = (from: Graph, cakes: number) =>
    lineOf(from, { cakes, seed, delivery: 'order' }, { iterationsPerUs, parts: coresOf() });
  const handful = lineFor(graph, coresOf());
  const plenty = Math.ceil(ITEMS / itemsPerCake(graph));
  const lines = [lineFor(graph, plenty), lineFor(graphOf(crumbs, source), plenty)];
  const narrow = narrowed(lineFor(graph, Math.ceil(NARROW_ITEMS / itemsPerCake(graph))));
  const racers: Racer[] = [];
  for (const engine of engines) {
    step(`starting ${labelOf(engine)}`);
    const { startupMs } = await engine.run(handful);
    await engine.run(narrow);
    for (let i = 0; i < warmUps; i++) for (const line of lines) await engine.run(line);
    racers.push({ engine, startupMs });
  }
  return racers;
}

/** The same line; in it whoever sends has to wait, and whoever receives too, before the compiler has made up its mind. */
function narrowed(line: Line): Line {
  return {
    ...line,
    edges: line.edges.map((edge) => ({ ...edge, capacity: NARROW_CAPACITY })),
    parts: line.parts.map(narrowed),
  };
}
