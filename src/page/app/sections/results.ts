/** The results of a race: a table for each workload, and the verdict. */
import { labelOf } from '../../../engine/engine-table.ts';
import { count, figure, times } from '../../../measure/figures.ts';
import { paragraphsOf } from '../../../measure/verdict.ts';
import { WHAT_STATIONS_DO } from '../../../measure/workload.ts';
import type { PageDocument, PageWorkload } from '../../document.ts';
import { element, section } from '../../parts/dom.ts';

export function resultsSection(document: PageDocument): HTMLElement {
  const { machine, workloads, verdict, noise, quick } = document;
  const { cores, parallelCapacity } = machine;
  return section(
    'The race',
    `All engines bake the same cakes, with the same work. The browser says ${cores} cores; together they compute ${figure(parallelCapacity.computing)} times as fast as one, as measured here.`,
    ...(quick ? [element('p', { class: 'warning' }, 'A quick run: too short for figures that you can quote.')] : []),
    ...(noise.noisy ? [element('p', { class: 'warning' }, `A noisy run: ${noise.reasons.join('; ')}.`)] : []),
    ...workloads.map(workloadTable),
    ...paragraphsOf(verdict).map((paragraph) => element('p', {}, paragraph)),
  );
}

function workloadTable({ name, order, engines, absent }: PageWorkload): HTMLElement {
  const heads = ['', 'time', 'speedup', 'interval', 'limit', 'cakes/s'];
  return element(
    'div',
    { class: 'scroll', tabindex: 0, role: 'group', 'aria-label': `Results, ${name}` },
    element(
      'table',
      { 'data-workload': name },
      element('caption', {}, `${name}: ${WHAT_STATIONS_DO[name]}, ${count(order.cakes)} cakes`),
      element('thead', {}, element('tr', {}, ...heads.map((head) => element('th', { scope: 'col' }, head)))),
      element(
        'tbody',
        {},
        ...engines.map((engine) => {
          const { wallMs, speedup, productsPerSecond } = engine;
          const cells = [
            `${wallMs.median.toFixed(1)} ms`,
            times(speedup.median),
            `${figure(speedup.low)} to ${figure(speedup.high)}`,
            times(speedup.limit),
            count(productsPerSecond),
          ];
          const label = labelOf(engine);
          return element(
            'tr',
            { 'data-engine': label },
            element('th', { scope: 'row' }, label),
            ...cells.map((cell) => element('td', {}, cell)),
          );
        }),
      ),
    ),
    ...absent.map((one) => element('p', { class: 'note' }, `${one.name} did not take part: ${one.reason}.`)),
  );
}
