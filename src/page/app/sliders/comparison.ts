/** Two runs of one setting side by side: what was predicted, and what was measured. */
import { count, figure, percent } from '../../../measure/figures.ts';
import type { RunFigures } from '../../experiment/figures.ts';
import type { Experiment } from '../../messages.ts';
import { element } from '../../parts/dom.ts';
import { type DataRow, dataTable } from '../data-table.ts';

/** @param measured null until the real run has ended */
export function comparison(cakes: number, predicted: RunFigures, measured: Experiment | null): HTMLElement {
  return dataTable(
    `Predicted and measured: ${count(cakes)} cakes`,
    ['what', 'predicted', 'measured', 'error'],
    [...wholeRows(cakes, predicted, measured), ...stationRows(predicted, measured), ...beltRows(predicted, measured)],
    { class: 'comparison' },
  );
}

function wholeRows(cakes: number, predicted: RunFigures, measured: Experiment | null): DataRow[] {
  const took = measured?.wallMs;
  const perSecond = (ms: number): number => (1000 * cakes) / ms;
  return [
    row(
      'time for the order',
      milliseconds(predicted.ms),
      took === undefined
        ? null
        : `${milliseconds(took.median)} (${milliseconds(took.low)} to ${milliseconds(took.high)})`,
      took === undefined ? null : errorOf(predicted.ms, took.median),
    ),
    row(
      'cakes per second',
      count(perSecond(predicted.ms)),
      took === undefined ? null : count(perSecond(took.median)),
      took === undefined ? null : errorOf(perSecond(predicted.ms), perSecond(took.median)),
    ),
    row(
      'bottleneck',
      predicted.bottleneck ?? 'none',
      measured === null ? null : (measured.recorded.bottleneck ?? 'none'),
      measured === null ? null : predicted.bottleneck === measured.recorded.bottleneck ? 'none' : 'another station',
    ),
  ];
}

function stationRows(predicted: RunFigures, measured: Experiment | null): DataRow[] {
  const rows = predicted.stations.map(({ name, utilisation }) => {
    const found = measured?.recorded.stations.find((station) => station.name === name);
    return shareRow(name, utilisation, found?.utilisation ?? null);
  });
  return [{ cells: ['How busy a station is'] }, ...rows];
}

function beltRows(predicted: RunFigures, measured: Experiment | null): DataRow[] {
  const rows = predicted.belts.map(({ from, to, fullness }) => {
    const found = measured?.recorded.belts.find((belt) => belt.from === from && belt.to === to);
    return shareRow(`${from} to ${to}`, fullness, found?.fullness ?? null);
  });
  return rows.length === 0 ? [] : [{ cells: ['How full a belt is, on average'] }, ...rows];
}

function shareRow(name: string, predicted: number, measured: number | null): DataRow {
  const points = measured === null ? null : Math.round(100 * (predicted - measured));
  return row(
    name,
    share(predicted),
    measured === null ? null : share(measured),
    points === null ? null : `${signed(points)} ${Math.abs(points) === 1 ? 'point' : 'points'}`,
  );
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

export function milliseconds(ms: number): string {
  return ms >= 1000
    ? `${figure(ms / 1000)} s`
    : `${ms >= 100 ? ms.toFixed(0) : ms >= 10 ? ms.toFixed(1) : ms.toFixed(2)} ms`;
}
