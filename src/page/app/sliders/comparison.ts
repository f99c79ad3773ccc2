/** Two runs of one setting side by side: what was predicted, and what was measured. */
import { count, figure, percent } from '../../../measure/figures.ts';
import type { RunFigures } from '../../experiment/figures.ts';
import { isTooShort, leastMs } from '../../experiment/too-short.ts';
import { measuredWords } from '../../measured-words.ts';
import type { Experiment } from '../../messages.ts';
import { element } from '../../parts/dom.ts';
import { type DataRow, dataTable } from '../data-table.ts';

/**
 * @param predicted before the run
 * @param measured null until the real run has ended
 */
export function comparison(cakes: number, predicted: RunFigures, measured: Experiment | null): HTMLElement {
  return dataTable(
    `Predicted and measured: ${count(cakes)} cakes`,
    ['what', 'predicted', 'measured', 'error'],
    [...wholeRows(cakes, predicted, measured), ...stationRows(predicted, measured), ...beltRows(predicted, measured)],
    { class: 'comparison' },
  );
}

/** A run of a few steps of the clock shows nothing of this. */
const TOO_SHORT = ['too short for this clock', '–'] as const;

function wholeRows(cakes: number, predicted: RunFigures, measured: Experiment | null): DataRow[] {
  const perSecond = (ms: number): number => (1000 * cakes) / ms;
  const cakesWords = (ms: number): string => (ms === 0 ? 'no limit' : count(perSecond(ms)));
  const time = milliseconds(predicted.ms);
  const rate = cakesWords(predicted.ms);
  const bottleneck = predicted.bottleneck ?? 'none';
  if (measured === null)
    return [
      row('time for the order', time, null, null),
      row('cakes per second', rate, null, null),
      row('bottleneck', bottleneck, null, null),
    ];
  if (isTooShort(measured))
    return [
      row('time for the order', time, shorterWords(measured), '–'),
      row('cakes per second', rate, ...TOO_SHORT),
      row('bottleneck', bottleneck, ...TOO_SHORT),
    ];
  const { wallMs, recorded } = measured;
  return [
    row('time for the order', time, measuredWords(wallMs, milliseconds), errorOf(predicted.ms, wallMs.median)),
    row(
      'cakes per second',
      rate,
      cakesWords(wallMs.median),
      predicted.ms === 0 ? '–' : errorOf(perSecond(predicted.ms), perSecond(wallMs.median)),
    ),
    row(
      'bottleneck',
      bottleneck,
      recorded.bottleneck ?? 'none',
      predicted.bottleneck === recorded.bottleneck ? 'none' : 'another station',
    ),
  ];
}

function stationRows(predicted: RunFigures, measured: Experiment | null): DataRow[] {
  const rows = predicted.stations.map(({ name, utilisation }) => {
    const found = measured?.recorded.stations.find((station) => station.name === name);
    return shareRow(name, utilisation, found?.utilisation ?? null, measured);
  });
  return [{ cells: ['How busy a station is'] }, ...rows];
}

function beltRows(predicted: RunFigures, measured: Experiment | null): DataRow[] {
  const rows = predicted.belts.map(({ from, to, fullness }) => {
    const found = measured?.recorded.belts.find((belt) => belt.from === from && belt.to === to);
    return shareRow(`${from} to ${to}`, fullness, found?.fullness ?? null, measured);
  });
  return rows.length === 0 ? [] : [{ cells: ['How full a belt is, on average'] }, ...rows];
}

function shareRow(name: string, predicted: number, found: number | null, measured: Experiment | null): DataRow {
  if (measured !== null && isTooShort(measured)) return row(name, share(predicted), ...TOO_SHORT);
  if (found === null) return row(name, share(predicted), null, null);
  const points = Math.round(100 * (predicted - found));
  return row(name, share(predicted), share(found), `${signed(points)} ${Math.abs(points) === 1 ? 'point' : 'points'}`);
}

/** A share as a bar, with its figure. */
function share(value: number): HTMLElement {
  const bar = element('span', { class: 'share', 'aria-hidden': 'true' });
  bar.style.setProperty('--share', String(value));
  return element('span', { class: 'shared' }, percent(value), bar);
}

/** What is not known yet is a dash, and says so. */
function row(name: string, ...cells: readonly (HTMLElement | string | null)[]): DataRow {
  return {
    cells: [
      name,
      ...cells.map((cell) => cell ?? element('span', { 'aria-label': 'not measured yet', role: 'img' }, '–')),
    ],
  };
}

/** How far the prediction lies above what was measured, as a share of that. */
function errorOf(predicted: number, measured: number): string {
  return `${signed(Math.round(100 * (predicted / measured - 1)))} %`;
}

function signed(value: number): string {
  return value > 0 ? `+${value}` : value < 0 ? `−${-value}` : '0';
}

/** Of a run that this clock is too coarse for. */
export function shorterWords(measured: Experiment): string {
  return `less than ${milliseconds(leastMs(measured))}: too short for this clock`;
}

export function milliseconds(ms: number): string {
  return ms >= 1000
    ? `${figure(ms / 1000)} s`
    : `${ms >= 100 ? ms.toFixed(0) : ms >= 10 ? ms.toFixed(1) : ms.toFixed(2)} ms`;
}
