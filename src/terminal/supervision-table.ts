/** The tables of a supervised run: the same work in three ways, and what supervision has done in the last of them. */
import type { SupervisionReport } from '../engine/supervise/supervision.ts';
import { medianOf } from '../measure/statistics/samples.ts';
import { columns } from './columns.ts';
import { count, milliseconds } from './engine-table.ts';
import type { Paint } from './style.ts';
import { COLUMNS, wrapped } from './wrap.ts';

/** Spaces between a figure and its words. */
const GAP = 2;

/** One way of doing the work. */
export interface WayRow {
  readonly name: string;
  readonly wallMs: number;
  readonly products: number;
  readonly digest: string;
}

/**
 * A row for each way. The first one is what the others are compared with.
 *
 * @param expected how many products it made; null where there is nothing to compare with
 * @param products what leaves the line: `cakes`
 */
export function waysTable(rows: readonly WayRow[], expected: number | null, products: string, paint: Paint): string[] {
  const [reference] = rows;
  const [head = '', ...lines] = columns([
    ['', 'time', products, 'expected', 'digest'],
    ...rows.map(({ name, wallMs, products: made, digest }) => [
      name,
      milliseconds(wallMs),
      count(made),
      expected === null ? '?' : count(expected),
      digest,
    ]),
  ]);
  const equal = (row: WayRow | undefined): string => {
    if (row === undefined || row === reference) return '';
    return row.products === expected && row.digest === reference?.digest
      ? `  ${paint('green', 'equal')}`
      : `  ${paint('red', 'not equal')}`;
  };
  return [paint('dim', head), ...lines.map((line, i) => `${line}${equal(rows[i])}`)];
}

/** What supervision has done. */
export function supervisionLines(report: SupervisionReport, paint: Paint): string[] {
  const { kills, restarts, redone, lostMs, recoveries, putAside } = report;
  const each =
    recoveries.length < 2
      ? ''
      : `: ${milliseconds(medianOf(recoveries))} in the median, ${milliseconds(Math.max(...recoveries))} at most`;
  const rows: [what: string, figure: string, words: string][] = [
    ['kills', count(kills), 'threads that were ended because that was asked for'],
    ['restarts', count(restarts), 'threads that took the place of others'],
    ['items redone', count(redone), 'begun and not committed when a thread died'],
    ['time lost', milliseconds(lostMs), `from a death to the next commit of its station${each}`],
    ...(putAside.length === 0
      ? []
      : [
          ['put aside', count(putAside.length), 'items at which a thread died three times'] satisfies [
            string,
            string,
            string,
          ],
        ]),
  ];
  const starts = columns(rows.map(([what, figure]) => [`  ${what}`, figure]));
  const width = Math.max(...starts.map((start) => start.length)) + GAP;
  return starts.flatMap((start, i) => {
    const [what, , words] = rows[i] ?? ['', '', ''];
    const colour = (line: string): string => (what === 'put aside' ? paint('red', line) : line);
    return wrapped(words, '', COLUMNS - width)
      .split('\n')
      .map((line, place) => colour(`${(place === 0 ? start : '').padEnd(width)}${line}`));
  });
}

/** The sentence for a run that was asked to kill at random and was over too soon; null for any other run. */
export function tooShortText(asked: number, { kills }: Pick<SupervisionReport, 'kills'>): string | null {
  return asked > 0 && kills === 0 ? 'No thread was killed: the run was over before the first kill.' : null;
}
