/** Draws an engine's lanes on a canvas: only what is on screen, and no detail narrower than a pixel. */

import { SPAN_STATES, type SpanState } from '../../../trace/spans.ts';
import type { Arrows, IndexedTrace, Lane } from '../../recording/indexed-trace.ts';
import { countBelow, countUpTo } from '../../recording/search.ts';
import type { Window } from '../../recording/window.ts';
import type { Paints } from '../palette.ts';
import { type Fills, HEIGHT_OF } from './patterns.ts';

/** Where each lane is on the canvas. */
export interface Slot {
  readonly top: number;
  readonly height: number;
}

export interface Scene {
  readonly context: CanvasRenderingContext2D;
  readonly width: number;
  readonly height: number;
  readonly slots: readonly Slot[];
  readonly window: Window;
  readonly paints: Paints;
  readonly fills: Fills;
}

/** How many shapes were drawn: few, however many events there are. */
export interface Drawn {
  readonly spans: number;
  readonly arrows: number;
}

/** The least distance between two drawn cakes in pixels: closer ones would hide each other. */
const CAKE_ROOM = 16;
/** For each state, the share of each pixel column that narrow spans fill. Kept between calls. */
const SHARES = [0, 1, 2, 3].map(() => new Float64Array(0));

export function drawLanes(indexed: IndexedTrace, scene: Scene, arrows: 'all' | 'made' | 'none'): Drawn {
  const { context, width, height, slots, window, paints } = scene;
  context.clearRect(0, 0, width, height);
  context.fillStyle = paints.panel;
  for (const { top, height: tall } of slots) context.fillRect(0, top, width, tall);
  let spans = 0;
  indexed.lanes.forEach((lane, i) => {
    const slot = slots[i];
    if (slot !== undefined) spans += drawSpans(lane, slot, scene);
  });
  const x = scaleOf(window, width);
  context.strokeStyle = paints.faint;
  context.lineWidth = 2;
  context.setLineDash([6, 5]);
  line(context, x(indexed.endNs), 0, x(indexed.endNs), height);
  context.setLineDash([]);
  const source = indexed.lanes.findIndex(({ makes }) => makes === null);
  let drawn = 0;
  for (const edge of indexed.arrows) {
    const delivered = edge.from === source || indexed.lanes[edge.from]?.makes === null;
    if (arrows === 'none' || (arrows === 'made' && delivered)) continue;
    context.globalAlpha = delivered ? 0.22 : 0.75;
    context.lineWidth = delivered ? 1 : 1.6;
    drawn += drawArrows(edge, scene, delivered ? 0 : 5);
  }
  context.globalAlpha = 1;
  indexed.lanes.forEach((lane, i) => {
    const slot = slots[i];
    if (slot !== undefined) drawCakes(lane, slot, scene);
  });
  return { spans, arrows: drawn };
}

export function scaleOf({ fromNs, toNs }: Window, width: number): (ns: number) => number {
  const perNs = width / (toNs - fromNs);
  return (ns) => (ns - fromNs) * perNs;
}

/** Spans of a pixel or more are drawn one by one. Narrower ones are added up for each pixel column of the lane. */
function drawSpans(lane: Lane, slot: Slot, { context, width, window, fills }: Scene): number {
  const { beganNs, endedNs, state } = lane.spans;
  const x = scaleOf(window, width);
  const first = Math.max(0, countUpTo(beganNs, window.fromNs) - 1);
  const end = countUpTo(beganNs, window.toNs);
  const columns = Math.ceil(width) + 1;
  if ((SHARES[0]?.length ?? 0) < columns)
    for (let s = 0; s < SPAN_STATES.length; s++) SHARES[s] = new Float64Array(columns);
  for (const shares of SHARES) shares.fill(0);
  let narrow = false;
  let drawn = 0;
  for (let i = first; i < end; i++) {
    const left = x(beganNs[i] ?? 0);
    const right = x(endedNs[i] ?? 0);
    if (right < 0) continue;
    const which = state[i] ?? 0;
    const name = SPAN_STATES[which];
    if (name === undefined) continue;
    if (right - left >= 1) {
      bar(context, name, Math.max(0, left), Math.min(width, right), slot, fills);
      drawn++;
    } else {
      const shares = SHARES[which];
      const column = Math.max(0, Math.floor(left));
      if (shares !== undefined) shares[column] = (shares[column] ?? 0) + (right - left);
      narrow = true;
    }
  }
  if (narrow)
    SPAN_STATES.forEach((name, which) => {
      const shares = SHARES[which];
      for (let column = 0; column < columns; column++) {
        const share = shares?.[column] ?? 0;
        if (share === 0) continue;
        context.globalAlpha = Math.min(1, Math.max(0.25, share));
        bar(context, name, column, column + 1, slot, fills);
        drawn++;
      }
      context.globalAlpha = 1;
    });
  return drawn;
}

