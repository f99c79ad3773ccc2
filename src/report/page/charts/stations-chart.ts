/** How busy each station was under each engine in the timed runs, and which station is the bottleneck. */
import * as Plot from '@observablehq/plot';
import { percent } from '../../../measure/figures.ts';
import { element, table } from '../../../page/parts/dom.ts';
import { colourOf } from '../../../page/parts/palette.ts';
import type { RacedEngine, RacedWorkload } from '../../document.ts';
import { racedLabel } from '../../seen-placement.ts';
import { isBottleneck, stationsSeen } from '../../seen-race.ts';
import { type ChartSize, chart } from './chart.ts';

export function stationsPicture(workload: RacedWorkload): HTMLElement {
  const seen = stationsSeen(workload);
  const engines = workload.engines.map((engine) => ({
    label: racedLabel(engine),
    bars: barsOf(engine),
  }));
  return element(
    'div',
    { 'data-picture': 'stations' },
    element('p', { class: 'seen' }, seen),
    element(
      'div',
      // Six of them make two rows of three.
      { class: engines.length === 5 ? 'panels five' : 'panels' },
      ...engines.map(({ label, bars }) =>
        element(
          'div',
          { class: 'panel' },
          element('h3', {}, label),
          chart(`${label}: how busy each station was`, (size) => stationsPlot(bars, colourOf(label), size)),
        ),
      ),
    ),
    table(
      'Share of the run in which a station works or waits for its timer',
      ['station', ...engines.map(({ label }) => label)],
      (workload.engines[0]?.stations ?? []).map(({ name }, i) => [
        name,
        ...workload.engines.map(({ stations }) => percent(stations[i]?.utilisation ?? 0)),
      ]),
    ),
  );
}

interface Bar {
  readonly name: string;
  readonly utilisation: number;
  /** A word before the figure. */
  readonly mark: 'bottleneck' | 'busiest' | '';
}

function stationsPlot(bars: readonly Bar[], colour: string, { width, fontSize }: ChartSize): Plot.PlotOptions {
  return {
    height: bars.length * 2.7 * fontSize,
    marginLeft: 2,
    marginRight: 4,
    marginTop: 0,
    marginBottom: 4,
    x: { domain: [0, 1], axis: null },
    y: { domain: bars.map(({ name }) => name), axis: null, paddingInner: 0.62, paddingOuter: 0.6 },
    marks: [
      Plot.barX(bars, { x: 1, y: 'name', fill: 'var(--line)', rx: 2 }),
      Plot.barX(bars, { x: 'utilisation', y: 'name', fill: colour, rx: 2 }),
      ...bars.map((bar) =>
        Plot.text([bar], {
          y: 'name',
          text: 'name',
          textAnchor: 'start',
          frameAnchor: 'left',
          fill: 'currentColor',
          dy: -fontSize * 1.2,
          // In widths of a letter; the figure on the right needs the rest.
          lineWidth: Math.max(2, (width / fontSize - figureOf(bar).length * 0.62) * 0.9),
          textOverflow: 'ellipsis',
        }),
      ),
      Plot.text(bars, {
        y: 'name',
        text: figureOf,
        textAnchor: 'end',
        frameAnchor: 'right',
        fill: 'currentColor',
        dy: -fontSize * 1.2,
      }),
    ],
  };
}

function barsOf(engine: RacedEngine): Bar[] {
  const most = Math.max(0, ...engine.stations.map(({ utilisation }) => utilisation));
  return engine.stations.map((station) => {
    const { name, utilisation } = station;
    if (most === 0 || utilisation < most) return { name, utilisation, mark: '' };
    return { name, utilisation, mark: isBottleneck(engine, station) ? 'bottleneck' : 'busiest' };
  });
}

function figureOf({ mark, utilisation }: Bar): string {
  return `${mark} ${percent(utilisation)}`.trim();
}
