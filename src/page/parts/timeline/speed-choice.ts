/** How fast the run is played: chosen to suit its length, until the user chooses a speed. */
import { element } from '../dom.ts';
import { SLOWNESS, slownessFor, slownessWords } from './player.ts';

export interface SpeedChoice {
  readonly root: HTMLElement;
  /** Chooses a speed for a run of this length, unless the user has chosen one. */
  suit(endNs: number): void;
}

/** @param changed called with the slowness, also at the start */
export function speedChoice(endNs: number, changed: (slowness: number) => void): SpeedChoice {
  let chosen = false;
  const speed = element(
    'select',
    { 'data-action': 'speed' },
    ...SLOWNESS.map((slowness) => element('option', { value: slowness }, slownessWords(slowness))),
  );
  speed.addEventListener('change', () => {
    chosen = true;
    changed(Number(speed.value));
  });
  const suit = (newEndNs: number): void => {
    if (chosen) return;
    const slowness = slownessFor(newEndNs);
    speed.value = String(slowness);
    changed(slowness);
  };
  suit(endNs);
  return { root: element('label', { class: 'speed' }, 'Speed ', speed), suit };
}
