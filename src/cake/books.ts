/** The books of a run: they show that no item was lost and none was added. */
import type { Graph } from './recipe/graph.ts';

/** The items that a station counted itself. The books are made from these counts. */
export interface StationCount {
  readonly received: number;
  readonly made: number;
  /** How many of each need are left in its storage, in the order of its needs. */
  readonly left: readonly number[];
}

export interface CakeBooks {
  readonly cakes: number;
  /** The ingredients left in the storages, by name. Ingredients of which none is left are not listed. */
  readonly leftovers: Readonly<Record<string, number>>;
  /** Each count that is wrong, in words. Empty if all are right. */
  readonly mistakes: readonly string[];
}

/**
 * Checks the books of one run.
 *
 * - For each ingredient: delivered or made = consumed + left over.
 * - For the whole line: delivered = cakes x recipe + leftovers. A leftover that a station made counts as the raw
 *   ingredients in it.
 *
 * @param delivered how many of each ingredient the producer delivered
 * @param counts one for each station of the graph, in the same order
 */
export function balance(graph: Graph, delivered: readonly number[], counts: readonly StationCount[]): CakeBooks {
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
      // Upstream stations come first, so the station that makes this ingredient is already counted.
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

/** How many of each raw ingredient one unit of an ingredient contains. */
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
