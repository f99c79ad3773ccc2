/** Refuses an order that would take too long, before anything starts. */
import { demandOf } from './demand.ts';
import type { Graph } from './graph.ts';
import { RecipeError } from './recipe.ts';

/** One night. A longer order is probably a typing error. */
export const MOST_HOURS = 8;

/** About how long the cooperative engine takes to move one item. */
const ROUGH_US_PER_ITEM = 0.05;

/** The shortest sleep of a thread, and the shortest timer of an event loop, in microseconds: what a shorter rest really takes. */
const LEAST_SLEEP_US = 60;
const LEAST_TIMER_US = 1100;

/** About how long the cooperative engine takes to bake one cake of many, in microseconds. */
export function cakeUs(graph: Graph): number {
  const times = stationTimesUs(graph, LEAST_SLEEP_US);
  return sumOf(times.map((timeUs, i) => timeUs * (graph.stations[i]?.perProduct ?? 0))) + passingUs(graph.perProduct);
}

/** About how long the cooperative engine takes to bake an order, in microseconds. */
export function orderUs(graph: Graph, cakes: number): number {
  return sumOf(busyUs(graph, LEAST_SLEEP_US, cakes)) + passingUs(demandOf(graph, cakes).items);
}

/** About how long the event-loop engine takes, in microseconds. Rests overlap there, work does not. */
export function eventLoopOrderUs(graph: Graph, cakes: number): number {
  const { firings, items } = demandOf(graph, cakes);
  const restsUs = busyUs(graph, LEAST_TIMER_US, cakes).filter((_, i) => graph.stations[i]?.restMs !== 0);
  const workUs = sumOf(graph.stations.map((station, i) => (firings[i] ?? 0) * station.workUs));
  return Math.max(workUs, ...restsUs) + passingUs(items);
}

/**
 * The service time of each station on a thread of its own for each cake of an order, in microseconds: a short rest takes as long as
 * a sleep.
 */
export function realServiceTimesUs(graph: Graph, cakes: number): number[] {
  return busyUs(graph, LEAST_SLEEP_US, cakes).map((timeUs) => timeUs / cakes);
}

/** What each station really takes for an order, in microseconds. */
function busyUs(graph: Graph, leastRestUs: number, cakes: number): number[] {
  const { firings } = demandOf(graph, cakes);
  return stationTimesUs(graph, leastRestUs).map((timeUs, i) => timeUs * (firings[i] ?? 0));
}

/** What each station really takes for one firing, in microseconds. */
function stationTimesUs({ stations }: Graph, leastRestUs: number): number[] {
  return stations.map(({ workUs, restMs }) => workUs + (restMs === 0 ? 0 : Math.max(restMs * 1000, leastRestUs)));
}

function passingUs(items: readonly number[]): number {
  return sumOf(items) * ROUGH_US_PER_ITEM;
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

/**
 * @param ms the shortest time that the order can take
 * @param what the order in the error: `500 cakes`
 * @throws RecipeError if that is longer than `MOST_HOURS`
 */
export function checkDuration(ms: number, what: string): void {
  if (ms <= MOST_HOURS * HOUR_MS) return;
  throw new RecipeError(`order: expected at most ${MOST_HOURS} hours of baking, found ${inWords(ms)}: ${what}`);
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const YEAR_MS = 365 * DAY_MS;

function inWords(ms: number): string {
  const [size, unit]: readonly [number, string] =
    ms < 2 * DAY_MS ? [HOUR_MS, 'hours'] : ms < 2 * YEAR_MS ? [DAY_MS, 'days'] : [YEAR_MS, 'years'];
  return `about ${Math.round(ms / size)} ${unit}`;
}
