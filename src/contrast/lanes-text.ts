/** The picture as text: a lane for each station, all engines on one axis of time. */
import stringWidth from 'string-width';
import { type Graph, serviceTimesUs } from '../cake/recipe/graph.ts';
import { printable } from '../line/printable.ts';
import { axis, fitted, laneName, legend, marks, painted } from '../terminal/lane-drawing.ts';
import type { Paint } from '../terminal/style.ts';
import { COLUMNS, wrapped } from '../terminal/wrap.ts';
import { laneOf } from '../trace/lanes.ts';
import { busyOf, endNs, leftNs } from '../trace/metrics.ts';
import type { Trace, Track } from '../trace/trace.ts';
import { cakesAtOnce, type Picture } from './picture.ts';

/** The largest width of a name. */
const MOST_NAME = 20;
const MOST_MARKS = 12;
/** The most stations in a picture: more do not fit on one screen. */
const MOST_STATIONS = 8;

/** What a picture shows, without what recording costs. */
export type DrawnRuns = Pick<Picture, 'workload' | 'cakes' | 'graph'> & {
  readonly recorded: readonly Pick<Picture['recorded'][number], 'trace'>[];
};

export function lanesText(picture: Picture, paint: Paint): string {
  const traces = picture.recorded.map(({ trace }) => trace);
  return drawnLanes(
    picture,
    `${picture.workload}, ${picture.cakes} cakes in an extra, recorded run: what each station does`,
    `${togetherText(traces)} ${noteText(picture)}`,
    paint,
  );
}

/** @param note stands below the picture */
export function drawnLanes(picture: DrawnRuns, heading: string, note: string, paint: Paint): string {
  const { recorded, graph } = picture;
  const traces = recorded.map(({ trace }) => trace);
  const untilNs = Math.max(1, ...traces.map(endNs));
  const { shown, hidden } = chosenStations(graph);
  const drawnOf = ({ tracks }: Trace): Track[] => tracks.filter(({ station }) => shown.has(station));
  const names = [
    ...traces.map(titleOf).filter((title) => stringWidth(title) <= MOST_NAME),
    ...traces.flatMap(drawnOf).map((track) => `  ${laneName(track)}`),
  ];
  const nameWidth = Math.min(MOST_NAME, Math.max(...names.map((name) => stringWidth(printable(name)))));
  const columns = COLUMNS - nameWidth - 1;
  const cake = cakeMark(graph);
  const perMark = cakesPerMark(picture);
  return [
    '',
    wrapped(`lanes  ${heading}`).replace('lanes', paint(['bold', 'cyan'], 'lanes')),
    `${''.padEnd(nameWidth)} ${paint('dim', axis(columns, untilNs))}`,
    ...traces.flatMap((trace) => [
      ...titleLines(
        paint('bold', fitted(titleOf(trace), Math.max(nameWidth, stringWidth(titleOf(trace))))),
        stringWidth(titleOf(trace)) > nameWidth,
        marks(everyNth(leftNs(trace), perMark), columns, untilNs, cake),
        nameWidth,
      ),
      ...drawnOf(trace).map((track) =>
        `${fitted(`  ${laneName(track)}`, nameWidth)} ${painted(laneOf(track, columns, untilNs), paint)}`.trimEnd(),
      ),
    ]),
    ...legend(traces.flatMap(drawnOf), paint),
    ...(perMark === 1 ? [] : [`${cake} stands for ${perMark} cakes.`]),
    ...missingTexts(traces, hidden),
    paint('dim', wrapped(note)),
  ].join('\n');
}

/** The name of an engine and the marks of its cakes; below each other where the name is too long. */
function titleLines(title: string, isLong: boolean, cakes: string, nameWidth: number): string[] {
  return isLong ? [title, `${''.padEnd(nameWidth)} ${cakes}`.trimEnd()] : [`${title} ${cakes}`.trimEnd()];
}

/** `threads (port) 33 ms` */
function titleOf(trace: Trace): string {
  return `${trace.engine} ${milliseconds(endNs(trace))}`;
}

