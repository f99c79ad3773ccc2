/** The keys of the timeline. They work while the lanes have the focus. */
import type { View } from '../lanes/view.ts';
import type { Actions } from './actions.ts';
import { stepEvent, stepLane } from './stepping.ts';

/** For the label of the lanes, so that a screen reader reads it out. */
export const KEYS_HELP =
  'Left and right move, plus and minus zoom, 0 shows all, space plays, up and down choose a station, N and P choose an event.';

/** @param pressed called after each key that did something */
export function listenToKeys(
  lanes: HTMLElement,
  view: View,
  actions: Actions,
  togglePlay: () => void,
  pressed: () => void,
): void {
  const keys: Readonly<Record<string, () => void>> = {
    ArrowLeft: actions.earlier,
    ArrowRight: actions.later,
    ArrowUp: () => stepLane(view, -1),
    ArrowDown: () => stepLane(view, 1),
    '+': actions.zoomIn,
    '=': actions.zoomIn,
    '-': actions.zoomOut,
    '0': actions.showAll,
    Home: actions.toStart,
    End: actions.toEnd,
    ' ': togglePlay,
    n: () => stepEvent(view, 1),
    p: () => stepEvent(view, -1),
    Escape: () => {
      view.focus = null;
    },
  };
  lanes.addEventListener('keydown', (event) => {
    const act = keys[event.key];
    if (act === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    act();
    pressed();
  });
}
