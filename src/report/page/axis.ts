/** The time axis above the lanes, the same for every engine. */
import { ticksOf } from '../timeline/window.ts';
import { momentText } from '../units.ts';
import { element } from './dom.ts';
import { line, scaleOf } from './draw-lanes.ts';
import type { Paints } from './palette.ts';
import type { View } from './timeline-view.ts';

const ROOM_PER_TICK = 150;
const TALL = 40;

export interface Axis {
  readonly root: HTMLElement;
  measure(width: number): void;
  draw(view: View, paints: Paints): void;
}

export function timeAxis(): Axis {
  const canvas = element('canvas', { 'aria-hidden': 'true' });
  const root = element('div', { class: 'axis' }, canvas);
  const context = canvas.getContext('2d');
  let width = 0;
  return {
    root,
    measure(wide) {
      width = wide;
      canvas.width = Math.round(wide * devicePixelRatio);
      canvas.height = Math.round(TALL * devicePixelRatio);
      context?.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
    },
    draw(view, paints) {
      if (context === null || width <= 0) return;
      context.clearRect(0, 0, width, TALL);
      const x = scaleOf(view.window, width);
      const size = Math.max(14, Number.parseFloat(getComputedStyle(root).fontSize));
      context.font = `${size}px system-ui, sans-serif`;
      context.textBaseline = 'middle';
      context.lineWidth = 1;
      context.strokeStyle = paints.faint;
      context.fillStyle = paints.faint;
      const ticks = ticksOf(view.window, width / ROOM_PER_TICK);
      const stepNs = (ticks[1] ?? 1) - (ticks[0] ?? 0);
      const labels = ticks.map((tick) => momentText(tick, stepNs, view.window.toNs));
      root.dataset.labels = labels.join('|');
      for (const [i, tick] of ticks.entries()) {
        line(context, x(tick), TALL - 8, x(tick), TALL);
        const text = labels[i] ?? '';
        const wide = context.measureText(text).width;
        context.fillText(text, Math.max(0, Math.min(width - wide, x(tick) - wide / 2)), TALL / 2 - 4);
      }
      line(context, 0, TALL - 0.5, width, TALL - 0.5);
      const at = x(view.atNs);
      context.fillStyle = paints.ink;
      context.beginPath();
      context.moveTo(at - 8, TALL - 12);
      context.lineTo(at + 8, TALL - 12);
      context.lineTo(at, TALL);
      context.fill();
    },
  };
}
