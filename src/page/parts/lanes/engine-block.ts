/** One engine's lanes: a head, a row for each station, and one canvas over all rows. */

import type { IndexedTrace } from '../../recording/indexed-trace.ts';
import type { Moment } from '../../recording/moment.ts';
import type { DrawnRecipe } from '../../recording/recorded.ts';
import { element } from '../dom.ts';
import type { Paints } from '../palette.ts';
import { drawLanes, type Scene, type Slot } from './draw-lanes.ts';
import { drawFocus, drawPlayhead, drawVeil } from './draw-marks.ts';
import { engineHead } from './engine-head.ts';
import { laneRow } from './lane-row.ts';
import { type Fills, fillsFor } from './patterns.ts';
import type { View } from './view.ts';

export interface EngineBlock {
  readonly root: HTMLElement;
  readonly canvas: HTMLCanvasElement;
  /** The lane at a height of the canvas, or -1. */
  laneAt(y: number): number;
  /** Call it after the size of the page or the colour scheme has changed. */
  measure(paints: Paints): void;
  draw(view: View, traceIndex: number): void;
  /** Shows the state of the run at a moment in the head and beside the lanes. */
  show(moment: Moment, view: View): void;
}

/**
 * @param total how many products the whole run makes
 * @param cost the recorded run's time divided by the time of a run that is not recorded; null where that was not measured
 */
export function engineBlock(
  indexed: IndexedTrace,
  drawnRecipe: DrawnRecipe,
  total: number,
  cost: number | null,
): EngineBlock {
  const symbolOf = (ingredient: number): string => drawnRecipe.ingredients[ingredient]?.symbol ?? '?';
  const head = engineHead(
    indexed,
    total,
    drawnRecipe.product,
    symbolOf(drawnRecipe.stations.at(-1)?.makes ?? -1),
    cost,
  );
  const rows = indexed.lanes.map((lane) => laneRow(lane, indexed, symbolOf));
  const canvas = element('canvas', { 'aria-hidden': 'true' });
  const board = element('div', { class: 'board' }, ...rows.map((row) => row.root), canvas);
  const root = element(
    'div',
    {
      class: 'engine',
      'data-engine': indexed.engine,
      'data-lanes': indexed.lanes.length,
      'data-arrows': indexed.arrowCount,
    },
    head.root,
    board,
  );
  let canvasScene: CanvasScene | null = null;

  return {
    root,
    canvas,
    laneAt: (y) => (canvasScene?.slots ?? []).findIndex(({ top, height }) => y >= top && y < top + height),
    measure(paints) {
      canvasScene = measured(
        canvas,
        board,
        rows.map(({ slot }) => slot),
        indexed.engine,
        paints,
      );
    },
    draw(view, traceIndex) {
      if (canvasScene === null) return;
      const scene: Scene = { ...canvasScene, window: view.window };
      const drawn = drawLanes(indexed, scene, view.arrows);
      root.dataset.drawnSpans = String(drawn.spans);
      root.dataset.drawnArrows = String(drawn.arrows);
      drawFocus(indexed, scene, view, traceIndex);
      if (view.atNs < indexed.endNs) drawVeil(scene, view.atNs, view.seenNs);
      drawPlayhead(scene, view.atNs);
    },
    show(moment, { atNs, seenNs }) {
      root.dataset.done = String(atNs >= indexed.endNs);
      root.dataset.cakesNow = String(moment.cakes);
      head.show(moment.cakes, seenNs >= indexed.endNs);
      moment.lanes.forEach((lane, i) => {
        rows[i]?.show(lane);
      });
    },
  };
}

/** All of a scene but the window of time, which moves more often. */
type CanvasScene = Omit<Scene, 'window'>;

/** Fits the canvas to the rows. Null while the page has no room for it. */
function measured(
  canvas: HTMLCanvasElement,
  board: HTMLElement,
  elements: readonly HTMLElement[],
  engine: string,
  paints: Paints,
): CanvasScene | null {
  const context = canvas.getContext('2d');
  const width = elements[0]?.clientWidth ?? 0;
  if (context === null || width <= 0) return null;
  const scale = devicePixelRatio;
  const height = board.clientHeight;
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  context.setTransform(scale, 0, 0, scale, 0, 0);
  const slots = elements.map((slot): Slot => ({ top: slot.offsetTop, height: slot.clientHeight }));
  const fills: Fills = fillsFor(context, engine, paints, scale);
  return { context, width, height, slots, paints, fills };
}
