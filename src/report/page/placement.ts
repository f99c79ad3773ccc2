/** Which stations share a thread, as a list that opens: for lines with more stations than a sentence can name. */
import type { Placement } from '../../engine/placement/placement.ts';
import { isNamed } from '../../measure/verdict.ts';
import { element } from '../../page/parts/dom.ts';

/** Null where the sentence beside it names them. */
export function placementList(placement: Placement): HTMLElement | null {
  if (isNamed(placement)) return null;
  return element(
    'details',
    { class: 'figures', 'data-placement': placement.length },
    element('summary', {}, 'Which stations share a thread'),
    element('ol', { class: 'threads' }, ...placement.map((group) => element('li', {}, group.join(', ')))),
  );
}
