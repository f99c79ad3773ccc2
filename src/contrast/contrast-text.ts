/** The contrast as a person reads it: 80 columns, aligned, readable without colour. */
import Table from 'cli-table3';
import stringWidth from 'string-width';
import { labelOf } from '../engine/engine.ts';
import type { EngineResult } from '../measure/race.ts';
import { bottleneckOf } from '../measure/verdict.ts';
import type { Machine } from '../platform/node/machine.ts';
import { bar } from '../terminal/bar.ts';
import type { Paint } from '../terminal/style.ts';
import { COLUMNS, wrapped } from '../terminal/wrap.ts';
import type { Contrast, WorkloadResult } from './contrast.ts';

/** Between two columns. */
const GAP = 2;
const LEAST_BAR = 9;
const MOST_BAR = 24;
const STATION_BAR_WIDTH = 24;

const WHAT: Readonly<Record<WorkloadResult['name'], string>> = {
  'cpu-bound': 'every station works',
  'wait-bound': 'every station rests',
  'message-bound': 'every station only passes on',
};

export function machineText(machine: Machine, paint: Paint): string {
  const cores = `${machine.cores} ${machine.cores === 1 ? 'core' : 'cores'}`;
  const facts = `Cake factory  Node ${machine.node}, ${machine.cpu}, ${cores}, parallel capacity ${machine.parallelCapacity.toFixed(2)}`;
  return wrapped(facts).replace('Cake factory', paint('bold', 'Cake factory'));
}

/** One workload: a row per engine, then what the stations did on their threads. */
export function workloadText(workload: WorkloadResult, paint: Paint): string {
  const { order, items } = workload;
  const title = `${paint(['bold', 'cyan'], workload.name)}  ${WHAT[workload.kind]}`;
  const delivered = order.delivery === 'random' ? ', delivered at random' : '';
  const counts = `${count(order.cakes)} cakes, ${count(items)} ingredients, seed ${order.seed}${delivered}`;
  const capacity = `, parallel capacity ${workload.parallelCapacity.toFixed(2)}`;
  const threads = workload.engines.find((engine) => engine.name === 'threads');
  return [
    '',
    title,
    paint('dim', wrapped(counts + capacity)),
    engineTable(workload.engines, paint),
    ...workload.absent.map(({ name, reason }) => wrapped(`${name} sit out: ${reason}.`)),
    ...(threads === undefined ? [] : stationLines(threads, paint)),
  ].join('\n');
}

/** The start of the threads apart: it is paid once and would drown in, or drown, the times of the runs. */
export function startupText(contrast: Contrast, paint: Paint): string {
  const started = contrast.workloads[0]?.engines.filter((engine) => engine.threads > 1) ?? [];
  if (started.length === 0) return '';
  return [
    '',
    `${paint(['bold', 'cyan'], 'start-up')}  from nothing to ready, once, before the first cake`,
    ...started.map(
      (engine) =>
        `  ${labelOf(engine).padEnd(14)} ${milliseconds(engine.startupMs).padStart(7)}  ${engine.threads} threads`,
    ),
  ].join('\n');
}

export function verdictText(sentences: readonly string[], paint: Paint): string {
  if (sentences.length === 0) return '';
  return ['', paint(['bold', 'cyan'], 'verdict'), ...sentences.map((sentence) => wrapped(sentence))].join('\n');
}

/** The bar takes what the figures leave of the line. */
function engineTable(engines: readonly EngineResult[], paint: Paint): string {
  const head = ['', 'time', 'speedup', 'spread', 'limit', 'CPU', 'cakes/s'];
  const rows = engines.map(({ name, channel, wallMs, cpuMs, speedup, productsPerSecond }) => [
    labelOf({ name, channel }),
    milliseconds(wallMs.median),
    `${speedup.median.toFixed(2)}x`,
    `${speedup.low.toFixed(2)}-${speedup.high.toFixed(2)}`,
    `${speedup.limit.toFixed(2)}x`,
    milliseconds(cpuMs.median),
    productsPerSecond < 1e6 ? count(productsPerSecond) : `${(productsPerSecond / 1e6).toFixed(2)} M`,
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
    const [name = '', time = '', speedup = '', spread = '', limit = '', cpu = '', rate = ''] = rows[i] ?? [];
    const colour = colourOf(engine);
    const ratio = engine.speedup;
    const drawn = bar(ratio.median / widest, barWidth, ratio.limit / widest);
    table.push([
      name,
      time,
      paint(['bold', colour], speedup),
      paint('dim', spread),
      paint(colour, drawn),
      limit,
      cpu,
      rate,
    ]);
  });
  return trimmed(table.toString());
}

function stationLines(threads: EngineResult, paint: Paint): string[] {
  const bottleneck = bottleneckOf(threads);
  const width = Math.max(...threads.stations.map((station) => stringWidth(station.name)));
  const busy = threads.stations.some((station) => station.utilisation > 0);
  if (!busy) return [paint('dim', `${labelOf(threads)}: no station works or rests; the time goes into passing on`)];
  return [
    paint('dim', `${labelOf(threads)}: how busy each station was`),
    ...threads.stations.map((station) => {
      const isBottleneck = station.name === bottleneck;
      const share = `${String(Math.round(station.utilisation * 100)).padStart(3)} %`;
      const row = `  ${station.name}${' '.repeat(width - stringWidth(station.name))}  ${bar(station.utilisation, STATION_BAR_WIDTH)}  ${share}`;
      return isBottleneck ? paint('yellow', `${row}  bottleneck`) : row;
    }),
  ];
}

function colourOf({ name, speedup }: EngineResult): 'gray' | 'green' | 'red' | 'yellow' {
  if (name === 'cooperative') return 'gray';
  if (speedup.median >= 1.05) return 'green';
  return speedup.median > 1 / 1.05 ? 'yellow' : 'red';
}

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

function milliseconds(ms: number): string {
  return ms < 10 ? `${ms.toFixed(1)} ms` : `${Math.round(ms)} ms`;
}

function count(value: number): string {
  return Math.round(value).toLocaleString('en');
}
