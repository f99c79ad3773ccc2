/** A line: the plain data that an engine runs. */
import type { KindSpec } from './kind/spec.ts';

/** A coroutine that has not started: plain data, so that any thread can start it. */
export interface StationSpec {
  /** Unique in its line. */
  readonly name: string;
  /** The URL of the module that exports the coroutine. */
  readonly module: string;
  /**
   * What the module exports under this name: a function of `options` and a host that returns a generator; or, if there is a
   * `place`, a defined line, or a function of `options` that returns one.
   */
  readonly export: string;
  /** Plain data. */
  readonly options: unknown;
  /** Which station of a defined line it is. */
  readonly place?: number;
  /** Which part of the work its line does [all of it]. */
  readonly part?: { readonly part: number; readonly parts: number };
  /** Which copy of a station it is [its only one]. */
  readonly copy?: Copy;
  /** The number of the station's first piece of work: 0, or more where this line is a part of a longer one. */
  readonly firstWorkIndex: number;
  /** What it sends [places in the alphabet of the line]. */
  readonly out?: KindSpec;
}

/** One of several copies of a station. */
export interface Copy {
  /** What the user calls the station. The name of the copy has a number more. */
  readonly of: string;
  /** Whether what the copies send is collected in turn: then it is in the order of a single station. */
  readonly inOrder: boolean;
}

/** One of the edges that are one way in the line of the user, where a station has copies. */
export interface Share {
  /** The number of that way: see `wiresOf`. */
  readonly wire: number;
  /** From 0. */
  readonly copy: number;
  /** 2 or more. */
  readonly copies: number;
}

/**
 * How items are dealt.
 *
 * - `turn`: to one copy after the other.
 * - `key`: the items with the same key to the same copy.
 * - `unit`: by copies that keep the order to copies that keep it too. All that one unit leads to goes to one copy; the next unit of the
 *   same sender goes `step` copies further. A unit is an input of the first stations with copies in the row.
 */
export interface DealtShare extends Share {
  readonly by: 'turn' | 'key' | 'unit';
  /** Which copy gets the first item, or unit: copies that deal to copies begin with different ones. */
  readonly first: number;
  readonly step: number;
}

/** How items are collected: the first unit from one copy, the next one from `step` copies further. */
export interface CollectedShare extends Share {
  readonly first: number;
  readonly step: number;
  /** Whether the receiver has copies that hand on these units: otherwise each item that it takes is one. */
  readonly handsOn: boolean;
}

/** A channel from a source or a station to a station. */
export interface Edge {
  readonly from: string;
  readonly to: string;
  /** The items of `from` that take this edge, if they are places in an alphabet; null where they are not chosen by a list. */
  readonly items: readonly number[] | null;
  /** Which of the guards of `from`, a station of a defined line, chooses the items [none does]. */
  readonly guard?: number;
  /** The most items that wait in the channel, 1 to `MOST_CAPACITY`. */
  readonly capacity: number;
  /** The most bytes that wait in the channel, 1 or more; only for items of any size [no limit]. */
  readonly capacityBytes?: number;
  /** Whether the edge leads back to a station that feeds its sender. A cycle without such an edge never ends. */
  readonly feedback?: boolean;
  /** To which copy of its receiver it leads [the receiver has no copies]. The sender deals its items to all of them. */
  readonly dealt?: DealtShare;
  /** From which copy of its sender it comes, where the receiver takes from the copies in turn [it takes what comes]. */
  readonly collected?: CollectedShare;
}

/** See `checkLine` for what makes a line valid. */
export interface Line {
  /** One or more. */
  readonly sources: readonly StationSpec[];
  /** Where the edges form no cycle, each station comes after the stations that feed it. */
  readonly stations: readonly StationSpec[];
  readonly edges: readonly Edge[];
  /**
   * The stations and sources whose items are results: they leave the line, even if other stations read them too [those that no
   * station reads]. What another station sends and no edge carries is dropped.
   */
  readonly ends?: readonly string[];
  /** The name of each item that is a place in the alphabet. */
  readonly alphabet: readonly string[];
  /** The same work cut into independent lines; empty where it cannot be cut. */
  readonly parts: readonly Line[];
}

/** Every coroutine of a line, in the order of their places: the sources first. */
export function specsOf({ sources, stations }: Pick<Line, 'sources' | 'stations'>): readonly StationSpec[] {
  return [...sources, ...stations];
}

/** What a station sends. */
export function kindOf(spec: StationSpec, { alphabet }: Pick<Line, 'alphabet'>): KindSpec {
  return spec.out ?? { kind: 'places', names: alphabet };
}

/** The names of the stations and sources whose items are results. */
export function endsOf(line: Pick<Line, 'sources' | 'stations' | 'edges' | 'ends'>): readonly string[] {
  const read = new Set(line.edges.map(({ from }) => from));
  return line.ends ?? specsOf(line).flatMap(({ name }) => (read.has(name) ? [] : [name]));
}

/** The same line with other capacities. */
export function withCapacity(line: Line, capacityOf: (edge: Edge) => number): Line {
  return {
    ...line,
    edges: line.edges.map((edge) => ({ ...edge, capacity: capacityOf(edge) })),
    parts: line.parts.map((part) => withCapacity(part, capacityOf)),
  };
}
