/** The books of a run: nothing was lost and nothing came from nowhere. */
import type { Graph } from './recipe/graph.ts';

/** What the books are made from: a station's own count. */
export interface StationCount {
  readonly received: number;
  readonly made: number;
  /** What is left on its shelf, in the order of its needs. */
  readonly left: readonly number[];
}

export interface Books {
  readonly cakes: number;
  /** What is left on the shelves, by name; only what there is. */
  readonly leftovers: Readonly<Record<string, number>>;
  /** Each entry that does not balance, in words; empty when all do. */
  readonly mistakes: readonly string[];
}

/**
 * Balances the books of one run.
 *
 * For every ingredient: delivered or made = consumed + left over; and over the whole line, with what is half-made
 * turned back into what it was made from: delivered = cakes x recipe + leftovers.
 *
 * @param delivered how many of each ingredient came from outside
 * @param counts one per station of the graph, in its order
 */
export function balance(graph: Graph, delivered: readonly number[], counts: readonly StationCount[]): Books {
  const mistakes: string[] = [];
  const leftovers: Record<string, number> = {};
  const supplied = [...delivered];
  const heldInRaw = new Array<number>(graph.names.length).fill(0);
  const rawOf = rawContents(graph);
  let cakes = 0;

  const check = (found: number, wanted: number, what: string): void => {
    if (found !== wanted) mistakes.push(`${what}: expected ${wanted}, found ${found}`);
  };

  graph.stations.forEach((station, i) => {
    const count = counts[i] ?? { received: 0, made: 0, left: [] };
    if (station.makes === graph.product) cakes = count.made;
    else supplied[station.makes] = count.made;
    let received = 0;
    station.needs.forEach((need, n) => {
      const name = graph.names[need.ingredient] ?? '';
      const left = count.left[n] ?? 0;
      const consumed = count.made * need.count;
      received += consumed + left;
      // The stations stand upstream first, so that whoever makes this ingredient has been counted.
      check(consumed + left, supplied[need.ingredient] ?? 0, `${name} that reached the ${station.name}`);
      if (left > 0) leftovers[name] = left;
      rawOf(need.ingredient).forEach((raw, ingredient) => {
        heldInRaw[ingredient] = (heldInRaw[ingredient] ?? 0) + left * raw;
      });
    });
    check(count.received, received, `ingredients that the ${station.name} received`);
  });

  for (const ingredient of graph.raw) {
    const used = cakes * (graph.perProduct[ingredient] ?? 0) + (heldInRaw[ingredient] ?? 0);
    check(used, delivered[ingredient] ?? 0, `${graph.names[ingredient]} in cakes and leftovers`);
  }
  return { cakes, leftovers, mistakes };
}

/** How many of each raw ingredient are in one of an ingredient. */
function rawContents(graph: Graph): (ingredient: number) => readonly number[] {
  const contents = graph.names.map((_, ingredient) =>
    graph.names.map((_, other) => Number(other === ingredient && graph.raw.includes(other))),
  );
  for (const station of graph.stations) {
    const made = contents[station.makes];
    for (const need of station.needs) {
      contents[need.ingredient]?.forEach((count, raw) => {
        if (made !== undefined) made[raw] = (made[raw] ?? 0) + count * need.count;
      });
    }
  }
  return (ingredient) => contents[ingredient] ?? [];
}
