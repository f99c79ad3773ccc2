/** Labels: what a recording calls the items on an edge. An item of an alphabet has its own name, any other that of its edge. */
import { type Edge, endsOf, kindOf, type Line, type StationSpec, specsOf } from './line.ts';

/** A label is a place in the alphabet of the recording. */
export interface Label {
  readonly base: number;
  /** Whether the item is added to the base. */
  readonly perItem: boolean;
}

export interface Labels {
  /** The alphabet of the recording. */
  readonly alphabet: readonly string[];
  /** In the order of the line's edges, each with all the labels that it may carry. */
  readonly edges: readonly (Label & { readonly items: readonly number[] })[];
  /** Of what leaves the line, by the name of its sender. */
  readonly exits: ReadonlyMap<string, Label>;
}

/** A recording keeps labels of 16 bits. */
const MOST_LABELS = 2 ** 16;

export function labelOf({ base, perItem }: Label, item: unknown): number {
  return perItem && typeof item === 'number' ? base + item : base;
}

/**
 * An edge has labels of its own, so that a send can be matched with its receipt. Only lists of places that no two edges of a
 * station share have their labels in common: these are the places themselves.
 */
export function labelsOf(line: Line): Labels {
  const alphabet = [...line.alphabet];
  const bases = new Map<string, number>(alphabet.length === 0 ? [] : [[line.alphabet.join('\n'), 0]]);
  const specs = new Map(specsOf(line).map((spec) => [spec.name, spec]));
  const append = (names: readonly string[]): number => {
    const base = alphabet.length;
    alphabet.push(...names);
    return base;
  };
  const namesAt = (names: readonly string[]): number => {
    const key = names.join('\n');
    const base = bases.get(key) ?? append(names);
    bases.set(key, base);
    return base;
  };
  const labelFor = (spec: StationSpec | undefined, name: string, shared: boolean): Label => {
    const kind = spec === undefined ? null : kindOf(spec, line);
    const fits = kind?.kind === 'places' && alphabet.length + kind.names.length <= MOST_LABELS;
    if (kind?.kind !== 'places' || !fits) return { base: append([name]), perItem: false };
    return { base: shared ? append(kind.names) : namesAt(kind.names), perItem: true };
  };
  const edges = line.edges.map((edge) => {
    const spec = specs.get(edge.from);
    const label = labelFor(spec, `${edge.from} to ${edge.to}`, sharesItems(edge, line.edges));
    const kind = spec === undefined ? null : kindOf(spec, line);
    const places = edge.items ?? (kind?.kind === 'places' ? kind.names.map((_, place) => place) : [0]);
    return { ...label, items: label.perItem ? places.map((place) => label.base + place) : [label.base] };
  });
  const exits = endsOf(line).map((name) => [name, labelFor(specs.get(name), name, false)] as const);
  return { alphabet, edges, exits: new Map(exits) };
}

/** Whether an earlier edge of the same station carries some of the same items. */
function sharesItems(edge: Edge, edges: readonly Edge[]): boolean {
  const earlier = edges.slice(0, edges.indexOf(edge)).filter(({ from }) => from === edge.from);
  return earlier.some(
    ({ items }) => items === null || edge.items === null || items.some((item) => edge.items?.includes(item)),
  );
}
