/** A line: what an engine runs. It is plain data throughout and knows nothing of cake. */
import type { Item } from './coroutine.ts';

/** A coroutine that has not been started: plain data, so that it can be started on any thread. */
export interface StationSpec {
  /** Unique in its line. */
  readonly name: string;
  /** The URL of the module that exports the generator function. */
  readonly module: string;
  readonly export: string;
  /** Plain data. The generator function gets it unchanged. */
  readonly options: unknown;
  /** The number of the first piece of work: above 0 in a line that is a part of a longer one. */
  readonly firstWorkIndex: number;
}

/** A channel from one station to the next. */
export interface Edge {
  readonly from: string;
  readonly to: string;
  /** Which of the items that `from` sends go over this edge. */
  readonly items: readonly Item[];
  /** The most items that wait in the channel, 1 to `MOST_CAPACITY`. */
  readonly capacity: number;
}

/** `checkLine` says what makes a line valid. */
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

/** The source first, then the stations in their order. */
export function specsOf(line: Line): readonly StationSpec[] {
  return [line.source, ...line.stations];
}
