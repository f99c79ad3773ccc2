/** The results of a race: a table for each workload, and the verdict. */
import { labelOf } from '../../../engine/engine-table.ts';
import { count, figure, interval, times } from '../../../measure/figures.ts';
import { paragraphsOf } from '../../../measure/verdict.ts';
import { WHAT_STATIONS_DO } from '../../../measure/workload.ts';
import type { PageDocument, PageEngine, PageWorkload } from '../../document.ts';
import { element, section } from '../../parts/dom.ts';
import { counted } from '../../units.ts';
import { dataTable } from '../data-table.ts';

export function resultsSection(document: PageDocument): HTMLElement {
  const { machine, workloads, verdict, noise, quick } = document;
  const { cores, parallelCapacity } = machine;
  return section(
    'The race',
    `All engines bake the same cakes, with the same work. The browser says ${counted(cores, 'core')}; as many threads compute together ${figure(parallelCapacity.computing)} times as fast as one, as measured here. There may be more cores.`,
    ...(quick ? [element('p', { class: 'warning' }, 'A quick run: too short for figures that you can quote.')] : []),
    ...(noise.noisy ? [element('p', { class: 'warning' }, `A noisy run: ${noise.reasons.join('; ')}.`)] : []),
    ...workloads.map(workloadTable),
    ...paragraphsOf(verdict).map((paragraph) => element('p', {}, paragraph)),
  );
}

function workloadTable({ name, order, engines, absent }: PageWorkload): HTMLElement {
  return element(
    'div',
    {},
    dataTable(
      `${name}: ${WHAT_STATIONS_DO[name]}, ${count(order.cakes)} cakes`,
      ['engine', 'time', 'speedup (interval)', 'limit', 'cakes/s'],
      engines.map((engine) => ({ attributes: { 'data-engine': labelOf(engine) }, cells: cellsOf(engine) })),
      { 'data-workload': name },
    ),
    ...absent.map((one) => element('p', { class: 'note' }, `${one.name} did not take part: ${one.reason}.`)),
  );
}

/** One thread is what the others are compared with: its speedup is 1, and has no interval. */
function cellsOf(engine: PageEngine): string[] {
  const { wallMs, speedup, outcome, productsPerSecond } = engine;
  const isBaseline = outcome === 'baseline';
  return [
    labelOf(engine),
    `${wallMs.median.toFixed(1)} ms`,
    isBaseline ? times(1) : interval(speedup),
    isBaseline ? '–' : times(speedup.limit),
    count(productsPerSecond),
  ];
}
