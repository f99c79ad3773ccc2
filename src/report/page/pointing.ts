/** Mouse and fingers on the lanes: drag to move, wheel or pinch to zoom, rest on an event to read it. */
import { countBelow } from '../timeline/search.ts';
import type { Lane } from '../timeline/stage.ts';
import { panned, zoomed } from '../timeline/window.ts';
import type { EngineBlock } from './engine-block.ts';
import type { View } from './timeline-view.ts';

/** An event is meant when the pointer is so near to it, in pixels. */
const NEAR = 7;
/** A press that moves less than this is a click. */
const STILL = 4;
/** How much one notch of a wheel, a hundred pixels, zooms. */
const PER_NOTCH = 1.25;

export interface Pointing {
  /** The pointer is over a lane: at this moment, and perhaps at one of its events. */
  over(stage: number, lane: number, atNs: number, event: number, x: number, y: number): void;
  left(): void;
  chose(stage: number, lane: number, atNs: number, event: number): void;
  moved(): void;
  /** A wheel zooms only once the timeline has been chosen: before that, the page scrolls. */
  active(): boolean;
}

export function listenToPointer(block: EngineBlock, stage: number, view: View, told: Pointing): void {
  const { canvas } = block;
  const held = new Map<number, { x: number; y: number }>();
  let travelled = 0;

  const place = (event: MouseEvent) => {
    const box = canvas.getBoundingClientRect();
    const x = event.clientX - box.left;
    const perPixel = (view.window.toNs - view.window.fromNs) / box.width;
    const lane = block.laneAt(event.clientY - box.top);
    const atNs = view.window.fromNs + x * perPixel;
    const known = view.stages[stage]?.lanes[lane];
    return { lane, atNs, width: box.width, event: known === undefined ? -1 : nearest(known, atNs, NEAR * perPixel) };
  };

  canvas.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return;
    canvas.setPointerCapture(event.pointerId);
    held.set(event.pointerId, { x: event.clientX, y: event.clientY });
    travelled = held.size > 1 ? STILL : 0;
  });
  canvas.addEventListener('pointermove', (event) => {
    const at = place(event);
    const before = held.get(event.pointerId);
    if (before === undefined) {
      if (at.lane === -1) told.left();
      else told.over(stage, at.lane, at.atNs, at.event, event.clientX, event.clientY);
      return;
    }
    const [other] = [...held].filter(([id]) => id !== event.pointerId).map(([, where]) => where);
    if (other === undefined) {
      travelled += Math.abs(event.clientX - before.x);
      if (travelled >= STILL) view.window = panned(view.window, (before.x - event.clientX) / at.width, view.whole);
    } else {
      const was = Math.max(20, Math.abs(before.x - other.x));
      const is = Math.max(20, Math.abs(event.clientX - other.x));
      view.window = zoomed(view.window, was / is, at.atNs, view.whole);
    }
    held.set(event.pointerId, { x: event.clientX, y: event.clientY });
    told.left();
    told.moved();
  });
  const release = (event: PointerEvent): void => {
    if (held.delete(event.pointerId) && travelled < STILL && event.type === 'pointerup') {
      const at = place(event);
      if (at.lane !== -1) told.chose(stage, at.lane, at.atNs, at.event);
    }
  };
  canvas.addEventListener('pointerup', release);
  canvas.addEventListener('pointercancel', release);
  canvas.addEventListener('pointerleave', () => told.left());
  canvas.addEventListener('dblclick', (event) => {
    view.window = zoomed(view.window, 1 / 3, place(event).atNs, view.whole);
    told.moved();
  });
  canvas.addEventListener(
    'wheel',
    (event) => {
      const sideways = event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY);
      // A pinch on a touch pad arrives as a wheel with the control key.
      if (!sideways && !event.ctrlKey && !event.metaKey && !told.active()) return;
      event.preventDefault();
      const { atNs, width } = place(event);
      const pixels = (event.deltaX + event.deltaY) * (event.deltaMode === 0 ? 1 : 33);
      view.window = sideways
        ? panned(view.window, pixels / width, view.whole)
        : zoomed(view.window, PER_NOTCH ** (pixels / 100), atNs, view.whole);
      told.moved();
    },
    { passive: false },
  );
}

/** The event nearest to a moment, the last of those that happened together, or -1 where none is near. */
function nearest({ atNs }: Lane, wantedNs: number, withinNs: number): number {
  const next = countBelow(atNs, wantedNs);
  const distance = (i: number): number => Math.abs((atNs[i] ?? Number.POSITIVE_INFINITY) - wantedNs);
  let found = distance(next - 1) < distance(next) ? next - 1 : next;
  if (distance(found) > withinNs) return -1;
  while (atNs[found + 1] === atNs[found]) found++;
  return found;
}
