/** What a belt view draws of a recorded run: its stations, the belts between them, and the place where the products arrive. */
import type { Arrows, IndexedTrace } from '../../recording/indexed-trace.ts';
import type { Link } from './layers.ts';

/** A belt, or the way of a call. The last station of a link may be the place of the products: see `DrawnLine.end`. */
export interface DrawnLink extends Link {
  readonly edge: Arrows;
}

export interface DrawnLine {
  /** The lanes that are drawn. Links count stations by their place in this list. */
  readonly lanes: readonly number[];
  readonly links: readonly DrawnLink[];
  /** The number of the place where products arrive: one more than the last station. */
  readonly end: number;
  /** How many workers of a pool are not drawn, because they do the same as the others. */
  readonly hiddenWorkers: number;
}

/** More stations are too small to be seen. Of a pool, as many whole workers are drawn as fit. */
const MOST_STATIONS = 12;

export function drawnLineOf(indexed: IndexedTrace): DrawnLine {
  const drawn = drawnThreads(indexed);
  const lanes = indexed.lanes.flatMap(({ copy }, i) =>
    drawn === null || copy === null || drawn.includes(copy.thread) ? [i] : [],
  );
  const placeOf = new Map(lanes.map((lane, place) => [lane, place]));
  const end = lanes.length;
  const between = indexed.arrows.flatMap((edge): DrawnLink[] => {
    const [from, to] = [placeOf.get(edge.from), placeOf.get(edge.to)];
    return from === undefined || to === undefined ? [] : [{ from, to, edge }];
  });
  const leaving = lanes.flatMap((lane, from): DrawnLink[] => {
    const feedsOthers = between.some((link) => link.from === from);
    const { cakesNs = [], makes = null } = indexed.lanes[lane] ?? {};
    if (feedsOthers && cakesNs.length === 0) return [];
    const times = Float64Array.from(cakesNs);
    const items = new Uint16Array(times.length).fill(makes ?? 0);
    const edge = { from: lane, to: -1, sentNs: times, receivedNs: times, items, capacity: 0, changedNs: [], depth: [] };
    return [{ from, to: end, edge }];
  });
  const threads = new Set(indexed.lanes.map(({ copy }) => copy?.thread ?? 0));
  return {
    lanes,
    links: [...between, ...leaving],
    end,
    hiddenWorkers: drawn === null ? 0 : threads.size - drawn.length,
  };
}

/** The threads whose copies of the line are drawn; null where the line is not copied. */
function drawnThreads({ lanes }: IndexedTrace): number[] | null {
  const copies = new Map<number, number>();
  for (const { copy } of lanes) if (copy !== null) copies.set(copy.thread, (copies.get(copy.thread) ?? 0) + 1);
  const names = new Set(lanes.map(({ station, copy }) => copy?.of ?? station));
  // Stations that share threads have each its own name: they are one line.
  if (copies.size === 0 || names.size === lanes.length) return null;
  const perThread = Math.max(...copies.values());
  return [...copies.keys()].slice(0, Math.max(1, Math.floor(MOST_STATIONS / perThread)));
}
