/** The contrast: a panel for each workload, a bar for each engine, with its limit and its interval. */
import * as Plot from '@observablehq/plot';
import { paragraphsOf, type WorkloadVerdict } from '../../../measure/verdict.ts';
import { WHAT_STATIONS_DO } from '../../../measure/workload.ts';
import { element, section, table } from '../../../page/parts/dom.ts';
import { colourOf } from '../../../page/parts/palette.ts';
import { counted, significant, times } from '../../../page/units.ts';
import type { RacedWorkload } from '../../document.ts';
import { racedLabel, sharingEngines, sharingSeen } from '../../seen-placement.ts';
import { contrastSeen } from '../../seen-race.ts';
import { placementList } from '../placement.ts';
import { chart } from './chart.ts';

/** Height of a bar and the text above it, in lines of text. */
const ROW = 3.2;

/** @param product what leaves the line: `cake` */
export function contrastSection(
  workloads: readonly RacedWorkload[],
  verdict: readonly WorkloadVerdict[],
  product: string,
): HTMLElement {
  const most = Math.max(
    1,
    ...workloads.flatMap(({ engines }) => engines.flatMap(({ speedup }) => [speedup.limit, speedup.high])),
  );
  const rows = workloads.flatMap((workload) =>
    workload.engines.map((engine) => [
      `${workload.name}, ${racedLabel(engine)}`,
      times(engine.speedup.median),
      engine.predicted === null ? '' : times(engine.predicted),
      `${engine.speedup.low.toFixed(2)} to ${engine.speedup.high.toFixed(2)}`,
      times(engine.speedup.limit),
      `${significant(engine.wallMs.median)} ms`,
      `${significant(engine.cpuMs.median)} ms`,
      significant(engine.productsPerSecond),
    ]),
  );
  return section(
    'The race',
    `Every engine makes the same ${product}s with the same work. A bar shows the speedup over one thread (cooperative). The thick mark ┃ is the limit on this machine. The thin line is the interval that holds the true median with a confidence of 95 %.`,
    element('div', { class: 'panels' }, ...workloads.map((workload) => panel(workload, most, product))),
    table(
      'Speedup over the cooperative engine: the median of the paired rounds, and its interval',
      ['workload and engine', 'speedup', 'predicted', 'interval', 'limit', 'wall time', 'CPU time', `${product}s/s`],
      rows,
    ),
    element(
      'details',
      { class: 'figures' },
      element('summary', {}, 'The verdict in words'),
      ...paragraphsOf(verdict).map((paragraph) => element('p', {}, paragraph)),
    ),
  );
}

function panel(workload: RacedWorkload, most: number, product: string): HTMLElement {
  const seen = contrastSeen(workload);
  const bars = workload.engines.map((engine) => ({ label: racedLabel(engine), ...engine.speedup }));
  return element(
    'div',
    { class: 'panel', 'data-workload': workload.name },
    element('h3', {}, workload.name, element('small', {}, WHAT_STATIONS_DO[workload.name])),
    chart(seen, ({ fontSize }) => speedupPlot(bars, most, fontSize)),
    element('p', { class: 'seen' }, seen),
    ...sharingEngines(workload).flatMap((engine) => [
      element('p', { class: 'shared' }, sharingSeen(engine)),
      placementList(engine.placement),
    ]),
    element(
      'p',
      { class: 'note' },
      `${counted(workload.engines[0]?.products ?? 0, product)}${workload.order === null ? '' : `, seed ${workload.order.seed}`}, parallel capacity ${workload.parallelCapacity.toFixed(2)}`,
      ...workload.absent.map(({ name, reason }) => `; without ${name}: ${reason}`),
    ),
  );
}

interface Bar {
  readonly label: string;
  readonly median: number;
  readonly low: number;
  readonly high: number;
  readonly limit: number;
}

function speedupPlot(bars: readonly Bar[], most: number, fontSize: number): Plot.PlotOptions {
  return {
    height: bars.length * ROW * fontSize + 2.2 * fontSize,
    marginLeft: 2,
    marginRight: 4,
    marginTop: 0,
    marginBottom: 2.2 * fontSize,
    x: {
      domain: [0, most * 1.04],
      label: null,
      ticks: 4,
      tickSize: 0,
      tickFormat: (value: number) => (value === 0 ? '' : `${value}×`),
    },
    y: { domain: bars.map(({ label }) => label), axis: null, paddingInner: 0.62, paddingOuter: 0.6 },
    marks: [
      Plot.ruleX([1], { stroke: 'var(--faint)', strokeDasharray: '4,4' }),
      Plot.barX(bars, { x: 'median', y: 'label', fill: ({ label }) => colourOf(label), rx: 2 }),
      Plot.ruleY(bars, { x1: 'low', x2: 'high', y: 'label', stroke: 'var(--ink)', strokeWidth: 2 }),
      Plot.tickX(bars, { x: 'low', y: 'label', stroke: 'var(--ink)', strokeWidth: 2, insetTop: 4, insetBottom: 4 }),
      Plot.tickX(bars, { x: 'high', y: 'label', stroke: 'var(--ink)', strokeWidth: 2, insetTop: 4, insetBottom: 4 }),
      Plot.tickX(bars, {
        x: 'limit',
        y: 'label',
        stroke: 'var(--ink)',
        strokeWidth: 5,
        insetTop: -1,
        insetBottom: -1,
      }),
      Plot.text(bars, {
        y: 'label',
        text: 'label',
        textAnchor: 'start',
        frameAnchor: 'left',
        fill: 'currentColor',
        dy: -fontSize * 1.4,
      }),
      Plot.text(bars, {
        y: 'label',
        text: ({ median }) => times(median),
        textAnchor: 'end',
        frameAnchor: 'right',
        fontWeight: 'bold',
        fill: 'currentColor',
        dy: -fontSize * 1.4,
      }),
    ],
  };
}
