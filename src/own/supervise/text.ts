/** A supervised line of one's own as text. */
import { labelOf } from '../../engine/engine-table.ts';
import { times } from '../../measure/figures.ts';
import type { WrittenKill } from '../../terminal/kill-option.ts';
import type { Paint } from '../../terminal/style.ts';
import { supervisionLines, tooShortText, waysTable } from '../../terminal/supervision-table.ts';
import { wrapped } from '../../terminal/wrap.ts';
import { hashOf, resultsOf } from './results.ts';
import type { LineWay, SupervisedLine } from './supervised-line.ts';

export function supervisedText(
  { reference, unsupervised, supervised, mistake }: SupervisedLine,
  kills: readonly WrittenKill[],
  paint: Paint,
): string {
  const { report, run } = supervised;
  const rows = [
    rowOf(reference, labelOf(reference.engine)),
    rowOf(unsupervised, labelOf(unsupervised.engine)),
    rowOf(supervised, ' supervised'),
  ];
  const ratio = times(run.wallMs / unsupervised.run.wallMs);
  const short = tooShortText(kills.length, report);
  const verdict =
    mistake ??
    [
      'Nothing was lost, and nothing came twice: the results are those of one thread.',
      ...(short === null ? [] : [short]),
      `It took ${ratio} the time of the same line without supervision${report.kills > 0 ? ' and without kills' : ''}.`,
    ].join(' ');
  return [
    ...waysTable(rows, 'results', paint),
    ...supervisionLines(report, paint),
    mistake === null ? wrapped(verdict) : paint('red', wrapped(verdict)),
  ].join('\n');
}

function rowOf(way: LineWay, name: string) {
  return { name, wallMs: way.run.wallMs, products: resultsOf(way), digest: hashOf(way) };
}
