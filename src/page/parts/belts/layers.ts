/** The layers of a line: every station is in a later layer than those that feed it. A belt that skips layers has a place in each. */

export interface Link {
  readonly from: number;
  readonly to: number;
}

/** A place in a layer: a station's, or the one that a belt keeps free on its way past. */
export type Place =
  | { readonly kind: 'station'; readonly station: number }
  | { readonly kind: 'passing'; readonly link: number };

export interface Layers {
  /** Each layer's places, in order. */
  readonly layers: readonly (readonly Place[])[];
  /** For each link, whether it leads back to an earlier layer, or to its own. */
  readonly isBack: readonly boolean[];
}

/** How often the order of the places is improved: more changes nothing in lines of a dozen stations. */
const SWEEPS = 4;

/**
 * Sugiyama's method, with its simplest steps: longest paths, and barycentres against crossings.
 *
 * @param count how many stations there are: they are numbered from 0
 */
export function layersOf(count: number, links: readonly Link[]): Layers {
  const isBack = backLinks(count, links);
  const forward = links.filter((_, i) => isBack[i] === false);
  const layerOf = longestPaths(count, forward);
  const layers: Place[][] = Array.from({ length: Math.max(0, ...layerOf) + 1 }, () => []);
  for (let station = 0; station < count; station++) layers[layerOf[station] ?? 0]?.push({ kind: 'station', station });
  links.forEach(({ from, to }, link) => {
    if (isBack[link] === true) return;
    for (let layer = (layerOf[from] ?? 0) + 1; layer < (layerOf[to] ?? 0); layer++)
      layers[layer]?.push({ kind: 'passing', link });
  });
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const down = sweep % 2 === 0;
    for (let i = 1; i < layers.length; i++) {
      const at = down ? i : layers.length - 1 - i;
      const [layer, beside] = [layers[at], layers[down ? at - 1 : at + 1]];
      if (layer !== undefined && beside !== undefined) sortByNeighbours(layer, beside, links, isBack);
    }
  }
  return { layers, isBack };
}

/** The links that close a cycle, found by a search in depth. */
function backLinks(count: number, links: readonly Link[]): boolean[] {
  const isBack = links.map(() => false);
  const state: ('new' | 'open' | 'done')[] = Array.from({ length: count }, () => 'new');
  const visit = (station: number): void => {
    state[station] = 'open';
    links.forEach(({ from, to }, i) => {
      if (from !== station) return;
      if (state[to] === 'open') isBack[i] = true;
      else if (state[to] === 'new') visit(to);
    });
    state[station] = 'done';
  };
  // Sources first: a search that begins inside a cycle would call another of its links the one that leads back.
  const fed = new Set(links.map(({ to }) => to));
  for (let station = 0; station < count; station++) if (!fed.has(station) && state[station] === 'new') visit(station);
  for (let station = 0; station < count; station++) if (state[station] === 'new') visit(station);
  return isBack;
}

function longestPaths(count: number, forward: readonly Link[]): number[] {
  const layerOf = Array.from({ length: count }, () => 0);
  // A path has fewer links than there are stations.
  for (let round = 0; round < count; round++)
    for (const { from, to } of forward) layerOf[to] = Math.max(layerOf[to] ?? 0, (layerOf[from] ?? 0) + 1);
  return layerOf;
}

/** Sorts the places of a layer by the middle of their neighbours in the layer beside it. */
function sortByNeighbours(
  layer: Place[],
  beside: readonly Place[],
  links: readonly Link[],
  isBack: readonly boolean[],
) {
  const middles = new Map(
    layer.map((place, i) => {
      const near = beside.flatMap((other, at) => (areLinked(place, other, links, isBack) ? [at] : []));
      const middle = near.reduce((sum, at) => sum + at, 0) / near.length;
      // A place without a neighbour stays where it is, as a share of the layer.
      return [place, near.length === 0 ? (i / layer.length) * beside.length : middle];
    }),
  );
  layer.sort((one, other) => (middles.get(one) ?? 0) - (middles.get(other) ?? 0));
}

function areLinked(one: Place, other: Place, links: readonly Link[], isBack: readonly boolean[]): boolean {
  return links.some((link, i) => isBack[i] === false && touches(one, link, i) && touches(other, link, i));
}

function touches(place: Place, { from, to }: Link, link: number): boolean {
  return place.kind === 'passing' ? place.link === link : place.station === from || place.station === to;
}
