/** Draws the parts of a picture of lanes as text: the axis of time, the finished cakes, the states of a station. */
import stringWidth from 'string-width';
import { printable } from '../line/printable.ts';
import type { Cell } from '../trace/lanes.ts';
import type { Track } from '../trace/trace.ts';
import type { Paint } from './style.ts';

/** The states differ in shape, so colour is not needed to distinguish them. */
const CELLS: Readonly<Record<Cell, { readonly shape: string; readonly colour: Parameters<Paint>[0] }>> = {
  work: { shape: '█', colour: 'green' },
  rest: { shape: '▒', colour: 'cyan' },
  input: { shape: '·', colour: 'dim' },
  room: { shape: 'x', colour: 'yellow' },
  redo: { shape: '▓', colour: 'magenta' },
  dead: { shape: '†', colour: 'red' },
  none: { shape: ' ', colour: 'reset' },
};
const LEGEND = [
  ['work', 'works'],
  ['rest', 'waits'],
  ['input', 'idle'],
  ['room', 'no room to send'],
] as const;
/** Only where a thread has died. */
const DEATHS = [
  ['dead', 'no thread: it died'],
  ['redo', 'does again what died with it'],
] as const;
const EMPTY = 'empty: sends or has ended';
/** The smallest distance between two figures on the axis. */
const TICK_COLUMNS = 9;
/** More numbers of threads than these are told as a range. */
const MOST_NUMBERS = 4;

/**
 * What the marks mean, and the numbers before the names of stations, where there are any.
 *
 * @param tracks those whose lanes are drawn
 */
export function legend(
  tracks: readonly (Pick<Track, 'copy'> & Partial<Pick<Track, 'events'>>)[],
  paint: Paint,
): string[] {
  const died = tracks.some(({ events = [] }) => events.some(({ kind }) => kind === 'died'));
  const markOf = ([cell, words]: readonly [Cell, string]): string =>
    `${paint(CELLS[cell].colour, CELLS[cell].shape)} ${words}`;
  const marks = LEGEND.map(markOf);
  const deaths = died ? [DEATHS.map(markOf).join('  ')] : [];
  const threads = [...new Set(tracks.flatMap(({ copy }) => copy?.thread ?? []))].sort((one, other) => one - other);
  const numbers = threads.length === 0 ? [] : [`${numbersText(threads)}: the worker thread`];
  return [[...marks, EMPTY].join('  '), ...deaths, ...numbers];
}

/** `#1, #2`, or `#1 to #64` where there are many. */
function numbersText(threads: readonly number[]): string {
  const numbers = threads.map((thread) => `#${thread}`);
  return numbers.length <= MOST_NUMBERS ? numbers.join(', ') : `${numbers[0]} to ${numbers.at(-1)}`;
}

/** Times in milliseconds, each at its position. */
export function axis(columns: number, untilNs: number): string {
  const untilMs = untilNs / 1e6;
  const leastMs = (untilMs * TICK_COLUMNS) / columns;
  const power = 10 ** Math.floor(Math.log10(leastMs));
  const stepMs = power * ([1, 2, 5].find((times) => times * power >= leastMs) ?? 10);
  let line = '0 ms';
  for (let tick = 1; tick * stepMs < untilMs; tick++) {
    const figure = String(Number((tick * stepMs).toPrecision(6)));
    const at = Math.floor(((tick * stepMs) / untilMs) * columns);
    if (at + figure.length <= columns) line = line.padEnd(at) + figure;
  }
  return line;
}

/**
 * A mark at each moment. Where two marks would overlap, the later one is moved to the right; near the end, the earlier ones are moved to
 * the left. Marks that do not fit side by side are left out.
 */
export function marks(atNs: readonly number[], columns: number, untilNs: number, mark: string): string {
  const width = stringWidth(mark);
  const fitting = atNs.slice(0, Math.floor(columns / width));
  let line = '';
  for (const [i, ns] of fitting.entries()) {
    // The later marks need their room as well.
    const last = columns - width * (fitting.length - i);
    const at = Math.max(stringWidth(line), Math.min(last, Math.floor((ns / untilNs) * columns)));
    line += ' '.repeat(at - stringWidth(line)) + mark;
  }
  return line;
}

/** The states of one station over time. Equal neighbours share one colour code. */
export function painted(cells: readonly Cell[], paint: Paint): string {
  const lastBusy = cells.findLastIndex((cell) => cell !== 'none');
  let text = '';
  for (let begin = 0; begin <= lastBusy; ) {
    const cell = cells[begin] ?? 'none';
    let end = begin + 1;
    while (end <= lastBusy && cells[end] === cell) end++;
    const { shape, colour } = CELLS[cell];
    text += cell === 'none' ? shape.repeat(end - begin) : paint(colour, shape.repeat(end - begin));
    begin = end;
  }
  return text;
}

/** Where stations share threads the number of the thread comes first: so it is not cut off with a long name. */
export function laneName({ station, copy }: Pick<Track, 'station' | 'copy'>): string {
  return copy === null ? station : `#${copy.thread} ${copy.of}`;
}

/** Cuts or pads a text to a width. */
export function fitted(text: string, width: number): string {
  const whole = printable(text);
  let fits = whole;
  for (let letters = [...whole]; stringWidth(fits) > width; fits = `${letters.join('')}…`)
    letters = letters.slice(0, -1);
  return fits + ' '.repeat(width - stringWidth(fits));
}
