/** How many items wait for each station over time, under every engine in which a send is not a function call. */
import * as Plot from '@observablehq/plot';
import { element, table } from '../../../page/parts/dom.ts';
import { colourOf } from '../../../page/parts/palette.ts';
import type { IndexedTrace } from '../../../page/recording/indexed-trace.ts';
import { depthAt } from '../../../page/recording/moment.ts';
import { depthSeen } from '../../seen-race.ts';
import { chart } from './chart.ts';

/** How many points a curve has: enough for every pixel of its panel. */
const MOMENTS = 600;
const DASHES: Readonly<Record<string, string>> = { 'event-loop': '8,4', 'threads (port)': '', 'threads (ring)': '2,4' };

interface Point {
  readonly engine: string;
  readonly ms: number;
  readonly waiting: number;
}

export function depthPicture(indexedTraces: readonly IndexedTrace[]): HTMLElement {
  const seen = depthSeen(indexedTraces);
  const tracesWithQueues = indexedTraces.filter(({ arrows }) => arrows.some(({ depth }) => depth.length > 0));
  const names = (tracesWithQueues[0]?.lanes ?? [])
    .filter(({ inlets }) => inlets.length > 0)
    .map(({ station }) => station);
  const curves = names.map((name) => ({
    name,
    points: tracesWithQueues.flatMap((indexed) => pointsOf(indexed, name)),
  }));
  if (curves.length === 0) return element('div', { 'data-picture': 'depth' }, element('p', { class: 'seen' }, seen));
  return element(
    'div',
    { 'data-picture': 'depth' },
    element('p', { class: 'seen' }, seen),
    element(
      'ul',
      { class: 'legend' },
      ...tracesWithQueues.map(({ engine }) => {
        const key = element('span', { class: 'key key-curve', 'aria-hidden': 'true' });
        key.style.background = dashed(colourOf(engine), DASHES[engine] ?? '');
        return element('li', {}, key, engine);
      }),
    ),
    element(
      'div',
      { class: 'panels four' },
      ...curves.map(({ name, points }) =>
        element(
          'div',
          { class: 'panel' },
          element('h3', {}, name),
          chart(`How many items wait for the ${name} over time`, ({ fontSize }) =>
            depthPlot(
              points,
              tracesWithQueues.map(({ engine }) => engine),
              fontSize,
            ),
          ),
        ),
      ),
    ),
    table(
      'The most items that waited for a station',
      ['station', ...tracesWithQueues.map(({ engine }) => engine)],
      names.map((name) => [
        name,
        ...tracesWithQueues.map((indexed) =>
          String(Math.max(0, ...pointsOf(indexed, name).map(({ waiting }) => waiting))),
        ),
      ]),
    ),
  );
}

function depthPlot(points: readonly Point[], engines: readonly string[], fontSize: number): Plot.PlotOptions {
  return {
    height: 11 * fontSize,
    marginLeft: 2.6 * fontSize,
    marginRight: fontSize,
    marginBottom: 2.4 * fontSize,
    marginTop: fontSize,
    x: { label: null, ticks: 4, tickFormat: (ms: number) => `${ms} ms` },
    // Where nothing waits, too, the axis has a length.
    y: { label: null, ticks: 4, grid: true, domain: [0, Math.max(1, ...points.map(({ waiting }) => waiting))] },
    marks: [
      Plot.ruleY([0], { stroke: 'var(--faint)' }),
      ...engines.map((engine) =>
        Plot.line(
          points.filter((point) => point.engine === engine),
          {
            x: 'ms',
            y: 'waiting',
            curve: 'step-after',
            stroke: colourOf(engine),
            strokeWidth: 3,
            strokeDasharray: DASHES[engine] ?? '',
          },
        ),
      ),
    ],
  };
}

/** The dashes of a curve as a background, for the legend. */
function dashed(colour: string, dashes: string): string {
  const [on = 0, off = 0] = dashes.split(',').map(Number);
  return on === 0 ? colour : `repeating-linear-gradient(90deg, ${colour} 0 ${on}px, transparent ${on}px ${on + off}px)`;
}

function pointsOf(indexed: IndexedTrace, station: string): Point[] {
  const edges = indexed.arrows.filter(({ to }) => indexed.lanes[to]?.station === station);
  return Array.from({ length: MOMENTS + 1 }, (_, i) => {
    const atNs = (indexed.endNs * i) / MOMENTS;
    return {
      engine: indexed.engine,
      ms: atNs / 1e6,
      waiting: edges.reduce((sum, edge) => sum + depthAt(edge, atNs), 0),
    };
  });
}
