/** The advice: for each workload the engine to use, its threads, their stations, what they take, and why. */
import { WHAT_STATIONS_DO } from '../../measure/workload.ts';
import { element, section } from '../../page/parts/dom.ts';
import type { RacedWorkload } from '../document.ts';
import { adviceFacts, noAdviceWords } from '../seen-advice.ts';
import { placementList } from './placement.ts';

export function adviceSection(workloads: readonly RacedWorkload[]): HTMLElement {
  return section(
    'Which engine to use',
    'The simplest engine that no other one clearly beats: it takes fewer threads, and so less memory and less time to start.',
    element('div', { class: 'panels' }, ...workloads.map(panel)),
  );
}

function panel(workload: RacedWorkload): HTMLElement {
  const { name, advice } = workload;
  return element(
    'div',
    { class: 'panel', 'data-advice': name },
    element('h3', {}, name, element('small', {}, WHAT_STATIONS_DO[name])),
    ...(advice === null
      ? [element('p', { class: 'seen' }, noAdviceWords(workload))]
      : [
          element(
            'dl',
            {},
            ...adviceFacts(advice, workload).flatMap((fact) => [
              element('dt', {}, fact.name),
              element('dd', {}, fact.words),
            ]),
          ),
          advice.engine === 'threads' && advice.placement?.some(({ length }) => length > 1)
            ? placementList(advice.placement)
            : null,
        ]),
  );
}
