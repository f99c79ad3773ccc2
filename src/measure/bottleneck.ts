/** The bottleneck of a line: the station with the highest utilisation. */

/** Of several the first; undefined where there is no station. */
export function bottleneckOf<Station extends { readonly utilisation: number }>(
  stations: readonly Station[],
): Station | undefined {
  const most = Math.max(...stations.map(({ utilisation }) => utilisation));
  return stations.find(({ utilisation }) => utilisation === most);
}
