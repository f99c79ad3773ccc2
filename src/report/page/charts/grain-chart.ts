/** Speedup against the work per message: measured, predicted, and where each crosses 1: measured with its interval. */
import * as Plot from '@observablehq/plot';
import type { Crossing } from '../../../measure/statistics/crossing.ts';
import { element, section, table } from '../../../page/parts/dom.ts';
import { colourOf } from '../../../page/parts/palette.ts';
import { payingWords, predictedWords } from '../../../page/paying-words.ts';
import { durationOf, times } from '../../../page/units.ts';
import { DRAWN_RACERS, type DrawnRacer, type ReportBench, type ReportGrain } from '../../document.ts';
import { grainSeen } from '../../seen-bench.ts';
import { chart } from './chart.ts';

/** Where a logarithmic axis, which has no 0, shows the point without work. Microseconds. */
const NONE_US = 0.03;
const MOST_US = 1000;
/** How far the mark at an end of an interval reaches up and down, as a share of the vertical axis. */
const END = 0.08;
/** Without 0.1: the label "none" needs its room. */
const TICKS = [1, 10, 100, 1000];

export function grainSection(bench: ReportBench): HTMLElement {
  const { breakEven } = bench;
  const seen = grainSeen(bench);
  const all = breakEven.points.flatMap(({ racers }) =>
    DRAWN_RACERS.flatMap((racer) => [racers[racer].measured.high, racers[racer].predicted]),
  );
  const most = Math.max(1.2, ...all) * 1.08;
  return section(
    'How much work per message makes a thread worth it?',
    seen,
    element(
      'ul',
      { class: 'legend' },
      element('li', {}, element('span', { class: 'key key-measured', 'aria-hidden': 'true' }), 'measured'),
      element('li', {}, element('span', { class: 'key key-predicted', 'aria-hidden': 'true' }), 'predicted'),
      element(
        'li',
        {},
        element('span', { class: 'key key-interval', 'aria-hidden': 'true' }),
        'interval of the break-even',
      ),
      element('li', {}, '● measured and ○ predicted break-even: above 1× threads win'),
      element('li', {}, 'horizontal axis: work per ingredient'),
    ),
    element('div', { class: 'panels four' }, ...DRAWN_RACERS.map((racer) => panel(racer, bench, most))),
    table(
      'Speedup over one thread: measured (predicted)',
      ['work per ingredient', ...DRAWN_RACERS],
      breakEven.points.map(({ workUs, racers }) => [
        workUs === 0 ? 'none' : durationOf(workUs * 1000),
        ...DRAWN_RACERS.map(
          (racer) => `${times(racers[racer].measured.median)} (${racers[racer].predicted.toFixed(2)})`,
        ),
      ]),
    ),
  );
}

function panel(racer: DrawnRacer, { breakEven }: ReportBench, most: number): HTMLElement {
  const colour = colourOf(racer.replace(', one by one', ''));
  const points = breakEven.points.map(({ workUs, racers }) => ({
    workUs: Math.max(NONE_US, workUs),
    measured: racers[racer].measured.median,
    low: racers[racer].measured.low,
    high: racers[racer].measured.high,
    predicted: racers[racer].predicted,
  }));
  const grain = breakEven.grains[racer];
  const intervals = intervalsOf(grain);
  const words = `${payingWords(grain.measured)}; ${predictedWords(grain)}`;
  return element(
    'div',
    { class: 'panel', 'data-racer': racer },
    element('h3', {}, racer),
    chart(`${racer}: ${words}`, ({ fontSize }) => ({
      height: 15 * fontSize,
      marginLeft: 2.6 * fontSize,
      marginRight: 1.4 * fontSize,
      marginTop: fontSize,
      marginBottom: 2.4 * fontSize,
      x: {
        type: 'log',
        domain: [NONE_US, MOST_US],
        label: null,
        ticks: TICKS,
        tickFormat: (us: number) => durationOf(us * 1000).replace(' ', ''),
      },
      y: { domain: [0, most], label: null, ticks: 4, grid: true, tickFormat: (ratio: number) => `${ratio}×` },
      marks: [
        Plot.text([NONE_US], {
          x: (us: number) => us,
          text: () => 'none',
          frameAnchor: 'bottom',
          fill: 'currentColor',
          dy: 1.55 * fontSize,
        }),
        Plot.ruleY([1], { stroke: 'var(--ink)', strokeWidth: 2 }),
        Plot.ruleX(points, { x: 'workUs', y1: 'low', y2: 'high', stroke: colour, strokeWidth: 2 }),
        Plot.line(points, {
          x: 'workUs',
          y: 'predicted',
          stroke: 'var(--ink)',
          strokeWidth: 2.5,
          strokeDasharray: '3,6',
        }),
        Plot.line(points, { x: 'workUs', y: 'measured', stroke: colour, strokeWidth: 4 }),
        Plot.dot(points, { x: 'workUs', y: 'measured', fill: colour, r: 5 }),
        Plot.ruleY(intervals, { y: 1, x1: 'lowUs', x2: 'highUs', stroke: 'var(--ink)', strokeWidth: 6 }),
        Plot.ruleX(
          intervals.flatMap(({ ends }) => ends),
          { x: (us: number) => us, y1: 1 - END * most, y2: 1 + END * most, stroke: 'var(--ink)', strokeWidth: 3 },
        ),
        Plot.dot(crossingsOf(grain), { x: 'workUs', y: 1, r: 6, fill: 'fill', stroke: 'var(--ink)', strokeWidth: 3 }),
      ],
    })),
    element('p', { class: 'note' }, words),
  );
}

/** The interval of the measured break-even, if there is one. Only an end that is not open has a mark. */
function intervalsOf({ measured }: ReportGrain): { lowUs: number; highUs: number; ends: number[] }[] {
  const from = (us: number): number => Math.max(NONE_US, us);
  switch (measured.kind) {
    case 'between':
      return [{ lowUs: from(measured.lowUs), highUs: from(measured.highUs), ends: [measured.lowUs, measured.highUs] }];
    case 'at-most':
      return [{ lowUs: NONE_US, highUs: from(measured.highUs), ends: [measured.highUs] }];
    case 'at-least':
      return [{ lowUs: from(measured.lowUs), highUs: MOST_US, ends: [measured.lowUs] }];
    default:
      return [];
  }
}

/** Inside an interval that is open, no grain is more likely than another. */
function crossingsOf({ measured, predictedUs }: ReportGrain): { workUs: number; fill: string }[] {
  const measuredUs = measured.kind === 'always' ? 0 : closedUs(measured);
  return [
    ...(measuredUs === null ? [] : [{ workUs: Math.max(NONE_US, measuredUs), fill: 'var(--ink)' }]),
    ...(predictedUs === null ? [] : [{ workUs: Math.max(NONE_US, predictedUs), fill: 'var(--paper)' }]),
  ];
}

function closedUs(measured: Crossing): number | null {
  return measured.kind === 'between' ? measured.medianUs : null;
}
