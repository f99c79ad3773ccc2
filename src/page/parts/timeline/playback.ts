/** Playing the run: the player, its speed, and what has to be on screen for it. */
import { showing } from '../../recording/window.ts';
import { endOf, type View } from '../lanes/view.ts';
import { player } from './player.ts';
import { speedChoice } from './speed-choice.ts';

export interface Playback {
  readonly speedRoot: HTMLElement;
  toggle(): void;
  stop(): void;
  /** Call it when other engines are shown: a longer run is played faster, unless the user has chosen a speed. */
  suitSpeed(): void;
}

/**
 * @param beforePlay called before the run starts to play
 * @param changed called after each step
 * @param paced called with the slowness, also at the start
 */
export function playback(
  view: View,
  beforePlay: () => void,
  changed: () => void,
  paced: (slowness: number) => void,
): Playback {
  const play = player(view, () => {
    if (view.playing) view.window = showing(view.window, view.atNs, view.whole);
    changed();
  });
  const speed = speedChoice(endOf(view), (slowness) => {
    play.setSlowness(slowness);
    paced(slowness);
  });
  return {
    speedRoot: speed.root,
    toggle() {
      if (!view.playing) beforePlay();
      play.toggle();
    },
    stop: play.stop,
    suitSpeed: () => speed.suit(endOf(view)),
  };
}
