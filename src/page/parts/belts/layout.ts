/** The layout of a line: where its stations stand, and which way its belts take. In pixels, from the top left corner. */
import { type Layers, type Link, layersOf, type Place } from './layers.ts';
import { type Point, type Route, routeThrough, type Stop } from './route.ts';

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Layout {
  readonly width: number;
  readonly height: number;
  /** One for each station. */
  readonly boxes: readonly Box[];
  /** One for each link. */
  readonly routes: readonly Route[];
}

export interface Room {
  /** How wide the picture may be. It is wider only where a layer has more stations than fit side by side. */
  readonly width: number;
  readonly boxHeight: number;
  /** The widest and the narrowest box. */
  readonly boxWidth: number;
  readonly leastBoxWidth: number;
  /** Between two layers: the length of a belt. */
  readonly gap: number;
}

/** Between two places of a layer. */
const BETWEEN = 26;
/** What a belt takes that passes a layer. */
const PASSING = 30;
/** What a belt takes that leads back, around the others. */
const BACK = 46;
/** Below this width the line runs downwards: a phone. */
const DOWN_BELOW = 640;

/**
 * Layers stand side by side, from left to right. If they do not fit the line turns round, and its next row runs from right to left. On
 * a phone it runs downwards.
 */
export function layoutOf(count: number, links: readonly Link[], room: Room): Layout {
  const layered = layersOf(count, links);
  return room.width < DOWN_BELOW ? downwards(count, links, layered, room) : sideways(count, links, layered, room);
}

function sideways(count: number, links: readonly Link[], { layers, isBack }: Layers, room: Room): Layout {
  const { width, boxHeight, gap, leastBoxWidth } = room;
  const most = Math.max(1, Math.floor((width + gap) / (leastBoxWidth + gap)));
  const rows = Math.ceil(layers.length / most);
  const perRow = Math.ceil(layers.length / rows);
  const boxWidth = Math.min(room.boxWidth, (width - (perRow - 1) * gap) / perRow);
  const stride = perRow === 1 ? 0 : (width - boxWidth) / (perRow - 1);
  const sizeOf = ({ kind }: Place): number => (kind === 'station' ? boxHeight : PASSING);
  const tall = layers.map((layer) => sizeOfAll(layer, sizeOf));
  const places = new Map<string, Box>();
  let top = 0;
  for (let row = 0; row < rows; row++) {
    const first = row * perRow;
    const height = Math.max(...tall.slice(first, first + perRow));
    for (let i = first; i < Math.min(layers.length, first + perRow); i++) {
      const column = row % 2 === 0 ? i - first : perRow - 1 - (i - first);
      let y = top + (height - (tall[i] ?? 0)) / 2;
      for (const place of layers[i] ?? []) {
        places.set(keyOf(place, i), { x: column * stride, y, width: boxWidth, height: sizeOf(place) });
        y += sizeOf(place) + BETWEEN;
      }
    }
    top += height + gap;
  }
  const bottom = top - gap;
  const rowOf = (layer: number): number => Math.floor(layer / perRow);
  const routes = linked(
    links,
    { layers, isBack },
    places,
    (from, to) => {
      if (rowOf(from) !== rowOf(to)) return 'below';
      return rowOf(from) % 2 === 0 ? 'right' : 'left';
    },
    { lane: bottom + BACK / 2, isBelow: true, gap },
  );
  return { width, height: bottom + (isBack.includes(true) ? BACK : 0), boxes: boxesOf(count, layers, places), routes };
}

function downwards(count: number, links: readonly Link[], { layers, isBack }: Layers, room: Room): Layout {
  const back = isBack.includes(true) ? BACK : 0;
  const free = room.width - back;
  const sizes = layers.map((layer) => {
    const stations = layer.filter(({ kind }) => kind === 'station').length;
    const rest = free - (layer.length - stations) * PASSING - (layer.length - 1) * (BETWEEN / 2);
    return Math.max(room.leastBoxWidth * 0.75, Math.min(room.boxWidth, rest / Math.max(1, stations)));
  });
  const places = new Map<string, Box>();
  let [y, widest] = [0, free];
  layers.forEach((layer, i) => {
    const sizeOf = ({ kind }: Place): number => (kind === 'station' ? (sizes[i] ?? 0) : PASSING);
    const wide = sizeOfAll(layer, sizeOf, BETWEEN / 2);
    widest = Math.max(widest, wide);
    let x = Math.max(0, (free - wide) / 2);
    for (const place of layer) {
      places.set(keyOf(place, i), { x, y, width: sizeOf(place), height: room.boxHeight });
      x += sizeOf(place) + BETWEEN / 2;
    }
    y += room.boxHeight + room.gap;
  });
  const routes = linked(links, { layers, isBack }, places, () => 'below', { lane: 0, isBelow: false, gap: room.gap });
  return { width: widest + back, height: y - room.gap, boxes: boxesOf(count, layers, places), routes };
}

