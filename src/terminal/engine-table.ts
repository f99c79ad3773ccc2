/** The table of a race: a row for each engine, with its time, its speedup as a figure and a bar, and the limit. */
import Table from 'cli-table3';
import { labelOf } from '../engine/engine-table.ts';
import type { EngineResult } from '../measure/race.ts';
import { bar } from './bar.ts';
import type { Paint } from './style.ts';
import { COLUMNS } from './wrap.ts';

/** Spaces between two columns. */
const GAP = 2;
const LEAST_BAR = 9;
const MOST_BAR = 24;

/**
 * A row for each engine. The bar gets the columns that the figures do not need.
 *
 * @param rate the title of the last column, such as `cakes/s`
 */
export function engineTable(engines: readonly EngineResult[], rate: string, paint: Paint): string {
  const head = ['', 'time', 'speedup', 'interval', 'limit', 'CPU', rate];
  const rows = engines.map((engine) => [
    rowName(engine),
    milliseconds(engine.wallMs.median),
    `${ratio(engine.speedup.median)}x`,
    `${ratio(engine.speedup.low)}-${ratio(engine.speedup.high)}`,
    `${ratio(engine.speedup.limit)}x`,
    milliseconds(engine.cpuMs.median),
    engine.productsPerSecond < 1e6
      ? count(engine.productsPerSecond)
      : `${(engine.productsPerSecond / 1e6).toFixed(2)} M`,
  ]);
  const widths = head.map((title, i) => Math.max(title.length, ...rows.map((row) => row[i]?.length ?? 0)));
  const figures = widths.reduce((sum, width) => sum + width + GAP, 0);
  const barWidth = Math.max(LEAST_BAR, Math.min(MOST_BAR, COLUMNS - figures - 1));
  const widest = Math.max(...engines.flatMap(({ speedup }) => [speedup.limit, speedup.median]));

  const table = new Table({
    head: [...head.slice(0, 4), '| = limit', ...head.slice(4)].map((title) => paint('dim', title)),
    colAligns: ['left', 'right', 'right', 'right', 'left', 'right', 'right', 'right'],
    chars: NO_LINES,
    style: { 'padding-left': 0, 'padding-right': GAP, head: [], border: [] },
  });
  engines.forEach((engine, i) => {
    const [name = '', time = '', speedup = '', range = '', limit = '', cpu = '', perSecond = ''] = rows[i] ?? [];
    const colour = COLOURS[engine.outcome];
    const { median, limit: most } = engine.speedup;
    const drawn = bar(median / widest, barWidth, most / widest);
    table.push([
      name,
      time,
      paint(['bold', colour], speedup),
      paint('dim', range),
      paint(colour, drawn),
      limit,
      cpu,
      perSecond,
    ]);
  });
  return trimmed(table.toString());
}

/** Where stations share threads the row stands behind that of a thread for each, and its whole name would be too long. */
function rowName(engine: EngineResult): string {
  const { packed, threads, onMain } = engine;
  if (packed === null) return labelOf(engine);
  return onMain ? ' main thread' : ` on ${threads} thread${threads === 1 ? '' : 's'}`;
}

const COLOURS: Readonly<Record<EngineResult['outcome'], 'gray' | 'green' | 'red' | 'yellow'>> = {
  baseline: 'gray',
  wins: 'green',
  loses: 'red',
  unclear: 'yellow',
  'not-trusted': 'red',
};

const NO_LINES = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '',
};

function trimmed(text: string): string {
  return text
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}

/** In four characters, however large: the row has to fit a terminal of 80 columns. */
function ratio(value: number): string {
  if (value < 1) return value.toFixed(2);
  return value < 999.5 ? value.toPrecision(3) : '>999';
}

/** In seven characters or fewer: `0.4 ms`, `333 ms`, `1.46 s`. */
export function milliseconds(ms: number): string {
  if (ms < 9.95) return `${ms.toFixed(1)} ms`;
  if (ms < 999.5) return `${Math.round(ms)} ms`;
  return ms < 999_500 ? `${(ms / 1000).toPrecision(3)} s` : `${Math.round(ms / 1000)} s`;
}

export function count(value: number): string {
  return Math.round(value).toLocaleString('en');
}
