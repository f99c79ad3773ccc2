/** The keys of a presenter: they work wherever the focus is, and never move the page by a screen. */
import type { Timeline } from './timeline/timeline.ts';

export const CLICKER_HELP =
  'Keys, also of a clicker: page down plays the run and then goes to the next section, page up goes back; right and left step from event to event; space plays and pauses.';

/** A part of the page that these keys can play. */
export type Playable = Pick<Timeline, 'root' | 'isAtStart' | 'toggle' | 'step'>;

/**
 * - Page down, page up (a clicker sends these): the first one plays the run that is seen; then to the next section, or the one before.
 * - Right, left: to the next event of that run, or the one before. Space: play or pause. Where no run is seen, they do what they always do.
 *
 * @param playables called at each key: what can be played then, from top to bottom
 */
export function listenToClicker(playables: () => readonly Playable[]): void {
  const seen = (act: (playable: Playable) => void): boolean => {
    const found = seenOf(playables());
    if (found !== undefined) act(found);
    return found !== undefined;
  };
  /** Each says whether it has done something. */
  const keys: Readonly<Record<string, () => boolean>> = {
    PageDown() {
      const found = seenOf(playables());
      if (found?.isAtStart() === true) found.toggle();
      else toSection(1);
      return true;
    },
    PageUp() {
      toSection(-1);
      return true;
    },
    ArrowRight: () => seen((found) => found.step(1)),
    ArrowLeft: () => seen((found) => found.step(-1)),
    ' ': () => seen((found) => found.toggle()),
  };
  document.addEventListener('keydown', (event) => {
    const { key, target } = event;
    const act = keys[key];
    if (act === undefined || event.defaultPrevented) return;
    if (event.shiftKey || event.ctrlKey || event.metaKey || event.altKey) return;
    if (usesKeys(target, key.startsWith('Page') ? USE_PAGE_KEYS : USE_ARROWS)) return;
    if (act()) event.preventDefault();
  });
}

/** What has a use of its own for arrows and space, and for page up and page down. */
const USE_ARROWS = 'input, select, button, textarea, summary, .scroll';
const USE_PAGE_KEYS = 'input[type=range], select, textarea';

function usesKeys(target: EventTarget | null, those: string): boolean {
  return target instanceof Element && target.closest(those) !== null;
}

/** The one whose section is in the upper third of the screen. At the end of the page: the last one on the screen. */
function seenOf(playables: readonly Playable[]): Playable | undefined {
  const onScreen = playables
    .map((playable) => ({ playable, place: sectionOf(playable.root).getBoundingClientRect() }))
    .filter(({ place }) => place.height > 0 && place.top < innerHeight && place.bottom > innerHeight / 3);
  const isAtEnd = scrollY + innerHeight >= document.documentElement.scrollHeight - 2;
  const found = isAtEnd ? onScreen.at(-1) : onScreen.find(({ place }) => place.top <= innerHeight / 3);
  return found?.playable;
}

function sectionOf(root: HTMLElement): Element {
  return root.closest('main section') ?? root;
}

function toSection(by: 1 | -1): void {
  const tops = [...document.querySelectorAll('main section')]
    .filter((section) => section.checkVisibility())
    .map((section) => ({ section, top: section.getBoundingClientRect().top }));
  // What begins at the top of the screen, or a little below, is the section that is seen.
  const wanted =
    by === 1 ? tops.find(({ top }) => top > innerHeight / 3) : (tops.findLast(({ top }) => top < -1) ?? tops[0]);
  wanted?.section.scrollIntoView({ block: 'start' });
}
