/** A chart by Observable Plot, as wide as its place on the page. */
import * as Plot from '@observablehq/plot';
import { element } from '../../../page/parts/dom.ts';

/** An event for a chart: draw again now. */
const REDRAW = 'redraw';

export interface ChartSize {
  readonly width: number;
  /** Of the text around the chart, in pixels: the chart's text is as large. */
  readonly fontSize: number;
}

/**
 * Draws the chart, and draws it again when its width changes.
 *
 * @param seen what the chart shows, for readers who cannot see it
 */
export function chart(seen: string, draw: (size: ChartSize) => Plot.PlotOptions): HTMLElement {
  const figure = element('div', { class: 'chart', role: 'img', 'aria-label': seen });
  let width = 0;
  const redraw = (): void => {
    const now = Math.floor(figure.clientWidth);
    if (now === 0) return;
    width = now;
    const fontSize = Number.parseFloat(getComputedStyle(figure).fontSize);
    const drawn = Plot.plot({
      width,
      className: 'plot',
      style: { fontSize: `${fontSize}px`, overflow: 'visible' },
      ...draw({ width, fontSize }),
    });
    // Plot adds its own style sheet. The page's security policy forbids it; the page's style has these rules.
    for (const style of drawn.querySelectorAll('style')) style.remove();
    drawn.setAttribute('aria-hidden', 'true');
    figure.replaceChildren(drawn);
  };
  new ResizeObserver(() => {
    if (Math.floor(figure.clientWidth) !== width) redraw();
  }).observe(figure);
  figure.addEventListener(REDRAW, redraw);
  return figure;
}

/** Draws every chart on the page again, now. */
export function redrawCharts(): void {
  for (const figure of document.querySelectorAll('.chart')) figure.dispatchEvent(new Event(REDRAW));
}
