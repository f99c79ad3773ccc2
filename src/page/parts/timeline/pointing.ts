/** Mouse and fingers on the lanes: drag to move, wheel or pinch to zoom, point at an event to read it. */

import type { Lane } from '../../recording/indexed-trace.ts';
import { countBelow } from '../../recording/search.ts';
import { panned, zoomed } from '../../recording/window.ts';
import type { EngineBlock } from '../lanes/engine-block.ts';
import type { Focus, View } from '../lanes/view.ts';

/** The pointer is at an event when it is at most this many pixels away. */
const NEAR = 7;
/** A press that moves less than this many pixels is a click. */
const STILL = 4;
/** How much one notch of a wheel (100 pixels) zooms. */
const PER_NOTCH = 1.25;

export interface Pointing {
  /** The pointer is over a lane, and perhaps at one of its events. */
  over(focus: Focus, atNs: number, x: number, y: number): void;
  left(): void;
  chose(focus: Focus, atNs: number): void;
  /** The window of time has changed. */
  moved(): void;
  /** While the timeline has no focus, the wheel scrolls the page and does not zoom. */
  active(): boolean;
}

export function listenToPointer(block: EngineBlock, indexed: number, view: View, pointing: Pointing): void {
  const locate = (event: MouseEvent): Place => placeOf(event, block, indexed, view);
  listenToPresses(block.canvas, view, pointing, locate);
  const { canvas } = block;
  canvas.addEventListener('pointerleave', () => pointing.left());
  canvas.addEventListener('dblclick', (event) => {
    view.window = zoomed(view.window, 1 / 3, locate(event).atNs, view.whole);
    pointing.moved();
  });
  canvas.addEventListener(
    'wheel',
    (event) => {
      const sideways = event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY);
      // A pinch on a touch pad arrives as a wheel with the control key.
      if (!sideways && !event.ctrlKey && !event.metaKey && !pointing.active()) return;
      event.preventDefault();
      const { atNs, width } = locate(event);
      const pixels = (event.deltaX + event.deltaY) * (event.deltaMode === 0 ? 1 : 33);
      view.window = sideways
        ? panned(view.window, pixels / width, view.whole)
        : zoomed(view.window, PER_NOTCH ** (pixels / 100), atNs, view.whole);
      pointing.moved();
    },
    { passive: false },
  );
}

/** Where the pointer is: null between two lanes. */
interface Place {
  readonly focus: Focus | null;
  readonly atNs: number;
  /** Of the canvas, in pixels. */
  readonly width: number;
}

function placeOf(event: MouseEvent, block: EngineBlock, indexed: number, view: View): Place {
  const box = block.canvas.getBoundingClientRect();
  const nsPerPixel = (view.window.toNs - view.window.fromNs) / box.width;
  const atNs = view.window.fromNs + (event.clientX - box.left) * nsPerPixel;
  const lane = block.laneAt(event.clientY - box.top);
  const known = view.indexedTraces[indexed]?.lanes[lane];
  const focus = known === undefined ? null : { indexed, lane, event: nearest(known, atNs, NEAR * nsPerPixel) };
  return { focus, atNs, width: box.width };
}

/** One pointer drags, two pinch; a press that does not move chooses. */
function listenToPresses(
  canvas: HTMLCanvasElement,
  view: View,
  pointing: Pointing,
  locate: (event: MouseEvent) => Place,
): void {
  const held = new Map<number, { x: number; y: number }>();
  let travelled = 0;
  canvas.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return;
    canvas.setPointerCapture(event.pointerId);
    held.set(event.pointerId, { x: event.clientX, y: event.clientY });
    travelled = held.size > 1 ? STILL : 0;
  });
  canvas.addEventListener('pointermove', (event) => {
    const { focus, atNs, width } = locate(event);
    const before = held.get(event.pointerId);
    if (before === undefined) {
      if (focus === null) pointing.left();
      else pointing.over(focus, atNs, event.clientX, event.clientY);
      return;
    }
    const [other] = [...held].filter(([id]) => id !== event.pointerId).map(([, where]) => where);
    if (other === undefined) {
      travelled += Math.abs(event.clientX - before.x);
      if (travelled >= STILL) view.window = panned(view.window, (before.x - event.clientX) / width, view.whole);
    } else {
      const was = Math.max(20, Math.abs(before.x - other.x));
      const is = Math.max(20, Math.abs(event.clientX - other.x));
      view.window = zoomed(view.window, was / is, atNs, view.whole);
    }
    held.set(event.pointerId, { x: event.clientX, y: event.clientY });
    pointing.left();
    pointing.moved();
  });
  const release = (event: PointerEvent): void => {
    if (!held.delete(event.pointerId) || travelled >= STILL || event.type !== 'pointerup') return;
    const { focus, atNs } = locate(event);
    if (focus !== null) pointing.chose(focus, atNs);
  };
  canvas.addEventListener('pointerup', release);
  canvas.addEventListener('pointercancel', release);
}

/** The event nearest to a moment; of several at the same time the last; -1 where none is near. */
function nearest({ atNs }: Lane, wantedNs: number, withinNs: number): number {
  const next = countBelow(atNs, wantedNs);
  const distance = (i: number): number => Math.abs((atNs[i] ?? Number.POSITIVE_INFINITY) - wantedNs);
  let found = distance(next - 1) < distance(next) ? next - 1 : next;
  if (distance(found) > withinNs) return -1;
  while (atNs[found + 1] === atNs[found]) found++;
  return found;
}
