/** Refuses an order that would take too long, before anything starts. */
import { type Graph, itemsPerCake } from './graph.ts';
import { RecipeError } from './recipe.ts';

/** One night. A longer order is probably a typing error. */
export const MOST_HOURS = 8;

/** About how long the cooperative engine takes to move one item. */
const ROUGH_US_PER_ITEM = 0.05;

/** The shortest sleep of a thread, and the shortest timer of an event loop, in microseconds: what a shorter rest really takes. */
const LEAST_SLEEP_US = 60;
const LEAST_TIMER_US = 1100;

/** About how long the cooperative engine takes to bake one cake, in microseconds. */
export function cakeUs(graph: Graph): number {
  const timesUs = realServiceTimesUs(graph);
  return timesUs.reduce((sum, timeUs) => sum + timeUs, 0) + itemsPerCake(graph) * ROUGH_US_PER_ITEM;
}

/** About how long the event-loop engine takes, in microseconds. Rests overlap there, work does not. */
export function eventLoopCakeUs(graph: Graph): number {
  const restsUs = graph.stations.map((station, i) =>
    station.restMs === 0 ? 0 : (stationTimesUs(graph, LEAST_TIMER_US)[i] ?? 0),
  );
  const workUs = graph.stations.reduce(
    (sum, station) => sum + (graph.perProduct[station.makes] ?? 0) * station.workUs,
    0,
  );
  return Math.max(workUs, ...restsUs) + itemsPerCake(graph) * ROUGH_US_PER_ITEM;
}

/** The service time of each station per cake on a thread of its own, in microseconds: a short rest takes as long as a sleep. */
export function realServiceTimesUs(graph: Graph): number[] {
  return stationTimesUs(graph, LEAST_SLEEP_US);
}

/** What each station really takes for one cake, in microseconds. */
function stationTimesUs({ stations, perProduct }: Graph, leastRestUs: number): number[] {
  return stations.map(({ makes, workUs, restMs }) => {
    const restUs = restMs === 0 ? 0 : Math.max(restMs * 1000, leastRestUs);
    return (perProduct[makes] ?? 0) * (workUs + restUs);
  });
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
