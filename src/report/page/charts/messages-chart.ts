/** What a message costs, by carrier, on a logarithmic axis: each grid line is ten times the one before. */
import * as Plot from '@observablehq/plot';
import { element, section, table } from '../../../page/parts/dom.ts';
import { colourOf } from '../../../page/parts/palette.ts';
import { durationOf } from '../../../page/units.ts';
import type { ReportBench } from '../../document.ts';
import { type MessageFigure, messagesOf, messagesSeen } from '../../seen-bench.ts';
import { type ChartSize, chart } from './chart.ts';

export function messagesSection(bench: ReportBench): HTMLElement {
  const figures = messagesOf(bench);
  const seen = messagesSeen(bench);
  return section(
    'What a message costs',
    seen,
    chart(seen, (size) => messagesPlot(figures, size)),
    figures.every(({ lowNs, highNs }) => lowNs === highNs)
      ? element('p', { class: 'note' }, 'Each case was measured once, so no interval is shown.')
      : null,
    table(
      'Time per message when many are under way, and the round trip of a single message',
      ['how', 'per message', 'round trip'],
      figures.map(({ label, ns, roundTripNs }) => [
        label,
        durationOf(ns),
        roundTripNs === null ? '-' : durationOf(roundTripNs),
      ]),
    ),
  );
}

function messagesPlot(figures: readonly MessageFigure[], { width, fontSize }: ChartSize): Plot.PlotOptions {
  const least = 10 ** Math.floor(Math.log10(Math.min(...figures.map(({ ns }) => ns), 10)));
  const most = 10 ** Math.ceil(Math.log10(Math.max(...figures.map(({ highNs }) => highNs), 1000)));

  const narrow = width < 40 * fontSize;
  return {
    height: figures.length * (narrow ? 2.7 : 1.75) * fontSize + 2.6 * fontSize,
    marginLeft: narrow ? 4 : 19 * fontSize,
    marginRight: 5 * fontSize,
    marginTop: 0,
    marginBottom: 2.6 * fontSize,
    x: {
      type: 'log',
      domain: [least, most],
      label: null,
      grid: true,
      ticks: Array.from({ length: Math.round(Math.log10(most / least)) + 1 }, (_, i) => least * 10 ** i),
      tickFormat: (ns: number) => durationOf(ns).replace(' ', narrow ? '' : ' '),
    },
    y: { domain: figures.map(({ label }) => label), axis: null, padding: narrow ? 0.7 : 0.45 },
    marks: [
      // Dots, not bars: on a logarithmic axis the length of a bar means nothing.
      Plot.ruleY(figures, { x1: 'lowNs', x2: 'highNs', y: 'label', stroke: 'var(--ink)', strokeWidth: 2 }),
      Plot.dot(figures, { x: 'ns', y: 'label', r: 0.35 * fontSize, fill: colourFor }),
      Plot.text(figures, {
        y: 'label',
        text: 'label',
        frameAnchor: 'left',
        textAnchor: narrow ? 'start' : 'end',
        fill: 'currentColor',
        dx: narrow ? 0 : -0.6 * fontSize,
        dy: narrow ? -fontSize * 1.15 : 0,
      }),
      Plot.text(figures, {
        x: 'ns',
        y: 'label',
        text: ({ ns }: MessageFigure) => durationOf(ns),
        textAnchor: 'start',
        dx: 0.7 * fontSize,
        fontWeight: 'bold',
        fill: 'currentColor',
        stroke: 'var(--paper)',
        strokeWidth: 5,
      }),
    ],
  };
}

/** The colour of the engine that sends this way. */
function colourFor({ name }: MessageFigure): string {
  if (name.startsWith('same-thread-mailbox')) return colourOf('event-loop');
  if (name.startsWith('same-thread')) return colourOf('cooperative');
  if (name.includes('ring')) return colourOf('threads (ring)');
  if (name.includes('comlink') || name.includes('piscina')) return 'var(--faint)';
  return colourOf('threads (port)');
}
