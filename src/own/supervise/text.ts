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
  { compared, supervised, mistake }: SupervisedLine,
  kills: readonly WrittenKill[],
  paint: Paint,
): string {
  const { report, run } = supervised;
  const others =
    compared === null ? [] : [compared.reference, compared.unsupervised].map((way) => rowOf(way, labelOf(way.engine)));
  const rows = [...others, rowOf(supervised, others.length === 0 ? 'supervised' : ' supervised')];
  const short = tooShortText(kills.length, report);
  const without = compared?.unsupervised.run.wallMs;
  const exact = [
    'Nothing was lost, and nothing came twice: the results are those of one thread.',
    ...(short === null ? [] : [short]),
    ...(without === undefined
      ? []
      : [
          `It took ${times(run.wallMs / without)} the time of the same line without supervision${report.kills > 0 ? ' and without kills' : ''}.`,
        ]),
  ].join(' ');
  return [
    ...waysTable(rows, compared === null ? null : resultsOf(compared.reference), 'results', paint),
    ...supervisionLines(report, paint),
    // What is wrong goes to stderr.
    ...(mistake === null ? [wrapped(exact)] : []),
  ].join('\n');
}

function rowOf(way: LineWay, name: string) {
  return { name, wallMs: way.run.wallMs, products: resultsOf(way), digest: hashOf(way) };
}
