/** What has changed since an earlier run of the bench, as text. */

import { printable } from '../line/printable.ts';
import type { Figure } from '../measure/statistics/figure.ts';
import { milliseconds, us } from '../terminal/figures.ts';
import type { Paint } from '../terminal/style.ts';
import { wrapped } from '../terminal/wrap.ts';
import type { Comparison, Verdict } from './compare.ts';
import type { Comparable } from './document.ts';
import { title } from './title.ts';

/** What the two runs say of themselves. */
interface Compared extends Pick<Comparable, 'machine'> {
  readonly quick?: boolean;
}

/** Lists the figures that differ by more than the noise, and counts the others. */
export function comparisonText(
  before: Compared,
  comparisons: readonly Comparison[],
  now: Compared,
  paint: Paint,
): string {
  const of = (verdict: Verdict) => comparisons.filter((comparison) => comparison.verdict === verdict);
  const [moved, noise, unknown] = [of('moved'), of('within-noise'), of('no-interval')];
  const { cpu, cores, node } = before.machine;
  const other = cpu !== now.machine.cpu || cores !== now.machine.cores || node !== now.machine.node;
  return [
    title(paint, 'compared', 'with the earlier run; above 1x, the figure is larger now'),
    ...(other
      ? [
          wrapped(
            `The earlier run was on another machine or Node: ${printable(cpu)}, ${cores} cores, Node ${printable(node)}.`,
          ),
        ]
      : []),
    ...(before.quick === now.quick ? [] : ['One of the two runs was a quick run: too short for a comparison.']),
    ...[...moved, ...unknown].map(({ name, ratio, verdict, before: old, now: figure }) => {
      const colour = verdict === 'moved' ? (ratio > 1 ? 'red' : 'green') : 'dim';
      return `  ${name.padEnd(46)}${paint(colour, `${ratio.toFixed(2)}x`.padStart(7))}  ${figureText(old)} -> ${figureText(figure)}`;
    }),
    ...(comparisons.length === 0 ? ['No figure is in both runs.'] : []),
    ...(noise.length > 0 ? [`${noise.length} of ${comparisons.length} figures differ by no more than the noise.`] : []),
    ...(unknown.length > 0
      ? [wrapped(`${unknown.length} figures have only one sample in one of the runs: their differences may be noise.`)]
      : []),
  ].join('\n');
}

function figureText({ median, unit }: Figure): string {
  return unit === 'ms' ? milliseconds(median) : us(median / 1000);
}
