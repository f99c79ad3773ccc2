/** The buttons above the lanes: play, speed, zoom, move. */

import { durationOf } from '../../units.ts';
import { button, element, setText } from '../dom.ts';
import type { View } from '../lanes/view.ts';
import type { Actions } from './actions.ts';

export interface Toolbar {
  readonly root: HTMLElement;
  show(view: View): void;
}

export function toolbar(actions: Actions, togglePlay: () => void, speed: HTMLElement): Toolbar {
  const play = button('Play', togglePlay, { class: 'main', 'data-action': 'play' });
  const clock = element('output', { class: 'clock', 'data-clock': '' });
  const { toStart, zoomIn, zoomOut, earlier, later, showAll } = actions;
  const root = element(
    'div',
    { class: 'controls', role: 'toolbar', 'aria-label': 'Timeline' },
    play,
    button('Restart', toStart, { 'data-action': 'restart' }),
    speed,
    clock,
    element('span', { class: 'gap' }),
    button('+', zoomIn, { 'aria-label': 'Zoom in', 'data-action': 'zoom-in' }),
    button('−', zoomOut, { 'aria-label': 'Zoom out', 'data-action': 'zoom-out' }),
    button('◀', earlier, { 'aria-label': 'Earlier', 'data-action': 'earlier' }),
    button('▶', later, { 'aria-label': 'Later', 'data-action': 'later' }),
    button('All', showAll, { 'aria-label': 'The whole run', 'data-action': 'all' }),
  );
  return {
    root,
    show({ playing, atNs }) {
      setText(clock, durationOf(atNs));
      setText(play, playing ? 'Pause' : 'Play');
      play.setAttribute('aria-pressed', String(playing));
    },
  };
}
