/** The books of a run: they show that no item was lost and none was added. */
import { contentsOf } from './recipe/contents.ts';
import type { Graph } from './recipe/graph.ts';

/** The items that a station counted itself, in whole numbers from 0. The books are made from these counts. */
export interface StationCount {
  readonly received: number;
  /** How many units it made. */
  readonly made: number;
  /** How many units it sent to each station that needs them, or out of the line. It keeps the others. */
  readonly sent: readonly number[];
  /** How many of each need are left in its storage, in the order of its needs. */
  readonly left: readonly number[];
}

export interface CakeBooks {
  readonly cakes: number;
  /** The ingredients left at the stations, by name: in storages, and kept by their makers. Those of which none is left are not listed. */
  readonly leftovers: Readonly<Record<string, number>>;
  /** Each count that is wrong, in words. Empty if all are right. */
  readonly mistakes: readonly string[];
}

/**
 * Checks the books of one run.
 *
 * - For each ingredient of each station: delivered or sent = consumed + left over.
 * - For each station: made = whole firings = sent + kept.
 * - For the whole line: delivered = cakes x recipe + leftovers. A leftover that a station made counts as the raw
 *   ingredients in it.
 *
 * @param delivered how many of each ingredient the producer delivered
 * @param counts one for each station of the graph, in the same order
 */
export function balance(graph: Graph, delivered: readonly number[], counts: readonly StationCount[]): CakeBooks {
  const mistakes: string[] = [];
  const leftovers = new Map<string, number>();
  const raw = new Set(graph.raw.flat());
  /** How many of each item were delivered, or sent by all stations that make it. */
  const supplied = graph.names.map((_, item) => (raw.has(item) ? (delivered[item] ?? 0) : 0));
  /** What is at the stations or has left the line. */
  const present = graph.names.map(() => 0);

  const check = (found: number, wanted: number, what: string): void => {
    if (found !== wanted) mistakes.push(`${what}: expected ${wanted}, found ${found}`);
  };
  const leave = (name: string, units: number): void => {
    if (units > 0) leftovers.set(name, (leftovers.get(name) ?? 0) + units);
  };

  graph.stations.forEach((station, i) => {
    const count = counts[i] ?? { received: 0, made: 0, sent: [], left: [] };
    const product = graph.names[station.makes[0] ?? -1] ?? '';
    const firings = Math.floor(count.made / station.count);
    check(count.made, firings * station.count, `${product} that the ${station.name} made in whole firings`);
    station.makes.forEach((item, n) => {
      supplied[item] = (supplied[item] ?? 0) + (count.sent[n] ?? 0);
    });
    const sent = station.makes.reduce((sum, _, n) => sum + (count.sent[n] ?? 0), 0);
    // Only a station that makes several units at once may make too many.
    if (sent > count.made || station.count === 1) check(sent, count.made, `${product} that the ${station.name} sent`);
    const kept = Math.max(0, count.made - sent);
    const [first = -1] = station.makes;
    present[first] = (present[first] ?? 0) + kept;
    leave(product, kept);
    let received = 0;
    station.needs.forEach((need, n) => {
      const name = graph.names[need.ingredient] ?? '';
      const left = count.left[n] ?? 0;
      const consumed = firings * need.count;
      received += consumed + left;
      // Upstream stations come first, so all that make this ingredient are already counted.
      check(consumed + left, supplied[need.ingredient] ?? 0, `${name} that reached the ${station.name}`);
      leave(name, left);
      present[need.ingredient] = (present[need.ingredient] ?? 0) + left;
    });
    check(count.received, received, `ingredients that the ${station.name} received`);
  });

  const cakes = supplied[graph.product] ?? 0;
  present[graph.product] = (present[graph.product] ?? 0) + cakes;
  const { items, parts } = contentsOf(graph, present);
  for (const ingredients of graph.raw) {
    const used = ingredients.reduce((sum, ingredient) => sum + (items[ingredient] ?? 0n), 0n);
    const wanted = ingredients.reduce((sum, ingredient) => sum + (delivered[ingredient] ?? 0), 0);
    const what = `${graph.names[ingredients[0] ?? -1]} in cakes and leftovers`;
    if (used !== BigInt(wanted) * parts) check(Number(used) / Number(parts), wanted, what);
  }
  return { cakes, leftovers: Object.fromEntries(leftovers), mistakes };
}
