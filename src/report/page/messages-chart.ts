/** What a message costs by every carrier, on a scale on which each step is ten times as much. */
import * as Plot from '@observablehq/plot';
import type { ReportBench } from '../document.ts';
import { type MessageFigure, messagesOf, messagesSeen } from '../seen-bench.ts';
import { durationOf } from '../units.ts';
import { chart } from './chart.ts';
import { section, table } from './dom.ts';
import { colourOf } from './palette.ts';

export function messagesSection(bench: ReportBench): HTMLElement {
  const figures = messagesOf(bench);
  const seen = messagesSeen(bench);
  const least = 10 ** Math.floor(Math.log10(Math.min(...figures.map(({ ns }) => ns), 10)));
  const most = 10 ** Math.ceil(Math.log10(Math.max(...figures.map(({ highNs }) => highNs), 1000)));
  return section(
    'What a message costs',
    seen,
    chart(seen, ({ width, fontSize }) => {
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
        y: { domain: figures.map(({ name }) => name), axis: null, padding: narrow ? 0.7 : 0.45 },
        marks: [
          Plot.barX(figures, { x1: least, x2: 'ns', y: 'name', fill: colourFor, rx: 2 }),
          Plot.ruleY(figures, { x1: 'lowNs', x2: 'highNs', y: 'name', stroke: 'var(--ink)', strokeWidth: 2 }),
          Plot.text(figures, {
            y: 'name',
            text: 'name',
            frameAnchor: 'left',
            textAnchor: narrow ? 'start' : 'end',
            fill: 'currentColor',
            dx: narrow ? 0 : -0.6 * fontSize,
            dy: narrow ? -fontSize * 1.15 : 0,
          }),
          Plot.text(figures, {
            x: 'ns',
            y: 'name',
            text: ({ ns }: MessageFigure) => durationOf(ns),
            textAnchor: 'start',
            dx: 8,
            fontWeight: 'bold',
            fill: 'currentColor',
            stroke: 'var(--paper)',
            strokeWidth: 5,
          }),
        ],
      };
    }),
    table(
      'Nanoseconds per message with many on their way, and the time there and back of one alone',
      ['', 'per message', 'there and back'],
      figures.map(({ name, ns, roundTripNs }) => [
        name,
        durationOf(ns),
        roundTripNs === null ? '-' : durationOf(roundTripNs),
      ]),
    ),
  );
}

/** As the engine that sends that way. */
function colourFor({ name }: MessageFigure): string {
  if (name.startsWith('same-thread-mailbox')) return colourOf('event-loop');
  if (name.startsWith('same-thread')) return colourOf('cooperative');
  if (name.includes('ring')) return colourOf('threads (ring)');
  if (name.includes('comlink') || name.includes('piscina')) return 'var(--faint)';
  return colourOf('threads (port)');
}
