/** What the buttons and the keys do to the view. */
import { panned, type Window, zoomed } from '../../recording/window.ts';
import { anchorOf, endOf, type View } from '../lanes/view.ts';

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
    view.atNs = Math.max(0, Math.min(endOf(view), atNs));
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
    seek,
  };
}
