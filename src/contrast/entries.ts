/** The entries of a contrast: each workload with its order, and how often it is run. */
import { cakeUs, checkDuration, eventLoopOrderUs, orderUs } from '../cake/recipe/duration.ts';
import { type Graph, graphOf, serviceTimesUs } from '../cake/recipe/graph.ts';
import { checkOrder, type Delivery, type Order } from '../cake/recipe/order.ts';
import type { Recipe } from '../cake/recipe/recipe.ts';
import { underWorkload } from '../cake/recipe/workload.ts';
import type { EngineName } from '../engine/engine-table.ts';
import type { RaceResult } from '../measure/race.ts';
import { WARM_UPS } from '../measure/race-rounds.ts';
import type { Rounds } from '../measure/statistics/rounds.ts';
import { kindOf, type Workload } from '../measure/workload.ts';

/** What decides the entries. */
export interface EntryOptions {
  readonly recipe: Recipe;
  /** The name of the recipe in errors. */
  readonly source: string;
  readonly workloads: readonly Workload[];
  /** The cooperative engine always takes part: the others are compared with it. */
  readonly engines: readonly EngineName[];
  readonly cakes: Cakes;
  readonly seed: number;
  readonly delivery: Delivery;
  readonly rounds: (workload: Workload) => Rounds;
  /** Whether a longer run in each round measures the steady state of threads, where that makes a difference. */
  readonly steady: boolean;
}

/** A number of cakes, or as many as the cooperative engine bakes in about this time. */
export type Cakes =
  | { readonly kind: 'count'; readonly count: number }
  | {
      readonly kind: 'time';
      readonly ms: Readonly<Record<Workload, number>>;
      /** [200 000] */
      readonly most?: number;
    };

/** A workload that is ready to be raced. */
export interface Entry {
  readonly workload: Workload;
  readonly graph: Graph;
  readonly order: Order;
  /** What the stations really do. */
  readonly kind: Workload;
  /** The engines that would take far too long for the same order. */
  readonly tooSlow: RaceResult['skipped'];
  /** The least number of runs of each engine, timed and untimed. */
  readonly runs: number;
  /** How many times the cakes a longer run makes; null where there is none. */
  readonly timesLonger: number | null;
}

/** How many times as long a run may take, so that a line of many stations fills up. */
const MOST_TIMES_LONGER = 4;
/** The most cakes, if the user does not give a number. */
const MOST_CHOSEN = 200_000;
/** An engine that needs this many times the time of the cooperative engine sits out. */
const MOST_TIMES = 10;
/** How many times the cakes. */
const TIMES_LONGER = 2;
/** In runs that take longer than this, filling and emptying the line weighs little. */
const MOST_SHORT_MS = 250;

/** @throws RecipeError if the recipe cannot be baked under this workload */
export function entryOf(options: EntryOptions, workload: Workload): Entry {
  const graph = graphOf(underWorkload(options.recipe, workload), options.source);
  const kind = kindOf(workload, serviceTimesUs(graph));
  const order = { cakes: cakesOf(options.cakes, kind, graph), seed: options.seed, delivery: options.delivery };
  checkOrder(graph, order);
  const rounds = options.rounds(workload);
  const runs = WARM_UPS[kind] + (rounds.kind === 'fixed' ? rounds.count : rounds.least);
  const timesLonger = options.steady ? timesLongerFor(kind, order, graph) : null;
  return { workload, graph, order, kind, tooSlow: tooSlowFor(options, graph, order), runs, timesLonger };
}

/** None where stations only forward items: a run has so many that filling is nothing. None where the cakes differ. */
function timesLongerFor(kind: Workload, { cakes, delivery }: Order, graph: Graph): number | null {
  if (kind === 'message-bound' || delivery === 'random') return null;
  return orderUs(graph, cakes) / 1000 > MOST_SHORT_MS ? null : TIMES_LONGER;
}

/** A timer takes a millisecond. So rests that are much shorter slow down the event loop, and no other engine. */
function tooSlowFor({ engines }: EntryOptions, graph: Graph, { cakes }: Order): RaceResult['skipped'] {
  const timeUs = eventLoopOrderUs(graph, cakes);
  if (!engines.includes('event-loop') || timeUs <= MOST_TIMES * orderUs(graph, cakes)) return [];
  const reason = `a timer takes a millisecond or more, and these waits are shorter: a run would take about ${Math.round(timeUs / 1000)} ms`;
  return [{ name: 'event-loop', reason }];
}

export function cakesOf(cakes: Cakes, kind: Workload, graph: Graph): number {
  if (cakes.kind === 'count') return cakes.count;
  const timeUs = cakes.ms[kind] * 1000;
  // Whole lots leave nothing over, and even ones keep all copies equally busy. If one takes far too long, it is not baked whole.
  const lots = [graph.evenLot, graph.lot];
  const lot = lots.find((cakes) => cakes * cakeUs(graph) <= MOST_TIMES_LONGER * timeUs) ?? 1;
  const inTime = lot * Math.max(1, Math.round(timeUs / (lot * cakeUs(graph))));
  // With fewer cakes than stations, a line never fills up, whatever the engine.
  const count = Math.max(inTime, Math.min(graph.stations.length, MOST_TIMES_LONGER * inTime));
  return lot * Math.max(1, Math.floor(Math.min(cakes.most ?? MOST_CHOSEN, count) / lot));
}

/**
 * Refuses orders that cannot be baked, or that take too long. Counts only the runs of the cooperative engine, which always takes
 * part. The event loop takes at most `MOST_TIMES` as long, where rests are very short.
 *
 * @throws RecipeError
 */
export function checkOrders(options: EntryOptions): void {
  const entries = options.workloads.map((workload) => entryOf(options, workload));
  const ms = entries.reduce((sum, { graph, order, runs }) => sum + (orderUs(graph, order.cakes) * runs) / 1000, 0);
  const texts = entries.map(({ workload, order, runs }) => `${runs} ${workload} runs of ${order.cakes} cakes`);
  checkDuration(ms, `${texts.join(', ')}, with the cooperative engine alone`);
}
