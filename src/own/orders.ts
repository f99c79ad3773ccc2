/** Orders in a proof: which the graph fixes, and what can be compared of the copies of a station. */
import { type Edge, type Line, specsOf } from '../line/line.ts';
import { show } from '../line/printable.ts';

type Graph = Pick<Line, 'sources' | 'stations' | 'edges'>;

/** A station whose items arrive in any order, and why. */
export interface Join {
  readonly name: string;
  readonly reason: string;
}

/**
 * The station that reads more than one edge as they come: this one, or the nearest one before it. Null where there is none: then the
 * graph fixes the order of what the station sends.
 */
export function joinBefore(name: string, line: Graph): Join | null {
  const before = new Set([name]);
  // A set that grows while it is walked.
  for (const to of before) for (const edge of line.edges) if (edge.to === to) before.add(edge.from);
  const joins = [...before].find((to) => waysTo(to, line.edges).length > 1);
  if (joins === undefined) return null;
  const senders = new Set(line.edges.flatMap(({ from, to }) => (to === joins ? [ownerOf(from, line)] : [])));
  const [only] = senders;
  const several = senders.size > 1 || only === undefined ? 'several stations' : `the copies of ${show(only)}`;
  return { name: joins, reason: `${show(joins)} reads ${several}, whose items arrive in any order` };
}

/** The edges to a station; what is collected in turn from copies is one. */
function waysTo(name: string, edges: readonly Edge[]): Edge[] {
  return edges.filter(({ to, collected }) => to === name && (collected === undefined || collected.copy === 0));
}

/** What the user calls a station. */
function ownerOf(name: string, line: Graph): string {
  return specsOf(line).find((spec) => spec.name === name)?.copy?.of ?? name;
}

/** Edges, or exits, that are compared as one, by their places. */
export interface Together {
  /** The station that sends, or one of its copies. */
  readonly from: string;
  /** As an error names it. */
  readonly what: string;
  readonly places: readonly number[];
}

/**
 * What each copy gets is the same under every engine where the graph fixes the order in which its sender sends, and the line is not
 * cut into parts: then every edge is compared alone. Otherwise chance may deal the same items to other copies.
 *
 * @param whole whether the line is not cut into parts
 */
export function comparedEdges(line: Graph, whole: boolean): Together[] {
  return together(line, line.edges, whole, ({ from, to }) => {
    const names = [from, to].map((name) => [ownerOf(name, line), name] as const);
    const [sender = '', receiver = ''] = names.map(([owner, name]) => shown(owner, name));
    return { key: names.map(([owner, name]) => keyOf(owner, name)).join('\n'), what: `from ${sender} to ${receiver}` };
  });
}

/** The same of what leaves the line. @param ends who sends it */
export function comparedExits(line: Graph, ends: readonly string[], whole: boolean): Together[] {
  const exits = ends.map((from) => ({ from }));
  return together(line, exits, whole, ({ from }) => {
    const owner = ownerOf(from, line);
    return { key: keyOf(owner, from), what: shown(owner, from) };
  });
}

function together<One extends Pick<Edge, 'from'>>(
  line: Graph,
  all: readonly One[],
  whole: boolean,
  named: (one: One) => { readonly key: string; readonly what: string },
): Together[] {
  const groups = new Map<string, Together & { readonly places: number[] }>();
  all.forEach((one, place) => {
    const { key, what } = named(one);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { from: one.from, what, places: [place] });
    else group.places.push(place);
  });
  return [...groups.values()].flatMap((group) => {
    const alone = group.places.length === 1 || (whole && group.places.every((place) => isFixed(all[place], line)));
    return alone ? group.places.map((place) => ({ ...group, places: [place] })) : [group];
  });
}

function isFixed(one: Pick<Edge, 'from'> | undefined, line: Graph): boolean {
  return one !== undefined && joinBefore(one.from, line) === null;
}

/** A station and the copies of one may have the same name. */
function keyOf(owner: string, name: string): string {
  return owner === name ? `station ${name}` : `copies ${owner}`;
}

function shown(owner: string, name: string): string {
  return owner === name ? show(name) : `the copies of ${show(owner)}`;
}
