/** A placement: which stations of a line share a thread. */
import { LineError } from '../../line/check.ts';
import { type Edge, type Line, specsOf } from '../../line/line.ts';
import { show } from '../../line/printable.ts';

/** For each thread the names of its stations and sources: one or more, in the order of the line. */
export type Placement = readonly (readonly string[])[];

/** Places the stations of any line. */
export interface PlacementFor {
  /** The most threads that it uses, 1 or more. */
  readonly threads: number;
  of(line: Line): Placement;
}

/** A thread for each source and station. */
export function apart(line: Pick<Line, 'sources' | 'stations'>): Placement {
  return specsOf(line).map(({ name }) => [name]);
}

/**
 * The placement of a line that a user has given. What it does not name gets a thread of its own.
 *
 * @param given the names of the stations that share a thread, for each thread
 * @throws LineError when it names what the line does not have, or a station twice
 */
export function completed(line: Pick<Line, 'sources' | 'stations'>, given: Placement): Placement {
  const names = specsOf(line).map(({ name }) => name);
  const placed = new Set<string>();
  for (const name of given.flat()) {
    if (!names.includes(name))
      fail(`expected a placement of its stations (${names.map((one) => show(one)).join(', ')}), found ${show(name)}`);
    if (placed.has(name)) fail(`expected a placement that names each station once, found ${show(name)} twice`);
    placed.add(name);
  }
  const alone = names.filter((name) => !placed.has(name)).map((name) => [name]);
  const inOrder = given.map((group) => names.filter((name) => group.includes(name)));
  return [...inOrder.filter((group) => group.length > 0), ...alone];
}

/**
 * Finds the thread of each station by its name: the place of the thread in the placement. The function that it returns throws an Error
 * for a station that is not placed.
 */
export function threadsIn(placement: Placement): (name: string) => number {
  const threads = new Map(placement.flatMap((group, thread) => group.map((name) => [name, thread] as const)));
  return (name) => {
    const thread = threads.get(name);
    if (thread === undefined) throw new Error(`expected a thread for station ${show(name)}, found none`);
    return thread;
  };
}

/** The edges between stations on different threads. */
export function crossingEdges({ edges }: Pick<Line, 'edges'>, placement: Placement): readonly Edge[] {
  const threadOf = threadsIn(placement);
  return edges.filter(({ from, to }) => threadOf(from) !== threadOf(to));
}

function fail(what: string): never {
  throw new LineError(`Cannot place this line: ${what}`);
}
