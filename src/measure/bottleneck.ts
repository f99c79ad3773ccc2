/** The bottleneck of a line: the station with the highest utilisation. */

/** Of several the first; undefined where there is no station. */
export function bottleneckOf<Station extends { readonly utilisation: number }>(
  stations: readonly Station[],
): Station | undefined {
  const most = Math.max(...stations.map(({ utilisation }) => utilisation));
  return stations.find(({ utilisation }) => utilisation === most);
}

/**
 * The most that a line gives in which the slowest station exists twice: sum of the times / largest.
 *
 * @param times of each station, in any unit, 0 or more
 * @returns a speedup, 1 or more; Infinity where no station takes any time
 */
export function limitWithSecond(times: readonly number[]): number {
  const [slowest = 0, next = 0] = times.toSorted((one, other) => other - one);
  const largest = Math.max(slowest / 2, next);
  return largest === 0 ? Number.POSITIVE_INFINITY : times.reduce((sum, time) => sum + time, 0) / largest;
}
