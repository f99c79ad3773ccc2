/** What the buttons and the keys do to the view. */
import { panned, type Window, zoomed } from '../../recording/window.ts';
import { anchorOf, endOf, moveTo, type View } from '../lanes/view.ts';
import { stepMoment } from './stepping.ts';

const ZOOM = 0.6;
const PAN = 0.2;

export interface Actions {
  zoomIn(): void;
  zoomOut(): void;
  earlier(): void;
  later(): void;
  showAll(): void;
  toStart(): void;
  toEnd(): void;
  /** To the next moment, or the one before, at which anything happens. */
  stepOn(): void;
  stepBack(): void;
  /** Moves the playhead. */
  seek(atNs: number): void;
}

/** @param changed called after each action */
export function actionsOn(view: View, changed: () => void): Actions {
  const move = (window: Window): void => {
    view.window = window;
    changed();
  };
  const zoom = (factor: number): void => move(zoomed(view.window, factor, anchorOf(view), view.whole));
  const pan = (share: number): void => move(panned(view.window, share, view.whole));
  const seek = (atNs: number): void => {
    moveTo(view, atNs);
    changed();
  };
  const step = (by: 1 | -1): void => {
    stepMoment(view, by);
    changed();
  };
  return {
    zoomIn: () => zoom(ZOOM),
    zoomOut: () => zoom(1 / ZOOM),
    earlier: () => pan(-PAN),
    later: () => pan(PAN),
    showAll: () => move(view.whole),
    toStart: () => seek(0),
    toEnd: () => seek(endOf(view)),
    stepOn: () => step(1),
    stepBack: () => step(-1),
    seek,
  };
}
