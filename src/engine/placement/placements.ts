/** The placements of an engine: for each line that it runs. */
import { type Line, specsOf } from '../../line/line.ts';
import { completed, type Placement, type PlacementFor } from './placement.ts';
import { planPlacement } from './planner.ts';

/** What an item that crosses costs beside a station's share of the work, where neither is known. */
const CROSSING = 0.01;

/** Plans as if all stations had the same load: it says nothing of how fast that is. */
export function equalLoads(line: Line, threads: number): Placement {
  const specs = specsOf(line);
  const places = new Map(specs.map(({ name }, place) => [name, place]));
  const { groups } = planPlacement(
    {
      busyUs: specs.map(() => 1),
      edges: line.edges.map(({ from, to }) => ({
        from: places.get(from) ?? 0,
        to: places.get(to) ?? 0,
        items: 1,
        sendUs: CROSSING,
        takeUs: CROSSING,
        callUs: 0,
      })),
    },
    threads,
  );
  return groups.map((group) => group.map((place) => specs[place]?.name ?? ''));
}

/** Places each line as was said, and any other as if all its stations had the same load. */
export class Placements implements PlacementFor {
  readonly threads: number;
  readonly #placements = new WeakMap<Line, Placement>();
  readonly #onMain = new WeakSet<Line>();

  /** @param threads the most threads for each line, 1 or more */
  constructor(threads: number) {
    this.threads = threads;
  }

  /** On worker threads. */
  place(line: Line, placement: Placement): void {
    this.#onMain.delete(line);
    this.#placements.set(line, completed(line, placement));
  }

  /** All stations on the main thread: no worker runs them. */
  placeOnMain(line: Line): void {
    this.place(line, [specsOf(line).map(({ name }) => name)]);
    this.#onMain.add(line);
  }

  isOnMain(line: Line): boolean {
    return this.#onMain.has(line);
  }

  of(line: Line): Placement {
    const known = this.#placements.get(line);
    if (known !== undefined) return known;
    const placement = equalLoads(line, this.threads);
    this.#placements.set(line, placement);
    return placement;
  }
}
