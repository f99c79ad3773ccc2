/** The belt view: stations as boxes, and what moves along the belts between them, at any moment of a recorded run. */
import type { IndexedTrace } from '../../recording/indexed-trace.ts';
import { momentOf } from '../../recording/moment.ts';
import type { DrawnRecipe } from '../../recording/recorded.ts';
import { callStacksOf } from '../../recording/stack.ts';
import { type Belt, beltOf } from '../../recording/travel.ts';
import { element } from '../dom.ts';
import { colourOf } from '../palette.ts';
import { belts } from './belts.ts';
import { carriedItems } from './carried-items.ts';
import { drawnLineOf } from './drawn-line.ts';
import { layersOf } from './layers.ts';
import { layoutOf } from './layout.ts';
import { lookOf } from './look.ts';
import { productBox } from './product-box.ts';
import type { Route } from './route.ts';
import { sayer } from './sayer.ts';
import { stackPanel } from './stack-panel.ts';
import { stationBox } from './station-box.ts';
import { lineWords, stateOfStation } from './words.ts';

export interface BeltView {
  readonly root: HTMLElement;
  /**
   * Shows the moment, in nanoseconds since the start of the run.
   *
   * @param isPlaying whether another one follows at once: then it is not read out
   */
  show(atNs: number, isPlaying: boolean): void;
  /** @param slowness how many times slower than the run it is played: items travel as fast on the screen in every run */
  setSlowness(slowness: number): void;
  /** Call it before the view is removed from the page. */
  stop(): void;
}

/** How long an item is on its way along a belt, in seconds of the viewer. */
const TRAVEL_S = 0.7;
/** The last part of a belt, on which an item that was taken fades into its station. */
const FADE = 0.06;
/** Of an item, as a multiple of the font size. */
const ITEM_EM = 1.5;
/** Left and right of the line, in pixels: the frame of a box is not cut off. */
const EDGE = 4;
/** Items of different belts have different keys. */
const KEYS = 2 ** 24;

/** @param total how many products the whole run makes */
export function beltView(indexed: IndexedTrace, drawnRecipe: DrawnRecipe, total: number): BeltView {
  const line = drawnLineOf(indexed);
  const isCalls = indexed.engine === 'cooperative';
  const stacks = isCalls ? callStacksOf(indexed) : null;
  const stack = isCalls
    ? stackPanel(
        indexed,
        drawnRecipe,
        layersOf(
          line.lanes.length,
          line.links.filter(({ to }) => to < line.end),
        ).layers.length,
      )
    : null;
  const boxes = line.lanes.flatMap((lane) => {
    const known = indexed.lanes[lane];
    return known === undefined ? [] : [{ lane, known, box: stationBox(known, drawnRecipe) }];
  });
  const end = productBox(drawnRecipe, total);
  const drawnBelts = belts(line.links);
  const items = carriedItems();
  const said = sayer();
  const stage = element(
    'div',
    { class: 'belt-stage' },
    drawnBelts.root,
    items.root,
    ...boxes.map(({ box }) => box.root),
    end.root,
    drawnBelts.gauges,
  );
  const root = element(
    'div',
    { class: 'belt-view', role: 'group', 'aria-label': `The line, ${indexed.engine}`, 'data-belts': indexed.engine },
    element('div', { class: 'belt-scroll' }, stage),
    stack?.root ?? null,
    line.hiddenWorkers === 0
      ? null
      : element(
          'p',
          { class: 'note' },
          `${line.hiddenWorkers} more workers do the same with other parts of the order.`,
        ),
    said.root,
  );
  root.style.setProperty('--engine', colourOf(indexed.engine));

  let routes: readonly Route[] = [];
  let moving: readonly Belt[] = [];
  let slowness = 1;
  let atNs = 0;
  let wasPlaying = false;
  const still = matchMedia('(prefers-reduced-motion: reduce)');
  const setPace = (): void => {
    const emPx = Number.parseFloat(getComputedStyle(stage).fontSize);
    moving = line.links.map(({ edge }, i) =>
      beltOf(edge, {
        travelNs: still.matches ? 0 : (TRAVEL_S * 1e9) / slowness,
        spacing: Math.min(1, (ITEM_EM * emPx) / Math.max(1, routes[i]?.length ?? 1)),
      }),
    );
  };
  const place = (): void => {
    const width = (stage.parentElement?.clientWidth ?? 0) - 2 * EDGE;
    if (width <= 0) return;
    const em = Number.parseFloat(getComputedStyle(stage).fontSize);
    const gap = width < 640 ? 3.4 * em : Math.max(4.4 * em, 0.07 * width);
    const laidOut = layoutOf(line.end + 1, line.links, {
      width,
      boxHeight: 6.5 * em,
      boxWidth: 12.5 * em,
      leastBoxWidth: 8.4 * em,
      gap,
    });
    stage.style.width = `${laidOut.width}px`;
    stage.style.height = `${laidOut.height}px`;
    boxes.forEach(({ box }, i) => {
      const at = laidOut.boxes[i];
      if (at !== undefined) box.place(at);
    });
    const last = laidOut.boxes[line.end];
    if (last !== undefined) end.place(last);
    routes = laidOut.routes;
    drawnBelts.place(routes, laidOut.width, laidOut.height, gap);
    setPace();
    show(atNs, wasPlaying);
  };
  const showItems = (): void => {
    items.begin();
    moving.forEach((belt, link) => {
      const route = routes[link];
      if (route === undefined) return;
      for (const { index, item, share } of belt.at(atNs)) {
        const { x, y } = route.at(share);
        const fade = line.links[link]?.edge.capacity === 0 ? Math.min(1, (1 - share) / FADE, share / FADE) : 1;
        items.put(link * KEYS + index, lookOf(item, drawnRecipe), x, y, fade);
      }
    });
    items.end();
  };
  function show(ns: number, isPlaying: boolean): void {
    atNs = ns;
    wasPlaying = isPlaying;
    const moment = momentOf(indexed, ns);
    const frames = stacks?.at(ns) ?? null;
    const states = boxes.map(({ lane, known, box }) => {
      const own = moment.lanes[lane];
      const state = stateOfStation(known, lane, own ?? NO_MOMENT, frames, indexed.dropped === 0, ns);
      box.show(own ?? NO_MOMENT, state, ns);
      return state;
    });
    end.show(moment.cakes);
    drawnBelts.show(ns);
    stack?.show(frames ?? []);
    showItems();
    root.dataset.at = String(Math.round(ns));
    if (!isPlaying) said.say(() => lineWords(indexed, line.lanes, moment, states, drawnRecipe.product, total, ns));
  }
  const resized = new ResizeObserver(place);
  resized.observe(root);
  still.addEventListener('change', place);
  return {
    root,
    show,
    setSlowness(wanted) {
      slowness = wanted;
      setPace();
    },
    stop() {
      resized.disconnect();
      still.removeEventListener('change', place);
      said.stop();
    },
  };
}

const NO_MOMENT = { state: null, storage: [], waiting: 0 } as const;
