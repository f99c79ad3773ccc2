/** The three pairs as text. */
import { figure } from '../../measure/figures.ts';
import { isTooFew } from '../../measure/statistics/outcome.ts';
import type { Interval } from '../../measure/statistics/samples.ts';
import { columns } from '../../terminal/columns.ts';
import { noiseText } from '../../terminal/noise-text.ts';
import type { Paint } from '../../terminal/style.ts';
import { wrapped } from '../../terminal/wrap.ts';
import { title } from '../title.ts';
import type { BaselineDocument } from './pairs.ts';

const BUYS =
  'What the engines do beyond the lines written by hand: any recipe; books and a digest of all work; a station that is resumed only while there is room for what it makes; rests; failures that name their station; a watchdog; and the same station under every engine.';

export function baselineText({ machine, noise, rounds, pairs }: BaselineDocument, paint: Paint): string {
  const rows = pairs.map(({ name, ours, bare, ratio, cpuRatio }) => [
    name,
    ours.wallNs.median.toFixed(1),
    bare.wallNs.median.toFixed(1),
    figure(ratio.median),
    isTooFew(ratio) ? 'too few rounds' : between(ratio),
    figure(cpuRatio.median),
  ]);
  const [head = '', ...body] = columns([['', 'engine', 'by hand', 'ratio', 'interval', 'CPU ratio'], ...rows]);
  const processes = rounds === 1 ? 'one fresh process' : `${rounds} fresh processes`;
  const cores = `${machine.cores} ${machine.cores === 1 ? 'core' : 'cores'}`;
  return [
    wrapped(`Cake factory baseline  Node ${machine.node}, ${machine.cpu}, ${cores}`),
    '',
    title(paint, 'ns per ingredient', `no work; medians of ${processes} for each side`),
    paint('dim', head),
    ...body,
    '',
    wrapped(BUYS) + noiseText(noise, paint),
  ].join('\n');
}

function between({ low, high }: Interval): string {
  return `${figure(low)}-${figure(high)}`;
}
