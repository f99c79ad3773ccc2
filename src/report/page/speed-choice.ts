/** How fast the run is played: so that it can be watched, until somebody chooses otherwise. */
import { element } from './dom.ts';
import { SLOWNESS, slownessFor, slownessWords } from './player.ts';

export interface SpeedChoice {
  readonly root: HTMLElement;
  /** The run on the page lasts so long now. */
  suit(endNs: number): void;
}

/** @param changed told how many times slower than it was, in the beginning too */
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
  const suit = (lastsNs: number): void => {
    if (chosen) return;
    const slowness = slownessFor(lastsNs);
    speed.value = String(slowness);
    changed(slowness);
  };
  suit(endNs);
  return { root: element('label', {}, 'Speed ', speed), suit };
}
