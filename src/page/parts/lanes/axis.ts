/** The time axis above the lanes, the same for every engine, and the headings of storage and queue. */

import { ticksOf } from '../../recording/window.ts';
import { momentText } from '../../units.ts';
import { element } from '../dom.ts';
import type { Paints } from '../palette.ts';
import { line, scaleOf } from './draw-lanes.ts';
import type { View } from './view.ts';

const ROOM_PER_TICK = 150;
const HEIGHT = 40;

export interface Axis {
  readonly root: HTMLElement;
  measure(width: number): void;
  draw(view: View, paints: Paints): void;
}

export function timeAxis(): Axis {
  const canvas = element('canvas', { 'aria-hidden': 'true' });
  const root = element('div', { class: 'axis' }, canvas, stockHead());
  const context = canvas.getContext('2d');
  let width = 0;
  return {
    root,
    measure(available) {
      width = available;
      canvas.width = Math.round(width * devicePixelRatio);
      canvas.height = Math.round(HEIGHT * devicePixelRatio);
      context?.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
    },
    draw(view, paints) {
      if (context === null || width <= 0) return;
      context.clearRect(0, 0, width, HEIGHT);
      const size = Math.max(14, Number.parseFloat(getComputedStyle(root).fontSize));
      context.font = `${size}px system-ui, sans-serif`;
      root.dataset.labels = drawTicks(context, width, view, paints).join('|');
      drawHandle(context, scaleOf(view.window, width)(view.atNs), paints);
    },
  };
}

function stockHead(): HTMLElement {
  return element(
    'div',
    { class: 'stock-head' },
    element('span', { title: 'What the station has received and not used yet' }, 'storage'),
    element(
      'span',
      { title: 'How many items wait in the channels to the station, and for how many there is room' },
      'waiting/room',
    ),
  );
}

/** Returns the labels of the ticks. */
function drawTicks(context: CanvasRenderingContext2D, width: number, { window }: View, paints: Paints): string[] {
  const x = scaleOf(window, width);
  const ticks = ticksOf(window, width / ROOM_PER_TICK);
  const stepNs = (ticks[1] ?? 1) - (ticks[0] ?? 0);
  const labels = ticks.map((tick) => momentText(tick, stepNs, window.toNs));
  context.textBaseline = 'middle';
  context.lineWidth = 1;
  context.strokeStyle = paints.faint;
  context.fillStyle = paints.faint;
  for (const [i, tick] of ticks.entries()) {
    line(context, x(tick), HEIGHT - 8, x(tick), HEIGHT);
    const text = labels[i] ?? '';
    const textWidth = context.measureText(text).width;
    context.fillText(text, Math.max(0, Math.min(width - textWidth, x(tick) - textWidth / 2)), HEIGHT / 2 - 4);
  }
  line(context, 0, HEIGHT - 0.5, width, HEIGHT - 0.5);
  return labels;
}

/** A triangle at the moment shown. */
function drawHandle(context: CanvasRenderingContext2D, at: number, paints: Paints): void {
  context.fillStyle = paints.ink;
  context.beginPath();
  context.moveTo(at - 8, HEIGHT - 12);
  context.lineTo(at + 8, HEIGHT - 12);
  context.lineTo(at, HEIGHT);
  context.fill();
}