function sizeOfAll(layer: readonly Place[], sizeOf: (place: Place) => number, between = BETWEEN): number {
  return layer.reduce((sum, place) => sum + sizeOf(place), (layer.length - 1) * between);
}

/** Makes the key of a place: a belt passes several layers. */
function keyOf(place: Place, layer: number): string {
  return place.kind === 'station' ? `station ${place.station}` : `link ${place.link} in ${layer}`;
}

function boxesOf(count: number, layers: Layers['layers'], places: ReadonlyMap<string, Box>): Box[] {
  const found = Array.from({ length: count }, (): Box => ({ x: 0, y: 0, width: 0, height: 0 }));
  layers.forEach((layer, i) => {
    for (const place of layer) {
      const box = places.get(keyOf(place, i));
      if (place.kind === 'station' && box !== undefined) found[place.station] = box;
    }
  });
  return found;
}

type Side = 'left' | 'right' | 'below';

/** Where the belts are that lead back. */
interface BackLane {
  readonly lane: number;
  readonly isBelow: boolean;
  readonly gap: number;
}

function linked(
  links: readonly Link[],
  { layers, isBack }: Layers,
  places: ReadonlyMap<string, Box>,
  towards: (fromLayer: number, toLayer: number) => Side,
  back: BackLane,
): Route[] {
  const layerOf = new Map(
    layers.flatMap((layer, i) => layer.flatMap((place) => (place.kind === 'station' ? [[place.station, i]] : []))),
  );
  const boxAt = (station: number): Box => places.get(`station ${station}`) ?? { x: 0, y: 0, width: 0, height: 0 };
  /** Which share of a side a belt takes, so that several of one station do not start or end in the same point. */
  const shareOf = (link: number, end: 'from' | 'to'): number => {
    const [own] = [links[link]?.[end]];
    const other = end === 'from' ? 'to' : 'from';
    const middle = (i: number): number => {
      const next = nextPlace(links, i, other, layerOf, places) ?? boxAt(links[i]?.[other] ?? 0);
      return next.y + next.height / 2 + (next.x + next.width / 2) / 10_000;
    };
    const all = links
      .flatMap((one, i) => (one[end] === own && isBack[i] === isBack[link] ? [i] : []))
      .sort((one, two) => middle(one) - middle(two));
    return (all.indexOf(link) + 1) / (all.length + 1);
  };
  return links.map(({ from, to }, link) => {
    const [first, last] = [layerOf.get(from) ?? 0, layerOf.get(to) ?? 0];
    const [start, end] = [boxAt(from), boxAt(to)];
    if (isBack[link] === true) return backRoute(start, end, back);
    const stops: Stop[] = [];
    for (let layer = first; layer < last; layer++) {
      const side = towards(layer, layer + 1);
      const here = places.get(`link ${link} in ${layer}`) ?? start;
      const next = places.get(`link ${link} in ${layer + 1}`) ?? end;
      stops.push({ at: onSide(here, side, here === start ? shareOf(link, 'from') : 0.5), side });
      stops.push({ at: onSide(next, opposite(side), next === end ? shareOf(link, 'to') : 0.5), side });
    }
    return routeThrough(stops);
  });
}

/** The place beside a station on the way of a link, where it passes a layer. */
function nextPlace(
  links: readonly Link[],
  link: number,
  end: 'from' | 'to',
  layerOf: ReadonlyMap<number, number>,
  places: ReadonlyMap<string, Box>,
): Box | undefined {
  const one = links[link];
  if (one === undefined) return undefined;
  const layer = end === 'to' ? (layerOf.get(one.from) ?? 0) + 1 : (layerOf.get(one.to) ?? 0) - 1;
  return places.get(`link ${link} in ${layer}`);
}

function opposite(side: Side): Side | 'above' {
  return side === 'right' ? 'left' : side === 'left' ? 'right' : 'above';
}

function onSide({ x, y, width, height }: Box, side: Side | 'above', share: number): Point {
  switch (side) {
    case 'right':
      return { x: x + width, y: y + height * share };
    case 'left':
      return { x, y: y + height * share };
    case 'below':
      return { x: x + width * share, y: y + height };
    case 'above':
      return { x: x + width * share, y };
  }
}

/** Around the others: below all of them, or on their right where the line runs downwards. */
function backRoute(start: Box, end: Box, { lane, isBelow, gap }: BackLane): Route {
  if (!isBelow) {
    const stops = [start, end].map((box, i) => onSide(box, 'right', i === 0 ? 0.7 : 0.3));
    return routeThrough(stops.map((at, i) => ({ at, side: i === 0 ? 'right' : 'left' })));
  }
  const aside = gap * 0.3;
  return routeThrough([
    { at: onSide(start, 'right', 0.85), side: 'right' },
    { at: { x: start.x + start.width + aside, y: lane }, side: 'left' },
    { at: { x: end.x - aside, y: lane }, side: 'left' },
    { at: onSide(end, 'left', 0.85), side: 'right' },
  ]);
}
