/** A line: the plain data that an engine runs. */
import type { Item } from './coroutine.ts';

/** A coroutine that has not started: plain data, so that any thread can start it. */
export interface StationSpec {
  /** Unique in its line. */
  readonly name: string;
  /** The URL of the module that exports the generator function. */
  readonly module: string;
  readonly export: string;
  /** Plain data: the first argument of the generator function. */
  readonly options: unknown;
  /** The number of the station's first piece of work: 0, or more where this line is a part of a longer one. */
  readonly firstWorkIndex: number;
}

/** A channel from the source or a station to a station. */
export interface Edge {
  readonly from: string;
  readonly to: string;
  /** The items of `from` that take this edge. */
  readonly items: readonly Item[];
  /** The most items that wait in the channel, 1 to `MOST_CAPACITY`. */
  readonly capacity: number;
}

/** See `checkLine` for what makes a line valid. */
export interface Line {
  readonly source: StationSpec;
  /** Where the edges form no cycle, each station comes after the stations that feed it. */
  readonly stations: readonly StationSpec[];
  /** An item that no edge carries leaves the line. */
  readonly edges: readonly Edge[];
  /** The name of each item. */
  readonly alphabet: readonly string[];
  /** The same work cut into independent lines; empty where it cannot be cut. */
  readonly parts: readonly Line[];
}

/** The same line, and its parts, with other capacities. */
export function withCapacity(line: Line, capacityOf: (edge: Edge) => number): Line {
  return {
    ...line,
    edges: line.edges.map((edge) => ({ ...edge, capacity: capacityOf(edge) })),
    parts: line.parts.map((part) => withCapacity(part, capacityOf)),
  };
}

/** The source first, then the stations in their order. */
export function specsOf(line: Line): readonly StationSpec[] {
  return [line.source, ...line.stations];
}
