/** Draws what lies over an engine's lanes: the playhead, a veil over what is still to come, and the chosen event. */
import type { TraceEvent } from '../../../trace/trace.ts';
import type { Arrows, IndexedTrace } from '../../recording/indexed-trace.ts';
import { line, type Scene, scaleOf } from './draw-lanes.ts';
import type { View } from './view.ts';

/** The vertical line at the moment shown. */
export function drawPlayhead({ context, width, height, window, paints }: Scene, atNs: number): void {
  const at = scaleOf(window, width)(atNs);
  context.strokeStyle = paints.ink;
  context.lineWidth = 3;
  line(context, at, 0, at, height);
}

/** What comes after the playhead is pale, and what has not been shown yet is empty. */
export function drawVeil({ context, width, height, slots, window, paints }: Scene, atNs: number, seenNs: number): void {
  const x = scaleOf(window, width);
  const left = Math.max(0, x(atNs));
  if (left >= width) return;
  context.globalAlpha = 0.7;
  context.fillStyle = paints.paper;
  context.fillRect(left, 0, width - left, height);
  context.globalAlpha = 1;
  const unseen = Math.max(0, x(seenNs));
  context.clearRect(unseen, 0, width - unseen, height);
  context.fillStyle = paints.panel;
  for (const { top, height: tall } of slots) context.fillRect(unseen, top, width - unseen, tall);
}

/** A frame around the chosen lane; a pointer at the chosen event and the arrows of the item that it sent or received. */
export function drawFocus(indexed: IndexedTrace, scene: Scene, { focus }: View, traceIndex: number): void {
  if (focus === null || focus.indexed !== traceIndex) return;
  const { context, width, slots, paints } = scene;
  const slot = slots[focus.lane];
  if (slot === undefined) return;
  context.strokeStyle = paints.focus;
  context.lineWidth = 3;
  context.strokeRect(1.5, slot.top - 1, width - 3, slot.height + 2);
  const event = indexed.lanes[focus.lane]?.events[focus.event];
  if (event === undefined) return;
  drawPointer(scene, focus.lane, event.atNs);
  for (const edge of indexed.arrows) drawArrowsOf(event, focus.lane, edge, scene);
}

function drawPointer({ context, width, slots, window, paints }: Scene, lane: number, atNs: number): void {
  const slot = slots[lane];
  if (slot === undefined) return;
  const at = scaleOf(window, width)(atNs);
  const bottom = slot.top + slot.height;
  context.fillStyle = paints.focus;
  context.beginPath();
  context.moveTo(at, slot.top + slot.height * 0.75);
  context.lineTo(at - 9, bottom + 5);
  context.lineTo(at + 9, bottom + 5);
  context.fill();
  line(context, at, slot.top, at, bottom);
}

function drawArrowsOf(event: TraceEvent, lane: number, edge: Arrows, { context, width, slots, window }: Scene): void {
  const times = event.kind === 'sent' ? edge.sentNs : edge.receivedNs;
  const own = event.kind === 'sent' ? edge.from : event.kind === 'received' ? edge.to : -1;
  const [from, to] = [slots[edge.from], slots[edge.to]];
  if (own !== lane || from === undefined || to === undefined) return;
  const x = scaleOf(window, width);
  for (let i = 0; i < times.length; i++) {
    if (times[i] !== event.atNs || edge.items[i] !== event.item) continue;
    const [sentX, receivedX] = [x(edge.sentNs[i] ?? 0), x(edge.receivedNs[i] ?? 0)];
    line(context, sentX, from.top + from.height / 2, receivedX, to.top + to.height / 2);
  }
}
