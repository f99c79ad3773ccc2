/** A recorded run as belts alone, with its player: it plays, pauses, steps and can be moved to any moment. */
import type { IndexedTrace } from '../../recording/indexed-trace.ts';
import type { DrawnRecipe } from '../../recording/recorded.ts';
import { beltView } from '../belts/belt-view.ts';
import type { Playable } from '../clicker.ts';
import { element } from '../dom.ts';
import { viewOf } from '../lanes/view.ts';
import { actionsOn } from './actions.ts';
import { oncePerFrame } from './once-per-frame.ts';
import { playback } from './playback.ts';
import { toolbar } from './toolbar.ts';

export interface BeltShow extends Playable {
  /** Plays from a moment on, in nanoseconds since the start of the run [the one shown; at the end, the start]. */
  play(fromNs?: number): void;
  pause(): void;
  /** Call it before it is removed from the page. */
  stop(): void;
}

/** @param total how many products the whole run makes */
export function beltShow(indexed: IndexedTrace, drawnRecipe: DrawnRecipe, total: number): BeltShow {
  const view = viewOf([indexed], 'belts');
  const belts = beltView(indexed, drawnRecipe, total);
  const draw = (): void => {
    belts.show(view.atNs, view.playing);
    bar.show(view);
    root.dataset.playing = String(view.playing);
  };
  const changed = oncePerFrame(draw);
  const actions = actionsOn(view, changed);
  const play = playback(view, () => {}, changed, belts.setSlowness);
  const bar = toolbar(view, actions, play.toggle, play.speedRoot, false);
  const root = element('div', { class: 'belt-show', 'data-show': indexed.engine }, belts.root, bar.root);
  draw();
  return {
    root,
    play(fromNs = view.atNs) {
      actions.seek(fromNs);
      if (!view.playing) play.toggle();
    },
    // It plays by itself as soon as the page is open.
    isAtStart: () => false,
    toggle: play.toggle,
    step: (by) => (by === 1 ? actions.stepOn() : actions.stepBack()),
    pause() {
      if (view.playing) play.toggle();
    },
    stop() {
      play.stop();
      belts.stop();
    },
  };
}
