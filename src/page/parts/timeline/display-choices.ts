/** The choices below the lanes: which engines are shown, and which arrows. */
import { choice, element } from '../dom.ts';
import type { View } from '../lanes/view.ts';
import { engineSwitches } from './engine-switches.ts';

/**
 * @param showEngines called with all engines to show, when one is switched on or off
 * @param changed called when other arrows are chosen
 */
export function displayChoices(
  view: View,
  showEngines: (shown: ReadonlySet<string>) => void,
  changed: () => void,
): HTMLElement {
  return element(
    'div',
    { class: 'controls' },
    engineSwitches(view.indexedTraces, view.shown, showEngines),
    element('span', { class: 'gap' }),
    choice(
      'Arrows',
      [
        { value: 'all', label: 'all' },
        { value: 'made', label: 'between stations' },
        { value: 'none', label: 'none' },
      ],
      view.arrows,
      (arrows) => {
        view.arrows = arrows;
        changed();
      },
    ),
  );
}
