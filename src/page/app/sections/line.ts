/** The line on one thread, and cakes that move along it as soon as the page is open. It gives no answer to what is asked above. */

import type { Playable } from '../../parts/clicker.ts';
import { element, section } from '../../parts/dom.ts';
import { type BeltShow, beltShow } from '../../parts/timeline/belt-show.ts';
import { indexedTraceOf } from '../../recording/indexed-trace.ts';
import { ask } from '../ask.ts';
import { isMeasuring, onMeasuring } from '../measuring.ts';

export interface LineSection {
  readonly root: HTMLElement;
  /** The belts, once they are there. */
  playable(): readonly Playable[];
}

export function lineSection(): LineSection {
  const place = element('div', { class: 'line-place', 'data-line': 'recording' });
  let show: BeltShow | null = null;
  onMeasuring(() => show?.pause());
  ask('show-line', null, (news) => {
    if (news.kind === 'failed') place.replaceChildren(`The line cannot be shown: ${news.message}`);
    if (news.kind !== 'done') return;
    const { trace, drawnRecipe, cakes } = news.answer;
    const indexed = indexedTraceOf(trace, drawnRecipe);
    show = beltShow(indexed, drawnRecipe, cakes);
    place.replaceChildren(show.root);
    place.dataset.line = 'shown';
    // From where the first cake is done: the line is in full swing.
    if (!isMeasuring() && !matchMedia('(prefers-reduced-motion: reduce)').matches) show.play(indexed.cakesNs[0] ?? 0);
  });
  return {
    root: section(
      'This is the line',
      'Four stations bake chocolate cakes. Here one thread runs all of them: they take turns, and a send is a call.',
      place,
    ),
    playable: () => (show === null ? [] : [show]),
  };
}
