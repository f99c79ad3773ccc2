/** The timeline: every engine's lanes on one time axis, with buttons, keys and pointer. */

import type { IndexedTrace } from '../../recording/indexed-trace.ts';
import type { DrawnRecipe, RecordedWorkload } from '../../recording/recorded.ts';
import { eventWords, laneWords } from '../../recording/words.ts';
import { element, setText } from '../dom.ts';
import { legend } from '../lanes/legend.ts';
import { type Focus, showEngines, shownTraces, type View, viewOf } from '../lanes/view.ts';
import { type Actions, actionsOn } from './actions.ts';
import { displayChoices } from './display-choices.ts';
import { listenToKeys } from './keys.ts';
import { type Picture, pictureOf } from './picture.ts';
import { playback } from './playback.ts';
import { listenToPointer, type Pointing } from './pointing.ts';
import { toolbar } from './toolbar.ts';
import { tooltip } from './tooltip.ts';

export interface Timeline {
  readonly root: HTMLElement;
  /** Call it after the colour scheme has changed. */
  repaint(): void;
  /** Call it before the timeline is removed from the page. */
  stop(): void;
}

/** @param onShown called with the engines on the page: at the start, and whenever one is switched on or off */
export function timeline(
  recording: RecordedWorkload,
  indexedTraces: readonly IndexedTrace[],
  drawnRecipe: DrawnRecipe,
  onShown: (indexedTraces: readonly IndexedTrace[]) => void,
): Timeline {
  const view = viewOf(indexedTraces);
  const picture = pictureOf(view, recording, drawnRecipe);
  const { lanes } = picture;
  const root = rootOf(recording, indexedTraces);
  const message = element('p', { class: 'message', role: 'status', 'data-message': '' });

  const draw = (): void => {
    picture.draw();
    bar.show(view);
    expose(view, root);
  };
  const changed = oncePerFrame(draw);
  const measure = (): void => {
    picture.measure();
    changed();
  };
  const showFocus = (): void => {
    setText(message, focusWords(view, drawnRecipe));
    changed();
  };
  const actions = actionsOn(view, changed);
  const play = playback(view, () => scrollToLanes(root, lanes), changed);
  const bar = toolbar(actions, play.toggle, play.speedRoot);
  const choices = displayChoices(
    view,
    (shown) => {
      showEngines(view, shown);
      onShown(shownTraces(view));
      play.suitSpeed();
      measure();
    },
    changed,
  );
  const numbered = indexedTraces.some(({ lanes }) => lanes.some(({ copy }) => copy !== null));
  root.append(bar.root, lanes, message, legend(recording.workload, drawnRecipe.product, numbered), choices);
  onShown(shownTraces(view));
  picture.measure();

  listenToKeys(lanes, view, actions, play.toggle, showFocus);
  root.append(readWithPointer(view, picture, drawnRecipe, actions, showFocus, changed));
  const resized = new ResizeObserver(measure);
  resized.observe(lanes);
  return {
    root,
    repaint() {
      measure();
      draw();
    },
    stop() {
      play.stop();
      resized.disconnect();
    },
  };
}

function rootOf({ workload }: RecordedWorkload, indexedTraces: readonly IndexedTrace[]): HTMLElement {
  return element('div', {
    class: 'timeline',
    'data-workload': workload,
    'data-events': indexedTraces.reduce((sum, { eventCount }) => sum + eventCount, 0),
  });
}

/** Many changes between two frames are drawn once. */
function oncePerFrame(draw: () => void): () => void {
  let waiting = false;
  return () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      draw();
    });
  };
}

/** Where the lanes do not fit on the screen as it is, they start at its top, so that most of them are seen. */
function scrollToLanes(root: HTMLElement, lanes: HTMLElement): void {
  const { top, bottom } = lanes.getBoundingClientRect();
  if (top < 0 || bottom > innerHeight) root.scrollIntoView({ block: 'start' });
}

/** As attributes, for tests and developer tools. */
function expose({ window, whole, atNs, playing }: View, root: HTMLElement): void {
  root.dataset.from = String(Math.round(window.fromNs));
  root.dataset.to = String(Math.round(window.toNs));
  root.dataset.at = String(Math.round(atNs));
  root.dataset.whole = String(Math.round(whole.toNs));
  root.dataset.playing = String(playing);
}

/** The pointer zooms and moves, reads an event, and chooses one. Returns the tooltip. */
function readWithPointer(
  view: View,
  { lanes, blocks }: Picture,
  drawnRecipe: DrawnRecipe,
  actions: Actions,
  showFocus: () => void,
  changed: () => void,
): HTMLElement {
  const tip = tooltip();
  const pointing: Pointing = {
    over: (focus, atNs, x, y) => tip.show(wordsAt(view, focus, atNs, drawnRecipe), x, y),
    left: tip.hide,
    chose(focus, atNs) {
      lanes.focus({ preventScroll: true });
      view.focus = focus;
      actions.seek(atNs);
      showFocus();
    },
    moved: changed,
    active: () => lanes.contains(document.activeElement),
  };
  blocks.forEach((block, i) => {
    listenToPointer(block, i, view, pointing);
  });
  return tip.root;
}

/** `cooperative: oven received 📦 dry_mix at 1.25 ms` */
function focusWords(view: View, drawnRecipe: DrawnRecipe): string {
  const { focus, indexedTraces, atNs } = view;
  if (focus === null) return '';
  return `${indexedTraces[focus.indexed]?.engine ?? ''}: ${wordsAt(view, focus, atNs, drawnRecipe)}`;
}

/** The event, or where there is none the state of the lane at that moment. */
function wordsAt(
  { indexedTraces }: View,
  { indexed, lane, event }: Focus,
  atNs: number,
  drawnRecipe: DrawnRecipe,
): string {
  const known = indexedTraces[indexed]?.lanes[lane];
  if (known === undefined) return '';
  const found = known.events[event];
  return found === undefined ? laneWords(known, atNs) : eventWords(known, found, drawnRecipe);
}
