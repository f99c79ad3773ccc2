/** The lanes of a line of one's own: what each station did, under two engines, on one axis of time. */
import stringWidth from 'string-width';
import { printable } from '../line/printable.ts';
import { milliseconds } from '../terminal/engine-table.ts';
import { axis, fitted, laneName, legend, painted } from '../terminal/lane-drawing.ts';
import type { Paint } from '../terminal/style.ts';
import { COLUMNS, wrapped } from '../terminal/wrap.ts';
import { commonNs } from '../trace/beginning.ts';
import { laneOf } from '../trace/lanes.ts';
import { endNs } from '../trace/metrics.ts';
import type { Trace, Track } from '../trace/trace.ts';
import type { RecordedLine } from './recordings.ts';

const MOST_NAME = 20;
/** More lanes than this for an engine do not fit on a screen. */
const MOST_STATIONS = 8;

export function lanesText(recorded: readonly RecordedLine[], paint: Paint): string {
  if (recorded.length === 0) return '';
  const traces = recorded.map(({ trace }) => trace);
  const beginningNs = commonNs(traces);
  const untilNs = beginningNs ?? Math.max(1, ...traces.map(endNs));
  // The same stations of every engine, also where another one has them in the order of their threads.
  const [first] = traces;
  const stations = new Set(first?.tracks.slice(0, MOST_STATIONS).map(({ station }) => station));
  const drawnOf = ({ tracks }: Trace): Track[] =>
    tracks.filter(({ station, copy }) => stations.has(copy?.of ?? station)).slice(0, MOST_STATIONS);
  const names = traces.flatMap(drawnOf).map((track) => `  ${laneName(track)}`);
  const width = Math.min(MOST_NAME, Math.max(...names.map((name) => stringWidth(printable(name)))));
  const columns = COLUMNS - width - 1;
  const cut = beginningNs === null ? '' : `the first ${milliseconds(beginningNs / 1e6)} of `;
  return [
    '',
    `${paint(['bold', 'cyan'], 'lanes')}  ${cut}an extra, recorded run: what each station does`,
    `${''.padEnd(width)} ${paint('dim', axis(columns, untilNs))}`,
    ...recorded.flatMap((one) => [
      paint('bold', titleOf(one)),
      ...drawnOf(one.trace).map((track) => laneLine(track, width, columns, untilNs, paint)),
      ...(one.trace.tracks.length > MOST_STATIONS ? [`  and ${one.trace.tracks.length - MOST_STATIONS} more`] : []),
    ]),
    ...legend(traces.flatMap(drawnOf), paint),
    paint('dim', wrapped('Recording makes these runs slower; the runs in the table are not recorded.')),
  ].join('\n');
}

/** `threads (ring, 2 threads) 33 ms` */
function titleOf({ trace, wallMs }: RecordedLine): string {
  return `${trace.engine} ${milliseconds(wallMs)}`;
}

function laneLine(track: Track, width: number, columns: number, untilNs: number, paint: Paint): string {
  return `${fitted(`  ${laneName(track)}`, width)} ${painted(laneOf(track, columns, untilNs), paint)}`.trimEnd();
}
