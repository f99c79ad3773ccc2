/** The choices below the pictures: lanes or belts, which engines, and which arrows. */
import { choice, element } from '../dom.ts';
import type { View } from '../lanes/view.ts';
import { engineSwitches } from './engine-switches.ts';

/**
 * @param showEngines called with all engines to show, when one is switched on or off
 * @param showPicture called when lanes, belts or both are chosen
 * @param changed called when other arrows are chosen
 */
export function displayChoices(
  view: View,
  showEngines: (shown: ReadonlySet<string>) => void,
  showPicture: (picture: View['picture']) => void,
  changed: () => void,
): HTMLElement {
  return element(
    'div',
    { class: 'controls small' },
    choice(
      'Picture',
      [
        { value: 'lanes', label: 'lanes' },
        { value: 'belts', label: 'belts' },
        { value: 'both', label: 'both' },
      ],
      view.picture,
      showPicture,
    ),
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
    engineSwitches(view.indexedTraces, view.shown, showEngines),
  );
}