/** One mark for the cakes that are made at once, or for more where there are so many that marks would not fit. */
function cakesPerMark({ cakes, graph }: Pick<Picture, 'cakes' | 'graph'>): number {
  const atOnce = cakesAtOnce(graph);
  return atOnce * Math.ceil(cakes / atOnce / MOST_MARKS);
}

function everyNth<Value>(values: readonly Value[], n: number): Value[] {
  return values.filter((_, i) => (i + 1) % n === 0);
}

/** The symbol of the product, if it is narrow enough. */
function cakeMark({ symbols, product }: Graph): string {
  const symbol = symbols[product] ?? '*';
  return stringWidth(symbol) <= 2 ? symbol : '*';
}

interface ChosenStations {
  readonly shown: ReadonlySet<string>;
  /** How many others there are, and whether one of them takes as long as one that is shown. */
  readonly hidden: { readonly count: number; readonly equal: boolean };
}

/** The stations with the longest service times. */
function chosenStations(graph: Graph): ChosenStations {
  const timesUs = serviceTimesUs(graph);
  const stations = graph.stations.map(({ name }, i) => ({ name, timeUs: timesUs[i] ?? 0 }));
  stations.sort((one, other) => other.timeUs - one.timeUs);
  const [shown, hidden] = [stations.slice(0, MOST_STATIONS), stations.slice(MOST_STATIONS)];
  return {
    shown: new Set(shown.map(({ name }) => name)),
    hidden: { count: hidden.length, equal: hidden[0]?.timeUs === shown.at(-1)?.timeUs },
  };
}

/** What the picture does not show. */
function missingTexts(traces: readonly Trace[], hidden: ChosenStations['hidden']): string[] {
  const dropped = traces.reduce((sum, { tracks }) => sum + tracks.reduce((n, track) => n + track.dropped, 0), 0);
  return [
    ...(hidden.count > 0
      ? [
          `Not shown: ${hidden.count} ${hidden.count === 1 ? 'station' : 'stations'} with shorter ${hidden.equal ? 'or equal ' : ''}service times.`,
        ]
      : []),
    ...(dropped > 0 ? [`Not recorded: the last ${dropped} events, because the recorder was full.`] : []),
  ];
}

/** How many stations are busy (they work, or wait for a timer) at the same time. */
function togetherText(traces: readonly Trace[]): string {
  const [first, ...others] = traces.map((trace) => {
    const ns = busyOf(trace).reduce((sum, { workNs, restNs }) => sum + workNs + restNs, 0);
    return { engine: trace.engine, stations: (ns / Math.max(1, endNs(trace))).toFixed(1) };
  });
  const rest = others.map(({ engine, stations }) => `, and ${stations} with ${engine}`).join('');
  return `On average, ${first?.stations} stations are busy at the same time with ${first?.engine}${rest}.`;
}

/** How the recorded runs differ from those in the tables, and what recording costs. */
function noteText({ recorded, eventNs, timeScale, workload }: Picture): string {
  const piece = workload === 'wait-bound' ? 'rest' : 'piece of work';
  const differs = Math.abs(timeScale - 1) >= 0.05;
  const scaled = differs ? ` Here each ${piece} takes ${figure(timeScale)} times as long as in the tables.` : '';
  const core = workload === 'cpu-bound' ? ' A station that waits for a core counts as working.' : '';
  const costs = recorded.map(({ cost }) => `${cost.median.toFixed(2)}x`).join(' and ');
  const event = `${Math.max(0, Math.round(eventNs))} ns per event`;
  return `With recording, these runs took ${costs} the time (${event}); the runs in the tables are not recorded.${scaled}${core}`;
}

function figure(value: number): string {
  return value < 10 ? value.toPrecision(2) : String(Math.round(value));
}

function milliseconds(ns: number): string {
  const ms = ns / 1e6;
  return ms < 10 ? `${ms.toFixed(1)} ms` : `${Math.round(ms)} ms`;
}
