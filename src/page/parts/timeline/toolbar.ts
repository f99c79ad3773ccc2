/** The buttons of a run that can be played: play, step, speed, the moment; and for lanes zoom and move. */
import { durationOf } from '../../units.ts';
import { button, element, setText } from '../dom.ts';
import { endOf, type View } from '../lanes/view.ts';
import type { Actions } from './actions.ts';

export interface Toolbar {
  readonly root: HTMLElement;
  show(view: View): void;
}

/** Into how many steps the slider divides a run. */
const SLIDER_STEPS = 1000;

/**
 * @param view where the slider takes its end from
 * @param zoom whether there are lanes, which can be zoomed
 */
export function toolbar(
  view: View,
  actions: Actions,
  togglePlay: () => void,
  speed: HTMLElement,
  zoom: boolean,
): Toolbar {
  const play = button('Play', togglePlay, { class: 'main', 'data-action': 'play' });
  const clock = element('span', { class: 'clock', 'data-clock': '' });
  const slider = element('input', {
    type: 'range',
    min: 0,
    max: SLIDER_STEPS,
    value: 0,
    'aria-label': 'The moment shown',
    'data-action': 'seek',
  });
  slider.addEventListener('input', () => actions.seek((Number(slider.value) / SLIDER_STEPS) * endOf(view)));
  const { toStart, stepBack, stepOn, zoomIn, zoomOut, earlier, later, showAll } = actions;
  const root = element(
    'div',
    { class: 'controls', role: 'toolbar', 'aria-label': 'Play the run' },
    play,
    button('Restart', toStart, { 'data-action': 'restart' }),
    button('‹', stepBack, { 'aria-label': 'Previous event', title: 'Previous event', 'data-action': 'step-back' }),
    button('›', stepOn, { 'aria-label': 'Next event', title: 'Next event', 'data-action': 'step-on' }),
    speed,
    clock,
    slider,
    ...(zoom
      ? [
          button('+', zoomIn, { 'aria-label': 'Zoom in', 'data-action': 'zoom-in' }),
          button('−', zoomOut, { 'aria-label': 'Zoom out', 'data-action': 'zoom-out' }),
          button('◀', earlier, { 'aria-label': 'Earlier', 'data-action': 'earlier' }),
          button('▶', later, { 'aria-label': 'Later', 'data-action': 'later' }),
          button('All', showAll, { 'aria-label': 'All of the run', 'data-action': 'all' }),
        ]
      : []),
  );
  return {
    root,
    show({ playing, atNs }) {
      const endNs = endOf(view);
      setText(clock, clockText(atNs, endNs));
      setText(play, playing ? 'Pause' : 'Play');
      slider.value = String(Math.round((SLIDER_STEPS * atNs) / Math.max(1, endNs)));
      slider.setAttribute('aria-valuetext', durationOf(atNs));
    },
  };
}

const UNITS = [
  { name: 's', ns: 1e9 },
  { name: 'ms', ns: 1e6 },
  { name: 'µs', ns: 1e3 },
] as const;

/** The unit and the digits of the whole run: so the text stays as wide while it counts. */
function clockText(atNs: number, endNs: number): string {
  const { name, ns } = UNITS.find((unit) => endNs >= unit.ns) ?? UNITS[2];
  const digits = endNs / ns >= 100 ? 0 : endNs / ns >= 10 ? 1 : 2;
  return `${(atNs / ns).toFixed(digits)} ${name}`;
}
