/** The results of the bench as text: 80 columns, aligned, readable without colour. */
import { rangeText, startPays } from '../measure/start-up.ts';
import type { Figure } from '../measure/statistics/figure.ts';
import type { Disturbance } from '../platform/platform.ts';
import { milliseconds, significant } from '../terminal/figures.ts';
import { noiseText } from '../terminal/noise-text.ts';
import type { Paint } from '../terminal/style.ts';
import { wrapped } from '../terminal/wrap.ts';
import { breakEvenText } from './break-even-text.ts';
import type { BenchDocument, BenchMachine } from './document.ts';
import { MESSAGE_CASES } from './messages/cases.ts';
import { STARTED_THREADS } from './series.ts';
import { title } from './title.ts';

export function benchText(document: BenchDocument, paint: Paint): string {
  return [
    machineText(document.machine, document.noise) + noiseText(document.noise, paint),
    messageText(document.figures, paint),
    breakEvenText(document.breakEven, document.machine.cores, paint),
    startupText(document.figures, paint),
  ].join('\n\n');
}

function machineText(machine: BenchMachine, { loadBefore, stolen, throttled }: Disturbance): string {
  const cores = `${machine.cores} ${machine.cores === 1 ? 'core' : 'cores'}`;
  const share = stolen === null ? 'unknown' : `${(stolen * 100).toFixed(1)} %`;
  const quota =
    throttled === null
      ? ''
      : `, a CPU quota stopped it ${throttled.times.toLocaleString('en')} times, for ${Math.round(throttled.ms).toLocaleString('en')} ms in all`;
  return wrapped(
    `Cake factory bench  Node ${machine.node}, ${machine.cpu}, ${cores}, parallel capacity ${machine.parallelCapacity.toFixed(2)}, load before ${loadBefore.toFixed(2)}, CPU time stolen by the hypervisor ${share}${quota}`,
  );
}

const NAME_WIDTH = 36;
const FIGURE_WIDTH = 7;

/** One row per case: the cost of a message, its round trip, and its latency at half of the maximum rate. */
function messageText(figures: readonly Figure[], paint: Paint): string {
  const known = new Map(figures.map((figure) => [figure.name, figure]));
  const cell = (name: string, unit: number): string => {
    const figure = known.get(name);
    return (figure === undefined ? '-' : significant(figure.median / unit)).padStart(FIGURE_WIDTH);
  };
  const rows = MESSAGE_CASES.map(({ name }) => {
    const throughput = known.get(`${name}-throughput`);
    return [
      name.padEnd(NAME_WIDTH),
      paint('bold', cell(`${name}-throughput`, 1)),
      paint('dim', halfInterval(throughput).padStart(FIGURE_WIDTH - 1)),
      cell(`${name}-round-trip-p50`, 1000),
      cell(`${name}-round-trip-p99`, 1000),
      cell(`${name}-latency-p50`, 1000),
      cell(`${name}-latency-p99`, 1000),
    ].join('');
  });
  const head = (texts: readonly string[], widths: readonly number[]): string =>
    paint(
      'dim',
      texts
        .map((text, i) => (i === 0 ? text.padEnd(widths[i] ?? 0) : text.padStart(widths[i] ?? 0)))
        .join('')
        .trimEnd(),
    );
  return [
    title(paint, 'messages', 'the cost of one while both ends are busy'),
    head(
      ['', 'ns per', '', 'round trip us', 'latency us'],
      [NAME_WIDTH, FIGURE_WIDTH, FIGURE_WIDTH - 1, 2 * FIGURE_WIDTH, 2 * FIGURE_WIDTH],
    ),
    head(
      ['', 'message', '+-', 'p50', 'p99', 'p50', 'p99'],
      [NAME_WIDTH, FIGURE_WIDTH, FIGURE_WIDTH - 1, FIGURE_WIDTH, FIGURE_WIDTH, FIGURE_WIDTH, FIGURE_WIDTH],
    ),
    ...rows,
    paint(
      'dim',
      wrapped(
        'Latency at half of the maximum rate, from the moment a message is due. --json also gives p99.9, the samples and the intervals.',
      ),
    ),
  ].join('\n');
}

/** Half of the interval in percent of the median. */
function halfInterval(figure: Figure | undefined): string {
  if (figure === undefined || figure.confidence === 0) return '';
  return `${Math.round(((figure.high - figure.low) / 2 / figure.median) * 100)}%`;
}

function startupText(figures: readonly Figure[], paint: Paint): string {
  const known = new Map(figures.map((figure) => [figure.name, figure.median]));
  const ms = (name: string): string => milliseconds(known.get(name) ?? Number.NaN).padStart(9);
  const row = (what: string, ...names: string[]): string => `  ${what.padEnd(34)}${names.map(ms).join('')}`;
  const intervals = new Map(figures.map((figure) => [figure.name, figure]));
  const start = known.get('threads-nothing-to-ready') ?? 0;
  return [
    title(paint, 'start-up', 'before the first cake'),
    paint('dim', `  ${''.padEnd(34)}${'one'.padStart(9)}${` ${STARTED_THREADS} at once`.padStart(9)}`),
    row('threads, plain JavaScript', 'start-one-thread', 'start-all-threads'),
    row('threads, with a TypeScript loader', 'start-one-thread-with-loader', 'start-all-threads-with-loader'),
    paint('dim', `  ${''.padEnd(34)}${'cold'.padStart(9)}${'warm'.padStart(9)}`),
    row('first cake on a thread per station', 'first-cake-threads-cold', 'first-cake-threads-warm'),
    row('first cake on one thread', 'first-cake-cooperative'),
    wrapped(payingText(intervals.get('cake-cooperative'), intervals.get('cake-threads'), start)),
  ].join('\n');
}

/** After how many cakes a thread per station has saved the time of its start. */
function payingText(alone: Figure | undefined, threads: Figure | undefined, startMs: number): string {
  if (alone === undefined || threads === undefined) return '';
  const pays = startPays(alone, threads, startMs);
  switch (pays.kind) {
    case 'never':
      return 'A thread per station saves no time here: its start never pays for itself.';
    case 'not-shown':
      return 'The time that a thread per station saves is within the noise: this run does not show when its start pays for itself.';
    case 'after': {
      const saved = milliseconds(alone.median - threads.median);
      return `A thread per station is ready after ${milliseconds(startMs)} and saves ${saved} per cake: its start pays for itself after ${rangeText(pays)} cakes.`;
    }
  }
}
