/** The first cake: what starting threads costs when you want a single cake. */
import * as Plot from '@observablehq/plot';
import { labelOf } from '../../../engine/engine-table.ts';
import { section, table } from '../../../page/parts/dom.ts';
import { colourOf } from '../../../page/parts/palette.ts';
import { durationOf } from '../../../page/units.ts';
import type { RacedWorkload, ReportBench } from '../../document.ts';
import { type FirstCake, firstCakeSeen, firstCakesOf } from '../../seen-bench.ts';
import { chart } from './chart.ts';

export function firstCakeSection(workloads: readonly RacedWorkload[], bench: ReportBench): HTMLElement {
  const seen = firstCakeSeen(bench);
  const bars = firstCakesOf(bench);
  const started = workloads[0]?.engines.filter(({ threads }) => threads > 1) ?? [];
  return section(
    'The first cake',
    seen,
    chart(seen, ({ fontSize }) => ({
      height: bars.length * 3.4 * fontSize + 2.4 * fontSize,
      // Room for the left half of the label "0 ms".
      marginLeft: 1.6 * fontSize,
      marginRight: 5 * fontSize,
      marginTop: 0,
      marginBottom: 2.4 * fontSize,
      x: { label: null, ticks: 5, tickFormat: (ms: number) => `${ms} ms` },
      y: { domain: bars.map(({ what }) => what), axis: null, paddingInner: 0.66, paddingOuter: 0.7 },
      marks: [
        Plot.barX(bars, { x: 'ms', y: 'what', fill: ({ engine }: FirstCake) => colourOf(engine), rx: 2 }),
        Plot.text(bars, {
          y: 'what',
          text: 'what',
          frameAnchor: 'left',
          textAnchor: 'start',
          fill: 'currentColor',
          dy: -fontSize * 1.35,
        }),
        Plot.text(bars, {
          x: 'ms',
          y: 'what',
          text: ({ ms }: FirstCake) => durationOf(ms * 1e6),
          textAnchor: 'start',
          dx: 8,
          fontWeight: 'bold',
          fill: 'currentColor',
        }),
      ],
    })),
    table(
      'Time until the threads are ready, in the race',
      ['engine', 'start-up', 'threads'],
      started.map((engine) => [labelOf(engine), durationOf(engine.startupMs * 1e6), String(engine.threads)]),
    ),
  );
}
