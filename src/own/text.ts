/** The contrast of a line of one's own as text: what was proved, the table, where the time goes, the verdict. */
import stringWidth from 'string-width';
import { type Line, specsOf } from '../line/line.ts';
import { printable } from '../line/printable.ts';
import { bar } from '../terminal/bar.ts';
import { columns } from '../terminal/columns.ts';
import { count, engineTable, milliseconds } from '../terminal/engine-table.ts';
import { startUpRows } from '../terminal/start-up-table.ts';
import type { Paint } from '../terminal/style.ts';
import { COLUMNS, wrapped } from '../terminal/wrap.ts';
import { kindsOf, type OwnContrast } from './contrast-line.ts';
import type { Absent } from './engines.ts';
import type { Proof } from './prove.ts';
import { sentencesOf } from './words.ts';

/** The widest bar of a station's share of the time. */
const BAR_WIDTH = 24;
/** The longest line that is drawn with arrows; a longer one is told in numbers. */
const MOST_DRAWN = 6;

/** The line in one line: `numbers -> wheel -> test`. */
export function lineText(name: string, line: Line, paint: Paint): string {
  const { sources, stations, edges } = line;
  const names = specsOf(line).map((spec) => printable(spec.name, 20));
  const isChain = edges.length === names.length - 1 && edges.every(({ from }, i) => specsOf(line)[i]?.name === from);
  const drawn =
    isChain && names.length <= MOST_DRAWN
      ? names.join(' -> ')
      : `${counted(sources.length, 'source')}, ${counted(stations.length, 'station')}, ${counted(edges.length, 'edge')}`;
  return `${paint('bold', printable(name))}  ${drawn}`;
}

function counted(number: number, what: string): string {
  return `${count(number)} ${what}${number === 1 ? '' : 's'}`;
}

export function proofText(
  { deterministic, reason, engines, edges, results }: Proof,
  absent: readonly Absent[],
  paint: Paint,
): string {
  const moved = edges.reduce((sum, { items }) => sum + items, 0);
  const proven = deterministic
    ? `${engines.length === 1 ? 'No other engine takes part. Two runs' : `Each of ${engines.length} engines`} ${edges.length === 0 ? '' : `moved the same ${count(moved)} items over ${counted(edges.length, 'edge')} and `}gave the same ${counted(results.items, 'result')} (hash ${results.hash}).`
    : `The line is not deterministic: ${reason}. So nothing can be compared.`;
  return [
    titled('proof', proven, paint),
    ...absent.map(({ name, reason: why }) => wrapped(`${name} does not take part: ${why}.`)),
  ].join('\n');
}

export function contrastText(contrast: OwnContrast, paint: Paint): string {
  const { race, machine } = contrast;
  if (race === null) return '';
  const rounds = race.engines[0]?.wallMs.samples.length ?? 0;
  const about = `${count(race.items)} items enter, ${count(race.engines[0]?.products ?? 0)} results, ${counted(rounds, 'round')}, ${counted(machine.cores, 'core')}, parallel capacity ${race.parallelCapacity.toFixed(2)} for this code`;
  const started = startUpRows(contrast.started);
  return [
    '',
    titled('race', about, paint),
    engineTable(race.engines, 'results/s', paint),
    '',
    ...stationLines(contrast, paint),
    ...(started.length === 0
      ? []
      : ['', `${paint(['bold', 'cyan'], 'start-up')}  time to start the threads, once`, ...started]),
  ].join('\n');
}

/** Where one thread spends its time. */
function stationLines({ stations, line }: OwnContrast, paint: Paint): string[] {
  const totalMs = Math.max(
    Number.MIN_VALUE,
    stations.reduce((sum, { selfMs }) => sum + selfMs, 0),
  );
  const most = Math.max(...stations.map(({ selfMs }) => selfMs));
  const kinds = kindsOf(line);
  const rows = stations.map(({ name, selfMs, items }) => ({
    before: [`  ${printable(name, 20)}`, milliseconds(selfMs), `${Math.round((100 * selfMs) / totalMs)} %`],
    share: selfMs / totalMs,
    after: `${counted(items, 'item')}${kindText(kinds.get(name))}${selfMs === most && most > 0 ? ', bottleneck' : ''}`,
  }));
  const text = columns(rows.map(({ before, after }) => [...before, '', after]));
  const left = COLUMNS - Math.max(...text.map((row) => stringWidth(row)));
  const width = Math.min(BAR_WIDTH, Math.max(1, left));
  return [
    `${paint(['bold', 'cyan'], 'stations')}  where one thread spends its time`,
    ...columns(rows.map(({ before, share, after }) => [...before, bar(share, width), after])),
  ];
}

/** How its items cross to another thread. */
function kindText(kind: string | undefined): string {
  return kind === undefined ? '' : ` (${kind === 'places' ? 'ints' : kind})`;
}

export function verdictLines(contrast: OwnContrast, paint: Paint): string {
  const sentences = sentencesOf(contrast);
  if (sentences.length === 0) return '';
  return ['', paint(['bold', 'cyan'], 'verdict'), ...sentences.map((sentence) => wrapped(sentence))].join('\n');
}

/** A paragraph that begins with a word in colour. */
function titled(title: string, text: string, paint: Paint): string {
  return wrapped(`${title}  ${text}`).replace(title, paint(['bold', 'cyan'], title));
}
