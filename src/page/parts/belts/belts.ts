/** The belts of a line: drawn once for each size of the picture, with how much waits on each. */
import { depthAt } from '../../recording/moment.ts';
import { element, setText } from '../dom.ts';
import type { DrawnLink } from './drawn-line.ts';
import type { Point, Route } from './route.ts';

const SVG = 'http://www.w3.org/2000/svg';
/** How far beside a belt its figures stand, in pixels. */
const BESIDE = 19;
/** How exactly the place of the figures is found. */
const STEPS = 200;

export interface Belts {
  readonly root: SVGSVGElement;
  /** The figures of the belts. */
  readonly gauges: HTMLElement;
  /** @param gap how long a belt is that passes no layer, in pixels */
  place(routes: readonly Route[], width: number, height: number, gap: number): void;
  show(atNs: number): void;
}

export function belts(links: readonly DrawnLink[]): Belts {
  const root = document.createElementNS(SVG, 'svg');
  root.setAttribute('class', 'belt-lines');
  root.setAttribute('aria-hidden', 'true');
  const gauges = element('div', { class: 'gauges', 'aria-hidden': 'true' });
  const drawn = links.map(({ edge }) => {
    const isBelt = edge.capacity > 0;
    const lines = (isBelt ? ['belt-edge', 'belt-floor', 'belt-rungs'] : ['call']).map((name) => pathOf(name));
    root.append(...lines);
    return { edge, lines, gauge: isBelt ? gaugeOf(gauges) : null };
  });
  return {
    root,
    gauges,
    place(routes, width, height, gap) {
      root.setAttribute('viewBox', `0 0 ${width} ${height}`);
      root.setAttribute('width', String(width));
      root.setAttribute('height', String(height));
      drawn.forEach(({ lines, gauge }, i) => {
        const route = routes[i];
        if (route === undefined) return;
        for (const line of lines) line.setAttribute('d', route.path);
        gauge?.place(besideEnd(route, gap / 2));
      });
    },
    show(atNs) {
      for (const { edge, gauge } of drawn) gauge?.show(depthAt(edge, atNs), edge.capacity);
    },
  };
}

function pathOf(name: string): SVGPathElement {
  const path = document.createElementNS(SVG, 'path');
  path.setAttribute('class', name);
  return path;
}

interface Gauge {
  place(at: Point): void;
  show(waiting: number, capacity: number): void;
}

/** `12 / 48`, on a bar that is as full as the belt. */
function gaugeOf(gauges: HTMLElement): Gauge {
  const level = element('i', {});
  const figures = element('span', {});
  const root = element('div', { class: 'belt-gauge' }, level, figures);
  gauges.append(root);
  let shown = -1;
  return {
    place({ x, y }) {
      root.style.transform = `translate(${x.toFixed(1)}px, ${y.toFixed(1)}px) translate(-50%, -50%)`;
    },
    show(waiting, capacity) {
      if (waiting === shown) return;
      shown = waiting;
      setText(figures, `${waiting}/${capacity}`);
      level.style.transform = `scaleX(${Math.min(1, waiting / capacity).toFixed(3)})`;
      root.classList.toggle('full', waiting >= capacity);
    },
  };
}

/** A point beside the belt, half a gap before its end: above a belt that runs sideways, on the right of one that runs down. */
function besideEnd(route: Route, beforeEnd: number): Point {
  const end = route.at(1);
  const before = route.at(1 - Math.min(0.5, 4 / Math.max(1, route.length)));
  const runsDown = Math.abs(end.y - before.y) > Math.abs(end.x - before.x);
  const distance = (at: Point): number => (runsDown ? Math.abs(end.y - at.y) : Math.abs(end.x - at.x));
  let share = 1;
  while (share > 0 && distance(route.at(share)) < beforeEnd) share -= 1 / STEPS;
  const { x, y } = route.at(share);
  return runsDown ? { x: x + BESIDE * 1.8, y } : { x, y: y - BESIDE };
}
