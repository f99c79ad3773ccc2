/** The picture as a person sees it: a lane for each station, all engines on one axis of time. */

import stringWidth from 'string-width';
import type { Graph } from '../cake/graph.ts';
import { serviceTimesUs } from '../cake/graph.ts';
import { printable } from '../terminal/printable.ts';

import type { Paint } from '../terminal/style.ts';
import { COLUMNS, wrapped } from '../terminal/wrap.ts';
import { type Cell, laneOf } from '../trace/lanes.ts';
import { busyOf, endNs, leftNs } from '../trace/metrics.ts';
import type { Trace } from '../trace/trace.ts';
import type { Picture } from './picture.ts';

/** Told apart by their shapes, and where there is colour by that too. */
const CELLS: Readonly<Record<Cell, { readonly shape: string; readonly colour: Parameters<Paint>[0] }>> = {
  work: { shape: '█', colour: 'green' },
  rest: { shape: '▒', colour: 'cyan' },
  input: { shape: '·', colour: 'dim' },
  room: { shape: 'x', colour: 'yellow' },
  idle: { shape: ' ', colour: 'reset' },
};
const LEGEND = [
  ['work', 'works'],
  ['rest', 'rests'],
  ['input', 'waits for input'],
  ['room', 'waits for room'],
] as const;
const EMPTY = 'empty: passes on or ended';
const MOST_NAME = 20;
/** With more there is no picture of ten lines any more. */
const MOST_STATIONS = 8;
/** Between two figures on the axis, at least. */
const TICK_COLUMNS = 9;

export function lanesText(picture: Picture, paint: Paint): string {
  const { workload, cakes, recorded, graph } = picture;
  const traces = recorded.map(({ trace }) => trace);
  const untilNs = Math.max(1, ...traces.map(endNs));
  const shown = shownStations(graph);
  const label = (trace: Trace): string => `${trace.engine} ${milliseconds(endNs(trace))}`;
  const names = [...traces.map(label), ...[...shown].map((station) => `  ${station}`)];
  const nameWidth = Math.min(MOST_NAME, Math.max(...names.map((name) => stringWidth(printable(name)))));
  const columns = COLUMNS - nameWidth - 1;
  const cake = stringWidth(graph.symbols[graph.product] ?? '') <= 2 ? (graph.symbols[graph.product] ?? '*') : '*';
  const missing = traces.reduce((sum, { tracks }) => sum + tracks.reduce((n, { dropped }) => n + dropped, 0), 0);
  const hidden = graph.stations.length - shown.size;
  return [
    '',
    `${paint(['bold', 'cyan'], 'lanes')}  ${workload}, ${cakes} cakes once more, recorded: who does what, and when`,
    `${''.padEnd(nameWidth)} ${paint('dim', axis(columns, untilNs))}`,
    ...traces.flatMap((trace) => [
      `${paint('bold', fitted(label(trace), nameWidth))} ${marks(leftNs(trace), columns, untilNs, cake)}`.trimEnd(),
      ...trace.tracks
        .filter(({ station }) => shown.has(station))
        .map((track) =>
          `${fitted(`  ${track.station}`, nameWidth)} ${painted(laneOf(track, columns, untilNs), paint)}`.trimEnd(),
        ),
    ]),
    [...LEGEND.map(([cell, what]) => `${paint(CELLS[cell].colour, CELLS[cell].shape)} ${what}`), EMPTY].join('  '),
    ...(hidden > 0 ? [`${hidden} more stations are left out.`] : []),
    ...(missing > 0 ? [`${missing} later events are missing: there was no more place for them.`] : []),
    paint('dim', wrapped(`${togetherText(traces)} ${noteText(picture)}`)),
  ].join('\n');
}

/** Those that by the recipe do most; of equals the first. */
function shownStations(graph: Graph): Set<string> {
  const loads = serviceTimesUs(graph);
  const stations = graph.stations.map(({ name }, i) => ({ name, load: loads[i] ?? 0 }));
  stations.sort((one, other) => other.load - one.load);
  return new Set(stations.slice(0, MOST_STATIONS).map(({ name }) => name));
}

