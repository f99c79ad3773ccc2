/** The stations as the user wrote them: each with all its copies. */
import { type Line, specsOf } from '../line/line.ts';
import type { Share } from '../measure/advice.ts';
import type { WholeStation } from '../measure/bottleneck.ts';
import type { StationCost } from '../measure/station-cost.ts';

export interface CostedStation extends WholeStation {
  /** What the user calls it. */
  readonly name: string;
  readonly kind: StationCost['kind'];
  /** What one thread needed for each copy, in milliseconds. */
  readonly times: readonly number[];
}

/** In the order of the line. */
export function wholeStations(
  line: Pick<Line, 'sources' | 'stations'>,
  costs: readonly StationCost[],
): CostedStation[] {
  return stationsOf(line).flatMap(({ name, copies }) => {
    const own = costs.filter((cost) => copies.includes(cost.name));
    const [first] = own;
    return first === undefined ? [] : [{ name, kind: first.kind, times: own.map(({ selfMs }) => selfMs) }];
  });
}

/** What each coroutine takes, and how many copies its station has. */
export function sharesOf(line: Pick<Line, 'sources' | 'stations'>, costs: readonly StationCost[]): Share[] {
  const stations = stationsOf(line);
  const copiesOf = (name: string): number => stations.find(({ copies }) => copies.includes(name))?.copies.length ?? 1;
  return costs.map(({ name, selfMs }) => ({ name, selfMs, copies: copiesOf(name) }));
}

interface Named {
  readonly name: string;
  /** The names of its copies, or its own. */
  readonly copies: readonly string[];
}

function stationsOf(line: Pick<Line, 'sources' | 'stations'>): readonly Named[] {
  // A station may have the name that another one has without the numbers of its copies: their places differ.
  const byPlace = new Map<number | string, Named>();
  for (const { name, place = name, copy } of specsOf(line))
    byPlace.set(place, { name: copy?.of ?? name, copies: [...(byPlace.get(place)?.copies ?? []), name] });
  return [...byPlace.values()];
}
