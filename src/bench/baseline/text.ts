/** The three pairs as text. */
import { figure, interval } from '../../measure/figures.ts';
import { isTooFew } from '../../measure/statistics/outcome.ts';
import { columns } from '../../terminal/columns.ts';
import type { Paint } from '../../terminal/style.ts';
import { wrapped } from '../../terminal/wrap.ts';
import { title } from '../title.ts';
import type { PairResult } from './pairs.ts';

const BUYS =
  'The difference buys: any recipe, books and a digest of all work, rests, a station that is resumed only while there is room for what it makes, failures that name their station, a watchdog, recordings, and the same station under every engine.';

export function baselineText(pairs: readonly PairResult[], rounds: number, paint: Paint): string {
  const rows = pairs.map(({ name, ours, bare, ratio }) => [
    name,
    ns(ours.wallNs.median),
    ns(bare.wallNs.median),
    isTooFew(ratio) ? figure(ratio.median) : interval(ratio).replace('x', ''),
    figure(ours.cpuNs.median / bare.cpuNs.median),
  ]);
  const [head = '', ...body] = columns([['', 'ours', 'by hand', 'ratio', 'of CPU time'], ...rows]);
  const processes = rounds === 1 ? 'one fresh process' : `the medians of ${rounds} fresh processes`;
  return [
    title(paint, 'baseline', `ns per ingredient, ${processes} for each side`),
    paint('dim', head),
    ...body,
    '',
    wrapped(BUYS),
  ].join('\n');
}

function ns(value: number): string {
  return value.toFixed(1);
}
