/** The lanes of a line of one's own: what each station did, under two engines, on one axis of time. */
import stringWidth from 'string-width';
import { printable } from '../line/printable.ts';
import { milliseconds } from '../terminal/engine-table.ts';
import { axis, fitted, legend, painted } from '../terminal/lane-drawing.ts';
import type { Paint } from '../terminal/style.ts';
import { COLUMNS, wrapped } from '../terminal/wrap.ts';
import { laneOf } from '../trace/lanes.ts';
import { endNs } from '../trace/metrics.ts';
import type { Trace, Track } from '../trace/trace.ts';

const MOST_NAME = 20;
/** More lanes than this for an engine do not fit on a screen. */
const MOST_STATIONS = 8;

export function lanesText(traces: readonly Trace[], paint: Paint): string {
  if (traces.length === 0) return '';
  const wholeNs = Math.max(1, ...traces.map(endNs));
  const untilNs = Math.min(wholeNs, ...traces.flatMap(({ tracks }) => tracks.flatMap(recordedNs)));
  const names = traces.flatMap(({ tracks }) => tracks.map(({ station }) => `  ${station}`));
  const width = Math.min(MOST_NAME, Math.max(...names.map((name) => stringWidth(printable(name)))));
  const columns = COLUMNS - width - 1;
  const cut = untilNs < wholeNs ? `the first ${milliseconds(untilNs / 1e6)} of ` : '';
  return [
    '',
    `${paint(['bold', 'cyan'], 'lanes')}  ${cut}an extra, recorded run: what each station does`,
    `${''.padEnd(width)} ${paint('dim', axis(columns, untilNs))}`,
    ...traces.flatMap((trace) => [
      paint('bold', titleOf(trace)),
      ...trace.tracks.slice(0, MOST_STATIONS).map((track) => laneLine(track, width, columns, untilNs, paint)),
      ...(trace.tracks.length > MOST_STATIONS ? [`  and ${trace.tracks.length - MOST_STATIONS} more`] : []),
    ]),
    legend(paint),
    paint('dim', wrapped('Recording makes these runs slower; the runs in the table are not recorded.')),
  ].join('\n');
}

/** Until when a track is complete: where the memory was full, until its last event. */
function recordedNs({ dropped, events }: Track): number[] {
  return dropped === 0 ? [] : [events.at(-1)?.atNs ?? 0];
}

function titleOf(trace: Trace): string {
  return `${trace.engine} ${milliseconds(endNs(trace) / 1e6)}`;
}

function laneLine(track: Track, width: number, columns: number, untilNs: number, paint: Paint): string {
  return `${fitted(`  ${track.station}`, width)} ${painted(laneOf(track, columns, untilNs), paint)}`.trimEnd();
}