function bar(
  context: CanvasRenderingContext2D,
  state: SpanState,
  left: number,
  right: number,
  { top, height }: Slot,
  fills: Fills,
): void {
  const tall = Math.max(2, height * HEIGHT_OF[state]);
  context.fillStyle = fills[state];
  // A gap of one pixel: without it ten pieces of work in a row look like one.
  const gap = right - left > 4 ? 1 : 0;
  context.fillRect(left, top + (height - tall) / 2, right - left - gap, tall);
}

/** Both times ascend along an edge, so that a search finds what is on screen. No two arrows cover the same pixels. */
function drawArrows(edge: Arrows, { context, width, slots, window, paints }: Scene, head: number): number {
  const [from, to] = [slots[edge.from], slots[edge.to]];
  if (from === undefined || to === undefined) return 0;
  const x = scaleOf(window, width);
  const down = to.top >= from.top;
  const y1 = from.top + from.height * 0.5;
  const y2 = down ? to.top + to.height * 0.2 : to.top + to.height * 0.8;
  const first = countBelow(edge.receivedNs, window.fromNs);
  const end = countUpTo(edge.sentNs, window.toNs);
  let [lastLeft, lastRight] = [Number.NaN, Number.NaN];
  let drawn = 0;
  context.strokeStyle = paints.ink;
  context.fillStyle = paints.ink;
  context.beginPath();
  for (let i = first; i < end; i++) {
    const left = Math.round(x(edge.sentNs[i] ?? 0));
    const right = Math.round(x(edge.receivedNs[i] ?? 0));
    if (left === lastLeft && right === lastRight) continue;
    [lastLeft, lastRight] = [left, right];
    context.moveTo(left, y1);
    context.lineTo(right, y2);
    if (head > 0) {
      const angle = Math.atan2(y2 - y1, right - left);
      for (const turn of [-0.45, 0.45]) {
        context.moveTo(right, y2);
        context.lineTo(right - head * 1.6 * Math.cos(angle + turn), y2 - head * 1.6 * Math.sin(angle + turn));
      }
    }
    drawn++;
  }
  context.stroke();
  return drawn;
}

/** A dot where each cake left the line. */
function drawCakes({ cakesNs }: Lane, { top, height }: Slot, { context, window, width, paints }: Scene): void {
  const x = scaleOf(window, width);
  let free = Number.NEGATIVE_INFINITY;
  context.fillStyle = paints.ink;
  context.strokeStyle = paints.paper;
  context.lineWidth = 2;
  const end = countUpTo(cakesNs, window.toNs);
  for (let i = countBelow(cakesNs, window.fromNs); i < end; i++) {
    const at = x(cakesNs[i] ?? 0);
    if (at < free) continue;
    free = at + CAKE_ROOM;
    context.beginPath();
    context.arc(at, top + height / 2, 5.5, 0, 2 * Math.PI);
    context.fill();
    context.stroke();
  }
}

export function line(context: CanvasRenderingContext2D, x1: number, y1: number, x2: number, y2: number): void {
  context.beginPath();
  context.moveTo(x1, y1);
  context.lineTo(x2, y2);
  context.stroke();
}
