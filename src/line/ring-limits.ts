/** What rings cannot carry: items that have no fixed size. */
import { hasFixedSize, type KindName } from './kind/spec.ts';
import { type Edge, kindOf, type Line, specsOf } from './line.ts';

/** An edge whose items rings cannot carry. */
export interface UncarriedEdge extends Pick<Edge, 'from' | 'to'> {
  readonly kind: KindName;
}

/** The first edge of a line that rings cannot carry; null where they can carry all of them. */
export function firstUncarried(line: Line): UncarriedEdge | null {
  const specs = new Map(specsOf(line).map((spec) => [spec.name, spec]));
  for (const { from, to } of line.edges) {
    const spec = specs.get(from);
    const kind = spec === undefined ? null : kindOf(spec, line);
    if (kind !== null && !hasFixedSize(kind)) return { from, to, kind: kind.kind };
  }
  return null;
}
