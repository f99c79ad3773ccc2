/** A line: what an engine runs. It says nothing of cake. */
import type { Item } from './coroutine.ts';

/** A coroutine that is still to be started, as plain data, so that it can be started anywhere. */
export interface StationSpec {
  /** Unique in its line. */
  readonly name: string;
  /** The URL of the module that exports the generator function. */
  readonly module: string;
  readonly export: string;
  /** Plain data, handed to the generator function as it is. */
  readonly options: unknown;
  /** The number of the first piece of work: above 0 in a line that is part of a longer one. */
  readonly firstWorkIndex: number;
}

/** A channel from one station to the next. */
export interface Edge {
  readonly from: string;
  readonly to: string;
  /** Which of the items that `from` sends go this way. */
  readonly items: readonly Item[];
  /** The most items that wait in the channel, 1 to `MOST_CAPACITY`. */
  readonly capacity: number;
}

/** Plain data throughout. */
export interface Line {
  readonly source: StationSpec;
  /** Every station after all that feed it. */
  readonly stations: readonly StationSpec[];
  /** No two edges from one station carry the same item. An item that no edge carries leaves the line. */
  readonly edges: readonly Edge[];
  /** The name of each item. */
  readonly alphabet: readonly string[];
  /** The same work cut into lines that need nothing of each other; empty where it cannot be cut. */
  readonly parts: readonly Line[];
}
