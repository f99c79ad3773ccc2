/** The plan of a defined line: the plain data that an engine runs. */
import { copyNames, keepsOrder, sharesOf } from './copies.ts';
import { type DefinedLine, flowsOnTheWay, originOf } from './defined-line.ts';
import { valuesOf } from './guard.ts';
import type { KindName } from './kind/spec.ts';
import type { Edge, Line, StationSpec } from './line.ts';
import type { Flow, Node } from './stage.ts';

/**
 * How many items may wait between two stations, unless the user says otherwise. A wait of a thread costs as much as moving a
 * thousand small items. So there are many of these, and few of those that may be large.
 */
const CAPACITY: Readonly<Record<KindName, number>> = { places: 8192, ints: 8192, record: 8192, clone: 1024, bytes: 16 };

/** Where a thread finds a line. */
export interface LineCode {
  /** The URL of the module. */
  readonly module: string;
  /** What the module exports under this name is the line, or a function that makes it. */
  readonly export: string;
}

export interface PlanOptions {
  /** Into how many parts the line is cut for a pool, 0 or more. It is not cut if one of its sources is not divisible. */
  readonly parts: number;
}

/** A way from one node to the next. */
export interface Wire {
  readonly from: Node;
  readonly to: Node;
  readonly guards: readonly unknown[];
  readonly capacity: number;
  readonly capacityBytes: number | null;
  readonly feedback: boolean;
}

/** All wires of a line: those to the first node that reads, in the order in which it reads, then those to the next. */
export function wiresOf({ nodes }: Pick<DefinedLine, 'nodes'>): Wire[] {
  return nodes.flatMap((to) => to.inputs.map((flow) => wireOf(flow, to)));
}

function wireOf(flow: Flow, to: Node): Wire {
  const from = originOf(flow);
  const way = flowsOnTheWay(flow);
  return {
    from,
    to,
    guards: way.flatMap(({ guards }) => guards),
    capacity: way.findLast(({ capacity }) => capacity !== null)?.capacity ?? CAPACITY[from.out.kind],
    capacityBytes: way.findLast(({ capacityBytes }) => capacityBytes !== null)?.capacityBytes ?? null,
    feedback: way.length > 1,
  };
}

export function planOf(line: DefinedLine, code: LineCode, { parts }: PlanOptions): Line {
  const divisible = line.nodes.every(({ kind, divisible }) => kind === 'station' || divisible);
  const whole = partOf(line, code, 0, 1);
  const count = divisible ? parts : 0;
  return { ...whole, parts: Array.from({ length: count }, (_, part) => partOf(line, code, part, count)) };
}

function partOf(line: DefinedLine, code: LineCode, part: number, parts: number): Line {
  const { nodes, definition } = line;
  const names = namesOf(nodes);
  const namesOfCopies = (node: Node): readonly string[] => names.get(node) ?? [];
  const specs = nodes.flatMap((node, place) =>
    namesOfCopies(node).map((name) => ({
      node,
      spec: {
        ...code,
        name,
        options: definition.options,
        place,
        part: { part, parts },
        ...(node.concurrency === 1 ? {} : { copy: { of: nameOf(node, nodes), inOrder: keepsOrder(node) } }),
        firstWorkIndex: node.firstPiece,
        out: node.out,
      } satisfies StationSpec,
    })),
  );
  const specsOf = (kind: Node['kind']) => specs.flatMap(({ node, spec }) => (node.kind === kind ? [spec] : []));
  return {
    sources: specsOf('source'),
    stations: specsOf('station'),
    edges: wiresOf(line).flatMap((wire, number) => edgesOf(wire, number, namesOfCopies)),
    ends: line.ends.flatMap(namesOfCopies),
    alphabet: nodes.flatMap(({ out }) => (out.kind === 'places' ? [out.names] : []))[0] ?? [],
    parts: [],
  };
}

/** One edge, or one between each two copies. Those of one sender follow each other. */
function edgesOf(wire: Wire, number: number, namesOf: (node: Node) => readonly string[]): Edge[] {
  const { from, to, guards, capacity, capacityBytes, feedback } = wire;
  const items = itemsOf(wire);
  return namesOf(from).flatMap((sender, copyFrom) =>
    namesOf(to).map((receiver, copyTo) => {
      const { dealt, collected } = sharesOf(from, to, number, copyFrom, copyTo);
      return {
        from: sender,
        to: receiver,
        items,
        ...(items === null && guards.length > 0 ? { guard: number } : {}),
        capacity,
        ...(capacityBytes === null ? {} : { capacityBytes }),
        ...(feedback ? { feedback } : {}),
        ...(dealt === null ? {} : { dealt }),
        ...(collected === null ? {} : { collected }),
      };
    }),
  );
}

/** The places in an alphabet that a wire carries; null where the items are not places, or a predicate chooses them. */
function itemsOf({ from: { out }, guards }: Wire): readonly number[] | null {
  if (out.kind !== 'places') return null;
  const lists = guards.map(valuesOf);
  const places = out.names.map((_, place) => place);
  return lists.includes(null) ? null : places.filter((place) => lists.every((list) => list?.includes(place)));
}

/** The names of each station's copies. */
function namesOf(nodes: readonly Node[]): ReadonlyMap<Node, readonly string[]> {
  return new Map(nodes.map((node) => [node, copyNames(nameOf(node, nodes), node)]));
}

/** The user's name. A function without a name gets one from its place. */
export function nameOf(node: Node, nodes: readonly Node[]): string {
  const place = nodes.filter(({ kind }) => kind === node.kind).indexOf(node) + 1;
  return node.name ?? `${node.kind} ${place}`;
}
