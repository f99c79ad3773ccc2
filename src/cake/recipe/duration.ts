/** How long an order would take: what nobody waits for is refused before anything starts. */
import { type Graph, itemsPerCake, serviceTimesUs } from './graph.ts';
import { RecipeError } from './recipe.ts';

/** A night. Beyond it an order is taken for a slip of the finger. */
export const MOST_HOURS = 8;

/** What it costs the cooperative engine to move an item, roughly. */
const ROUGH_US_PER_ITEM = 0.05;

/** What one cake costs the cooperative engine, which does one thing after the other. Microseconds. */
export function cakeUs(graph: Graph): number {
  return serviceTimesUs(graph).reduce((sum, load) => sum + load, 0) + itemsPerCake(graph) * ROUGH_US_PER_ITEM;
}

/**
 * @param ms how long it would take at least
 * @param what takes so long, for the error: `500 cakes`
 * @throws RecipeError when that is longer than `MOST_HOURS`
 */
export function checkDuration(ms: number, what: string): void {
  if (ms <= MOST_HOURS * HOUR_MS) return;
  throw new RecipeError(
    `order: expected one that is baked in ${MOST_HOURS} hours at most, found one that takes ${inWords(ms)}: ${what}`,
  );
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const YEAR_MS = 365 * DAY_MS;

function inWords(ms: number): string {
  const [size, unit]: readonly [number, string] =
    ms < 2 * DAY_MS ? [HOUR_MS, 'hours'] : ms < 2 * YEAR_MS ? [DAY_MS, 'days'] : [YEAR_MS, 'years'];
  return `about ${Math.round(ms / size)} ${unit}`;
}
