/** The timeline: every engine's lanes on one time axis and the belts of one engine, with buttons, keys and pointer. */

import type { IndexedTrace } from '../../recording/indexed-trace.ts';
import type { DrawnRecipe, RecordedWorkload } from '../../recording/recorded.ts';
import { eventWords, laneWords } from '../../recording/words.ts';
import { element, setText } from '../dom.ts';
import { legend } from '../lanes/legend.ts';
import { endOf, type Focus, isSeen, moveTo, showEngines, shownTraces, type View, viewOf } from '../lanes/view.ts';
import { type Actions, actionsOn } from './actions.ts';
import { beltPicture } from './belt-picture.ts';
import { displayChoices } from './display-choices.ts';
import { listenToKeys } from './keys.ts';
import { oncePerFrame } from './once-per-frame.ts';
import { type Picture, pictureOf } from './picture.ts';
import { playback } from './playback.ts';
import { listenToPointer, type Pointing } from './pointing.ts';
import { toolbar } from './toolbar.ts';
import { tooltip } from './tooltip.ts';

export interface Timeline {
  readonly root: HTMLElement;
  /** Whether it waits at its start, and has not been played. */
  isAtStart(): boolean;
  /** Plays or pauses. */
  toggle(): void;
  pause(): void;
  /** To the next event of the engines that are shown (1), or to the one before (-1). */
  step(by: 1 | -1): void;
  /** Shows all of the run while it is printed, and then the moment from before. */
  onPaper(printing: boolean): void;
  /** Call it after the colour scheme has changed. */
  repaint(): void;
  /** Call it before the timeline is removed from the page. */
  stop(): void;
}

export interface TimelineOptions {
  /** What is shown at first. */
  readonly picture: View['picture'];
  /** Which engines are shown at first. */
  readonly engines: 'two' | 'all';
  /** Called with the engines on the page: at the start, and whenever one is switched on or off. */
  onShown(indexedTraces: readonly IndexedTrace[]): void;
  /** Called when the run has been shown to its end: at the first time, and again after other engines were shown. */
  onSeen(): void;
}

export function timeline(
  recording: RecordedWorkload,
  indexedTraces: readonly IndexedTrace[],
  drawnRecipe: DrawnRecipe,
  { picture: first, engines, onShown, onSeen }: TimelineOptions,
): Timeline {
  const view = viewOf(indexedTraces, first, engines);
  const picture = pictureOf(view, recording, drawnRecipe);
  const { lanes } = picture;
  const root = rootOf(recording, indexedTraces);
  const message = element('p', { class: 'message', role: 'status', 'data-message': '' });
  const belts = beltPicture(view, drawnRecipe, recording.cakes, () => changed());
  let told = false;

  const draw = (): void => {
    picture.draw();
    belts.draw();
    bar.show(view);
    expose(view, root);
    if (told || !isSeen(view)) return;
    told = true;
    onSeen();
  };
  const changed = oncePerFrame(draw);
  const measure = (): void => {
    picture.measure();
    belts.update();
    changed();
  };
  const showFocus = (): void => {
    setText(message, focusWords(view, drawnRecipe));
    changed();
  };
  const actions = actionsOn(view, showFocus);
  const play = playback(
    view,
    () => showWhole(root, view.picture === 'belts' ? belts.root : lanes),
    changed,
    belts.setSlowness,
  );
  const bar = toolbar(view, actions, play.toggle, play.speedRoot, true);
  const key = legend(recording.workload, drawnRecipe.product, indexedTraces);
  const showPicture = (wanted: View['picture']): void => {
    view.picture = wanted;
    lanes.hidden = key.hidden = wanted === 'belts';
    measure();
  };
  const choices = displayChoices(
    view,
    (shown) => {
      showEngines(view, shown);
      told = false;
      onShown(shownTraces(view));
      play.suitSpeed();
      measure();
    },
    showPicture,
    changed,
  );
  root.append(bar.root, belts.root, lanes, message, key, choices);
  onShown(shownTraces(view));
  showPicture(first);

  listenToKeys(lanes, view, actions, play.toggle, showFocus);
  root.append(readWithPointer(view, picture, drawnRecipe, actions, showFocus, changed));
  const resized = new ResizeObserver(measure);
  resized.observe(lanes);
  let before = { atNs: 0, seenNs: 0 };
  return {
    root,
    isAtStart: () => view.seenNs === 0 && !view.playing,
    toggle: play.toggle,
    pause() {
      if (view.playing) play.toggle();
    },
    step: (by) => (by === 1 ? actions.stepOn() : actions.stepBack()),
    onPaper(printing) {
      if (printing) before = { atNs: view.atNs, seenNs: view.seenNs };
      if (printing) moveTo(view, endOf(view));
      else Object.assign(view, before);
    },
    repaint() {
      measure();
      draw();
    },
    stop() {
      play.stop();
      belts.stop();
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

/** Where the picture does not fit on the screen as it is, it starts at its top, so that most of it is seen. */
function showWhole(root: HTMLElement, picture: HTMLElement): void {
  const { top, bottom } = picture.getBoundingClientRect();
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
    over(focus, atNs, x, y) {
      if (atNs > view.seenNs) tip.hide();
      else tip.show(wordsAt(view, focus, atNs, drawnRecipe), x, y);
    },
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
