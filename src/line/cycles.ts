/** The cycles of a line: which edges are part of one, and which lead into one. */
import type { Edge } from './line.ts';

/** What an edge is to the cycle with that number. */
export interface InCycle {
  readonly cycle: number;
  readonly edge: 'enters' | 'inside' | 'back';
}

export interface Cycles {
  /** In the order of the edges; null for an edge that has to do with no cycle. */
  readonly edges: readonly (InCycle | null)[];
  /** For each cycle how many edges lead into it. */
  readonly entering: readonly number[];
}

/**
 * Finds the cycles that a feedback closes. Stations that reach each other are in one cycle, even if there are several ways round.
 */
export function cyclesOf(edges: readonly Edge[]): Cycles {
  const reached = reachedFrom(edges);
  const reach = (from: string, to: string): boolean => reached.get(from)?.has(to) ?? false;
  const together = (one: string, other: string): boolean => reach(one, other) && reach(other, one);
  const numbers: string[] = edges
    .filter(({ feedback, from, to }) => feedback === true && together(from, to))
    .map(({ to }) => to)
    .filter((name, i, names) => names.findIndex((other) => together(other, name)) === i);
  const cycleOf = (name: string): number => numbers.findIndex((other) => together(other, name));
  const found = edges.map(({ from, to, feedback }): InCycle | null => {
    const cycle = cycleOf(to);
    if (cycle === -1) return null;
    if (cycleOf(from) !== cycle) return { cycle, edge: 'enters' };
    return { cycle, edge: feedback === true ? 'back' : 'inside' };
  });
  return {
    edges: found,
    entering: numbers.map((_, cycle) => found.filter((edge) => edge?.cycle === cycle && edge.edge === 'enters').length),
  };
}

/** For each station the stations that its items can reach, in one step or more. */
function reachedFrom(edges: readonly Edge[]): ReadonlyMap<string, ReadonlySet<string>> {
  const names = new Set(edges.flatMap(({ from, to }) => [from, to]));
  const next = new Map<string, Edge[]>();
  for (const edge of edges) next.set(edge.from, [...(next.get(edge.from) ?? []), edge]);
  return new Map(
    [...names].map((name) => {
      const reached = new Set((next.get(name) ?? []).map(({ to }) => to));
      // A set that grows while it is walked.
      for (const to of reached) for (const edge of next.get(to) ?? []) reached.add(edge.to);
      return [name, reached];
    }),
  );
}
