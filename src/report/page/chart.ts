/** A chart by Observable Plot, as wide as the page has room for it. */
import * as Plot from '@observablehq/plot';
import { element } from './dom.ts';

/** An event: the size of the text has changed, or there is no time to wait until the page has been laid out. */
const REDRAW = 'redraw';

export interface ChartSize {
  readonly width: number;
  /** Of the page's text, in pixels: a chart's text is as large. */
  readonly fontSize: number;
}

/**
 * Draws it, and again when its width changes.
 *
 * @param seen what is to be seen on it, for those who do not
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
    // Its rules stand in our own style sheet: the page allows no other, so that no name can smuggle one in.
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

/** Every chart on the page, at once. */
export function redrawCharts(): void {
  for (const figure of document.querySelectorAll('.chart')) figure.dispatchEvent(new Event(REDRAW));
}
