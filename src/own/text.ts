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

/** The line in one line: `numbers -> wheel -> test`, and with copies `numbers -> 2 x wheel -> test`. */
export function lineText(name: string, line: Line, paint: Paint): string {
  const { sources, stations, edges } = line;
  const chain = chainOf(line);
  const drawn =
    chain !== null && chain.length <= MOST_DRAWN
      ? chain.map(({ unit, copies }) => `${copies > 1 ? `${copies} x ` : ''}${printable(unit, 20)}`).join(' -> ')
      : `${counted(sources.length, 'source')}, ${counted(stations.length, 'station')}, ${counted(edges.length, 'edge')}`;
  return `${paint('bold', printable(name))}  ${drawn}`;
}

/** A station, and how many of it there are. */
interface Unit {
  readonly unit: string;
  readonly copies: number;
}

/** The line as a chain in which the copies of a station are one; null where it branches. */
function chainOf(line: Line): Unit[] | null {
  const unitOf = new Map(specsOf(line).map(({ name, copy }) => [name, copy?.of ?? name]));
  const units = [...new Set(unitOf.values())];
  const link = (from: string | undefined, to: string | undefined): string => JSON.stringify([from, to]);
  const links = new Set(line.edges.map(({ from, to }) => link(unitOf.get(from), unitOf.get(to))));
  const isChain = links.size === units.length - 1 && units.slice(1).every((unit, i) => links.has(link(units[i], unit)));
  if (!isChain) return null;
  return units.map((unit) => ({ unit, copies: [...unitOf.values()].filter((one) => one === unit).length }));
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
  const about = `${counted(race.items, 'item')} ${race.items === 1 ? 'enters' : 'enter'}, ${counted(race.engines[0]?.products ?? 0, 'result')}, ${counted(rounds, 'round')}, ${counted(machine.cores, 'core')}, parallel capacity ${race.parallelCapacity.toFixed(2)} for this code`;
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
