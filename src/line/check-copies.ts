/** The check of stations with copies: where the order of a single station could not be kept. */
import { cyclesOf } from './cycles.ts';
import { type Line, specsOf } from './line.ts';
import { show } from './printable.ts';

/**
 * - No copies that keep the order lie in a cycle, unless nothing in the cycle collects from them. A cycle ends when no item is on its
 *   way in it. What has been collected from one copy counts as handled when that copy is asked again, and its turn may never come.
 *
 * @returns what is wrong with the line, as the end of a sentence; null where nothing is
 */
export function mistakeInCopies(line: Pick<Line, 'sources' | 'stations' | 'edges'>): string | null {
  const { edges } = line;
  const copyOf = new Map(specsOf(line).map(({ name, copy }) => [name, copy]));
  if (edges.every(({ collected }) => collected === undefined)) return null;
  const cycles = cyclesOf(edges);
  const inside = edges.find(({ collected }, i) => {
    const edge = cycles.edges[i]?.edge;
    return collected !== undefined && (edge === 'inside' || edge === 'back');
  });
  if (inside === undefined) return null;
  return `expected no copies that keep the order in a cycle, found those of ${show(copyOf.get(inside.from)?.of ?? inside.from)}; give it { ordered: false }`;
}
