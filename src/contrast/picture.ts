/** The picture: records a few cakes on one thread and on threads, with times long enough to see each piece of work. */
import { taskOf } from '../cake/bake.ts';
import { lineOf } from '../cake/cake-line.ts';
import { placedByWork } from '../cake/placed-by-work.ts';
import { demandOf } from '../cake/recipe/demand.ts';
import { type Graph, graphOf, itemsPerCake, serviceTimesUs } from '../cake/recipe/graph.ts';
import { underWorkload } from '../cake/recipe/workload.ts';
import { cooperative } from '../engine/cooperative.ts';
import { createEngine } from '../engine/create-engine.ts';
import { BASELINE, type EngineName, engineRows } from '../engine/engine-table.ts';
import { Placements } from '../engine/placement/placements.ts';
import { type Line, withCapacity } from '../line/line.ts';
import { calibrate } from '../measure/machine/calibrate.ts';
import { type Recorded, recordedRun } from '../measure/recording-cost.ts';
import { kindOf, type Workload } from '../measure/workload.ts';
import type { ContrastOptions } from './contrast.ts';

export type PictureOptions = Pick<
  ContrastOptions,
  'recipe' | 'source' | 'workloads' | 'engines' | 'channels' | 'threads' | 'seed' | 'platform'
> & {
  /** About how long the cooperative engine takes. Work and rests are stretched to this time, whatever the recipe. */
  readonly ms: number;
  /** Pairs of runs of each engine, with and without recording, 1 or more. */
  readonly pairs: number;
};

export interface Picture {
  readonly workload: Workload;
  readonly cakes: number;
  /** The length of each piece of work and each rest, divided by its length in the recipe. */
  readonly timeScale: number;
  readonly graph: Graph;
  /** The run of the cooperative engine, then the run of the engine that is compared with it. */
  readonly recorded: readonly Recorded[];
  /** The cost of recording one event, in a line without work. Nanoseconds. */
  readonly eventNs: number;
}

/** How often the last station makes cakes, or more often. */
const FIRINGS = 3;
const MOST_CAKES = 48;
/** Rests are preferred: their picture is the same on any number of cores, because no station waits for a core. */
const SHOWN: readonly Workload[] = ['wait-bound', 'cpu-bound'];
/** The cooperative engine is compared with the first of these engines that the user chose. */
const COMPARED: readonly EngineName[] = ['threads', 'event-loop'];
/** To measure the cost of an event: with this many items, a pair of runs takes some milliseconds. */
const COST_ITEMS = 5000;
const COST_PAIRS = 7;

/** A line that is short enough for a picture. */
export interface DrawnLine extends Pick<Picture, 'workload' | 'cakes' | 'timeScale' | 'graph'> {
  readonly line: Line;
}

/**
 * Null if no station works or rests.
 *
 * @param cakesOf how many cakes are baked
 */
export function drawnLine(
  options: Pick<PictureOptions, 'recipe' | 'source' | 'workloads' | 'seed' | 'platform' | 'ms'>,
  cakesOf: (graph: Graph) => number,
): DrawnLine | null {
  const { platform, seed, recipe, source } = options;
  const shown = SHOWN.filter((name) => options.workloads.includes(name))
    .map((workload) => ({ workload, whole: graphOf(underWorkload(recipe, workload), source) }))
    .find(({ workload, whole }) => kindOf(workload, serviceTimesUs(whole)) === workload);
  if (shown === undefined) return null;
  const { workload, whole } = shown;
  const cakes = cakesOf(whole);
  const timeScale = (options.ms * 1000) / busyUs(whole, cakes);
  const graph = scaled(whole, timeScale);
  const order = { cakes, seed, delivery: 'order' } as const;
  const iterationsPerUs = workload === 'cpu-bound' ? calibrate(platform.clock) : 0;
  return { workload, cakes, timeScale, graph, line: lineOf(graph, order, { iterationsPerUs, parts: 0 }) };
}

/** Null if there is nothing to show: no engine to compare with, or no station that works or rests. */
export async function picture(options: PictureOptions): Promise<Picture | null> {
  const { platform, seed, recipe, source } = options;
  const compared = COMPARED.find((name) => options.engines.includes(name));
  const drawn = compared === undefined ? null : drawnLine(options, cakesFor);
  if (drawn === null || compared === undefined) return null;
  const { line: wide, ...shown } = drawn;
  const line = narrowed(wide, shown.graph);
  const threads = options.threads || null;
  const placements = new Placements(threads ?? 1);
  // Where the user says how many threads, these are shown, over the same channel as in the tables.
  const channels = threads === null ? options.channels.slice(0, 1) : options.channels;
  const rows = engineRows([BASELINE, compared], channels, threads);
  const [alone, last] = [rows[0], rows.at(-1)];
  const engines = [alone, last].flatMap((row) =>
    row === undefined ? [] : [createEngine(row, platform, { placements })],
  );
  try {
    placements.place(line, placedByWork(line, shown.graph, placements.threads));
    const recorded: Recorded[] = [];
    for (const engine of engines) recorded.push(await recordedRun(engine, taskOf(shown.graph, line), options.pairs));
    const bare = graphOf(underWorkload(recipe, 'message-bound'), source);
    const many = { cakes: Math.ceil(COST_ITEMS / itemsPerCake(bare)), seed, delivery: 'order' } as const;
    const passing = lineOf(bare, many, { iterationsPerUs: 0, parts: 0 });
    const { eventNs } = await recordedRun(cooperative({ platform }), taskOf(bare, passing), COST_PAIRS, 3);
    return { ...shown, recorded, eventNs };
  } finally {
    for (const engine of engines) await engine.close();
  }
}

function scaled(graph: Graph, times: number): Graph {
  const stations = graph.stations.map((station) => ({
    ...station,
    workUs: station.workUs * times,
    restMs: station.restMs * times,
  }));
  return { ...graph, stations };
}

/** How many cakes a firing of the last station makes. */
export function cakesAtOnce({ stations }: Graph): number {
  return stations.at(-1)?.count ?? 1;
}

/** Enough for each copy of the last station. Whole lots, if these are not too many: then no station makes too much. */
function cakesFor(graph: Graph): number {
  const least = FIRINGS * cakesAtOnce(graph) * (graph.stations.at(-1)?.copies ?? 1);
  const inLots = Math.ceil(least / graph.lot) * graph.lot;
  return inLots <= MOST_CAKES ? inLots : least;
}

/** How long the stations work and rest for some cakes, all together, in microseconds. */
function busyUs(graph: Graph, cakes: number): number {
  const { firings } = demandOf(graph, cakes);
  return graph.stations.reduce((sum, { workUs, restMs }, i) => sum + (firings[i] ?? 0) * (workUs + restMs * 1000), 0);
}

/**
 * Each channel holds the items of one cake, or of as many as are made at once, and what a firing of its writer makes and one of its
 * reader takes. In wider ones no station would wait for room.
 */
function narrowed(line: Line, graph: Graph): Line {
  const { items: needed } = demandOf(graph, cakesAtOnce(graph));
  return withCapacity(line, ({ from, to, items }) => {
    const written = graph.stations.find(({ name }) => name === from)?.count ?? 1;
    const reader = graph.stations.find(({ name }) => name === to);
    const carried = (items ?? []).map((item) => {
      // So few cakes may need nothing of a copy.
      const taken = reader?.needs.find(({ ingredient }) => ingredient === item)?.count ?? 0;
      return Math.max(taken, needed[item] ?? 0);
    });
    return Math.max(
      written,
      carried.reduce((sum, units) => sum + units, 0),
    );
  });
}
