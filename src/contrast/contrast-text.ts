/** The contrast as text for people: 80 columns, aligned, readable without colour. */
import stringWidth from 'string-width';
import { labelOf } from '../engine/engine-table.ts';
import { adviceText } from '../measure/advice.ts';
import { bottleneckOf, limitWithSecond } from '../measure/bottleneck.ts';
import { interval, times } from '../measure/figures.ts';
import { sharedCoresText } from '../measure/machine/capacity.ts';
import type { EngineResult } from '../measure/race.ts';
import { bestOf, paragraphsOf, type WorkloadVerdict } from '../measure/verdict.ts';
import { WHAT_STATIONS_DO } from '../measure/workload.ts';
import { bar } from '../terminal/bar.ts';
import { count, engineTable } from '../terminal/engine-table.ts';
import { startUpRows } from '../terminal/start-up-table.ts';
import type { Paint } from '../terminal/style.ts';
import { wrapped } from '../terminal/wrap.ts';
import type { Contrast, MeasuredMachine, WorkloadResult } from './contrast.ts';

const STATION_BAR_WIDTH = 24;

export function machineText(machine: MeasuredMachine, paint: Paint): string {
  const cores = `${machine.cores} ${machine.cores === 1 ? 'core' : 'cores'}`;
  const { computing, resuming } = machine.parallelCapacity;
  const capacity = `parallel capacity ${computing.toFixed(2)} computing, ${resuming.toFixed(2)} resuming`;
  const facts = `Cake factory  Node ${machine.node}, ${machine.cpu}, ${cores}, ${capacity}`;
  const shared = sharedCoresText(machine.cores, machine.parallelCapacity);
  return [
    wrapped(facts).replace('Cake factory', paint('bold', 'Cake factory')),
    ...(shared === null ? [] : [paint('yellow', wrapped(shared))]),
  ].join('\n');
}

/** One workload: a row for each engine, then the utilisation of the stations on threads. */
export function workloadText(result: WorkloadResult, paint: Paint): string {
  const { order, items, kind } = result;
  const title = `${paint(['bold', 'cyan'], result.workload)}  ${WHAT_STATIONS_DO[result.kind]}`;
  const delivered = order.delivery === 'random' ? ', random delivery' : '';
  const counts = `${count(order.cakes)} ${order.cakes === 1 ? 'cake' : 'cakes'}, ${count(items)} ingredients, seed ${order.seed}${delivered}`;
  const rounds = `, ${result.engines[0]?.wallMs.samples.length ?? 0} rounds`;
  const code = kind === 'message-bound' ? 'resuming' : 'computing';
  const capacity = `, parallel capacity ${result.parallelCapacity.toFixed(2)} ${code}`;
  const threads = bestOf(result, 'threads');
  return [
    '',
    title,
    paint('dim', wrapped(counts + rounds + capacity)),
    engineTable(result.engines, 'cakes/s', paint),
    ...result.skipped.map(({ name, reason }) => wrapped(`${name} did not take part: ${reason}.`)),
    ...steadyLines(result, paint),
    ...(threads === undefined ? [] : [...stationLines(threads, paint), ...doubleLine(result, paint)]),
  ].join('\n');
}

/** The time to start the threads. It is separate from the times of the runs, because it is needed only once. */
export function startupText({ started }: Pick<Contrast, 'started'>, paint: Paint): string {
  const rows = startUpRows(started);
  if (rows.length === 0) return '';
  return [
    '',
    `${paint(['bold', 'cyan'], 'start-up')}  time to start the threads, once, before the first cake`,
    ...rows,
  ].join('\n');
}

/** The verdict, or with another title the reasoning behind it. */
export function verdictText(verdict: readonly WorkloadVerdict[], paint: Paint, title = 'verdict'): string {
  const paragraphs = paragraphsOf(verdict);
  if (paragraphs.length === 0) return '';
  return ['', paint(['bold', 'cyan'], title), ...paragraphs.map((paragraph) => wrapped(paragraph))].join('\n');
}

/** Which engine to use for each workload, and on how many threads. */
export function adviceLines({ workloads }: Contrast, paint: Paint): string {
  const paragraphs = workloads.flatMap(({ workload, advice }) =>
    advice === null ? [] : [wrapped(`${workload}: ${adviceText(advice)}.`)],
  );
  return paragraphs.length === 0 ? '' : ['', paint(['bold', 'cyan'], 'advice'), ...paragraphs].join('\n');
}

function steadyLines({ steady }: WorkloadResult, paint: Paint): string[] {
  if (steady === null) return [];
  const reached = `${labelOf(steady)}: ${interval(steady.speedup)} in the steady state, while the line is full`;
  return steady.outcome === 'not-trusted'
    ? [paint('red', wrapped(`${reached}: above its limit, so do not trust this run`))]
    : [paint('dim', wrapped(`${reached}; the table shows whole runs, in which it also fills and runs empty`))];
}

/** Less than this is not worth a sentence. */
const WORTH_DOUBLING = 1.05;

/** What a second one of the slowest station would allow, where that station sets the limit. */
function doubleLine(
  { kind, lineLimit, parallelCapacity, serviceTimesUs, stationNames, hasCopies }: WorkloadResult,
  paint: Paint,
): string[] {
  const machine = kind === 'wait-bound' ? Number.POSITIVE_INFINITY : parallelCapacity;
  const slowest = stationNames[serviceTimesUs.indexOf(Math.max(...serviceTimesUs))];
  const doubled = Math.min(machine, limitWithSecond(serviceTimesUs));
  if (hasCopies || slowest === undefined || kind === 'message-bound') return [];
  if (lineLimit >= machine || doubled < WORTH_DOUBLING * lineLimit) return [];
  const text = `two of "${slowest}" would allow ${times(doubled)} instead of ${times(lineLimit)}: --double ${JSON.stringify(slowest)}`;
  return [paint('dim', wrapped(text))];
}

function stationLines(threads: EngineResult, paint: Paint): string[] {
  const bottleneck = bottleneckOf(threads.stations);
  const width = Math.max(...threads.stations.map((station) => stringWidth(station.name)));
  const busy = threads.stations.some((station) => station.utilisation > 0);
  if (!busy)
    return [paint('dim', `${labelOf(threads)}: no station works or waits; the time goes into forwarding items`)];
  return [
    paint('dim', `${labelOf(threads)}: utilisation of each station`),
    ...threads.stations.map((station) => {
      const isBottleneck = station === bottleneck;
      const share = `${String(Math.round(station.utilisation * 100)).padStart(3)} %`;
      const row = `  ${station.name}${' '.repeat(width - stringWidth(station.name))}  ${bar(station.utilisation, STATION_BAR_WIDTH)}  ${share}`;
      return isBottleneck ? paint('yellow', `${row}  bottleneck`) : row;
    }),
  ];
}
