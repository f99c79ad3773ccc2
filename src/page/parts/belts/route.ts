/** The way of a belt: a smooth curve, along which a share of its length has a point. */

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A point on the way, and the direction in which the belt passes it. */
export interface Stop {
  readonly at: Point;
  readonly side: 'left' | 'right' | 'below' | 'above';
}

export interface Route {
  /** As the `d` of an SVG path. */
  readonly path: string;
  /** In pixels. */
  readonly length: number;
  /** @param share of the length, 0 to 1 */
  at(share: number): Point;
}

/** Into how many straight pieces a curve is cut to measure it. */
const PIECES = 24;
/** The least bend of a curve, in pixels: a belt that leads back leaves its station before it turns. */
const LEAST_BEND = 24;
/** How far a belt swings out where it turns round. */
const BACK_BEND = 48;

const OPPOSITE = { left: 'right', right: 'left', below: 'above', above: 'below' } as const;

/** @param stops pairs of the start and the end of a curve, one or more, each beginning near where the one before ends */
export function routeThrough(stops: readonly Stop[]): Route {
  const xs: number[] = [];
  const ys: number[] = [];
  const parts: string[] = [];
  stops.forEach((stop, i) => {
    const before = stops[i - 1];
    if (before === undefined) {
      parts.push(`M${text(stop.at)}`);
      return;
    }
    const [one, two] = controls(before, stop, i % 2 === 0);
    parts.push(`C${text(one)} ${text(two)} ${text(stop.at)}`);
    for (let piece = 0; piece <= PIECES; piece++) {
      const { x, y } = bezier(before.at, one, two, stop.at, piece / PIECES);
      xs.push(x);
      ys.push(y);
    }
  });
  const upTo = [0];
  for (let i = 1; i < xs.length; i++)
    upTo.push((upTo[i - 1] ?? 0) + Math.hypot((xs[i] ?? 0) - (xs[i - 1] ?? 0), (ys[i] ?? 0) - (ys[i - 1] ?? 0)));
  const length = upTo.at(-1) ?? 0;
  return { path: parts.join(' '), length, at: (share) => pointAt(xs, ys, upTo, share * length) };
}

/** Between two layers a curve bends halfway; along a layer, where a belt passes it, the way is straight. */
function controls(from: Stop, to: Stop, straight: boolean): readonly [Point, Point] {
  if (straight) return [from.at, to.at];
  const turns = OPPOSITE[from.side] === to.side;
  const isFlat = from.side === 'left' || from.side === 'right';
  const apart = isFlat ? Math.abs(to.at.x - from.at.x) : Math.abs(to.at.y - from.at.y);
  const bend = turns ? BACK_BEND : Math.max(LEAST_BEND, apart / 2);
  return [moved(from.at, from.side, bend), moved(to.at, turns ? from.side : to.side, turns ? bend : -bend)];
}

function moved({ x, y }: Point, side: Stop['side'], by: number): Point {
  switch (side) {
    case 'right':
      return { x: x + by, y };
    case 'left':
      return { x: x - by, y };
    case 'below':
      return { x, y: y + by };
    case 'above':
      return { x, y: y - by };
  }
}

function bezier(a: Point, b: Point, c: Point, d: Point, t: number): Point {
  const [s, u] = [1 - t, t];
  const [wa, wb, wc, wd] = [s * s * s, 3 * s * s * u, 3 * s * u * u, u * u * u];
  return { x: wa * a.x + wb * b.x + wc * c.x + wd * d.x, y: wa * a.y + wb * b.y + wc * c.y + wd * d.y };
}

function pointAt(xs: readonly number[], ys: readonly number[], upTo: readonly number[], wanted: number): Point {
  let [low, high] = [0, upTo.length - 1];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((upTo[middle] ?? 0) < wanted) low = middle + 1;
    else high = middle;
  }
  const before = Math.max(0, low - 1);
  const [from, to] = [upTo[before] ?? 0, upTo[low] ?? 0];
  const share = to === from ? 0 : Math.min(1, Math.max(0, (wanted - from) / (to - from)));
  const between = (values: readonly number[]): number =>
    (values[before] ?? 0) + share * ((values[low] ?? 0) - (values[before] ?? 0));
  return { x: between(xs), y: between(ys) };
}

function text({ x, y }: Point): string {
  return `${x.toFixed(1)},${y.toFixed(1)}`;
}