/** Figures in milliseconds, each where its moment is. */
function axis(columns: number, untilNs: number): string {
  const untilMs = untilNs / 1e6;
  const least = (untilMs * TICK_COLUMNS) / columns;
  const power = 10 ** Math.floor(Math.log10(least));
  const stepMs = power * ([1, 2, 5].find((times) => times * power >= least) ?? 10);
  let line = '0 ms';
  for (let tick = 1; tick * stepMs < untilMs; tick++) {
    const figure = String(Number((tick * stepMs).toPrecision(6)));
    const at = Math.floor(((tick * stepMs) / untilMs) * columns);
    if (at + figure.length <= columns) line = line.padEnd(at) + figure;
  }
  return line;
}

/** A cake where each left the line; one that would cover another stands behind it. */
function marks(atNs: readonly number[], columns: number, untilNs: number, mark: string): string {
  const width = stringWidth(mark);
  let line = '';
  for (const ns of atNs) {
    const at = Math.max(stringWidth(line), Math.min(columns - width, Math.floor((ns / untilNs) * columns)));
    if (at + width <= columns) line += ' '.repeat(at - stringWidth(line)) + mark;
  }
  return line;
}

/** Neighbours of one kind get one colour. */
function painted(cells: readonly Cell[], paint: Paint): string {
  const lastBusy = cells.findLastIndex((cell) => cell !== 'idle');
  let text = '';
  for (let begin = 0; begin <= lastBusy; ) {
    const cell = cells[begin] ?? 'idle';
    let end = begin + 1;
    while (end <= lastBusy && cells[end] === cell) end++;
    const { shape, colour } = CELLS[cell];
    text += cell === 'idle' ? shape.repeat(end - begin) : paint(colour, shape.repeat(end - begin));
    begin = end;
  }
  return text;
}

/** How many stations work or rest at a time. */
function togetherText(traces: readonly Trace[]): string {
  const [first, ...others] = traces.map((trace) => {
    const ns = busyOf(trace).reduce((sum, { workNs, restNs }) => sum + workNs + restNs, 0);
    return { engine: trace.engine, stations: (ns / Math.max(1, endNs(trace))).toFixed(1) };
  });
  const rest = others.map(({ engine, stations }) => `, ${stations} under ${engine}`).join('');
  return `On average ${first?.stations} stations work or rest at a time under ${first?.engine}${rest}.`;
}

/** How the picture differs from the table, and what it cost to record. */
function noteText({ recorded, eventNs, stretch, workload }: Picture): string {
  const piece = workload === 'wait-bound' ? 'rest' : 'piece of work';
  const grown = Math.abs(stretch - 1) < 0.05 ? '' : ` Each ${piece} takes ${stretchWords(stretch)} above.`;
  const core = workload === 'cpu-bound' ? ' Whoever works and has to wait for a core counts as working.' : '';
  const costs = recorded.map(({ cost }) => `${cost.median.toFixed(2)}x`).join(' and ');
  return `Recording took ${costs} the time (${Math.max(0, Math.round(eventNs))} ns an event); no run of the table is recorded.${grown}${core}`;
}

function stretchWords(stretch: number): string {
  return stretch > 1 ? `${figure(stretch)} times as long as` : `${Math.round(stretch * 100)} % of its time`;
}

function figure(value: number): string {
  return value < 10 ? value.toPrecision(2) : String(Math.round(value));
}

function milliseconds(ns: number): string {
  const ms = ns / 1e6;
  return ms < 10 ? `${ms.toFixed(1)} ms` : `${Math.round(ms)} ms`;
}

function fitted(text: string, width: number): string {
  const whole = printable(text);
  let fits = whole;
  for (let letters = [...whole]; stringWidth(fits) > width; fits = `${letters.join('')}…`)
    letters = letters.slice(0, -1);
  return fits + ' '.repeat(width - stringWidth(fits));
}
