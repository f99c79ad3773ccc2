/** The results of a race: a table for each workload, the verdict, and a text to copy. */
import { labelOf } from '../../engine/engine-table.ts';
import { count, figure, times } from '../../measure/figures.ts';
import { paragraphsOf } from '../../measure/verdict.ts';
import { WHAT_STATIONS_DO } from '../../measure/workload.ts';
import type { PageDocument, PageWorkload } from '../document.ts';
import { button, element, section } from '../parts/dom.ts';
import { sheetText } from '../sheet.ts';

export function results(document: PageDocument): HTMLElement[] {
  const { machine, workloads, verdict, noise, quick } = document;
  const { cores, parallelCapacity } = machine;
  return [
    section(
      'The race',
      `All engines bake the same cakes, with the same work. The browser says ${cores} cores; together they compute ${figure(parallelCapacity.computing)} times as fast as one, as measured here.`,
      ...(quick ? [element('p', { class: 'warning' }, 'A quick run: too short for figures that you can quote.')] : []),
      ...(noise.noisy ? [element('p', { class: 'warning' }, `A noisy run: ${noise.reasons.join('; ')}.`)] : []),
      ...workloads.map(workloadTable),
      ...paragraphsOf(verdict).map((paragraph) => element('p', {}, paragraph)),
      element(
        'p',
        { class: 'note' },
        'A browser does not tell how much CPU time a page uses. Its clock is coarse, so that runs are long. Do not put these figures in one chart with those of Node.',
      ),
    ),
    copySection(sheetText(document)),
  ];
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

function copySection(text: string): HTMLElement {
  const area = element('textarea', { readonly: true, rows: text.split('\n').length, 'aria-label': 'The text to copy' });
  area.value = text;
  const copied = element('span', { role: 'status' });
  return section(
    'For the sheet of your lecturer',
    'Nothing is sent anywhere. Copy this text if you want to pass it on.',
    area,
    element(
      'div',
      { class: 'controls' },
      button('Copy', async () => {
        area.select();
        // Without a secure context there is no clipboard: then the text is selected, and a key copies it.
        const isCopied = await navigator.clipboard?.writeText(text).then(
          () => true,
          () => false,
        );
        copied.textContent = isCopied === true ? 'Copied.' : 'Selected: copy it with Ctrl-C.';
      }),
      copied,
    ),
  );
}
