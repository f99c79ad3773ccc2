/** The bottleneck of a line: the station with the highest utilisation, and what another copy of it would allow. */

/** Of several the first; undefined where there is no station. */
export function bottleneckOf<Station extends { readonly utilisation: number }>(
  stations: readonly Station[],
): Station | undefined {
  const most = Math.max(...stations.map(({ utilisation }) => utilisation));
  return stations.find(({ utilisation }) => utilisation === most);
}

/** A station with all its copies. Times are in any unit, 0 or more. */
export interface WholeStation {
  /** The time of each copy: one or more. */
  readonly times: readonly number[];
}

/** A line is no faster than this lets it be: the station whose slowest copy takes the most; undefined where there is none. */
export function slowestOf<Station extends WholeStation>(stations: readonly Station[]): Station | undefined {
  const most = Math.max(...stations.map(slowestCopy));
  return stations.find((station) => slowestCopy(station) === most);
}

/**
 * The most that a line gives in which the slowest station exists once more: sum of the times / largest. All its copies take equally long
 * then.
 *
 * @returns a speedup, 1 or more; Infinity where no station takes any time
 */
export function limitWithAnother(stations: readonly WholeStation[]): number {
  const slowest = slowestOf(stations);
  const others = stations.filter((station) => station !== slowest).map(slowestCopy);
  const shared = slowest === undefined ? 0 : sumOf(slowest.times) / (slowest.times.length + 1);
  const largest = Math.max(shared, ...others);
  return largest === 0 ? Number.POSITIVE_INFINITY : sumOf(stations.flatMap(({ times }) => times)) / largest;
}

/**
 * The most that a line without copies gives in which the slowest station exists twice.
 *
 * @param times of each station, in any unit, 0 or more
 * @returns a speedup, 1 or more; Infinity where no station takes any time
 */
export function limitWithSecond(times: readonly number[]): number {
  return limitWithAnother(times.map((time) => ({ times: [time] })));
}

function slowestCopy({ times }: WholeStation): number {
  return Math.max(...times);
}

function sumOf(times: readonly number[]): number {
  return times.reduce((sum, time) => sum + time, 0);
}
