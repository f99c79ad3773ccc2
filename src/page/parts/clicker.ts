/** The keys of a presenter: they work wherever the focus is, and never move the page by a screen. */
import type { Timeline } from './timeline/timeline.ts';

export const CLICKER_HELP =
  'Keys, also of a clicker: page down plays the run and then goes to the next section, page up goes back; right and left step from event to event; space plays and pauses.';

/** A part of the page that these keys can play. */
export type Playable = Pick<Timeline, 'root' | 'isAtStart' | 'toggle' | 'step'>;

/**
 * - Page down, page up (a clicker sends these): the first one plays the run that is seen; then to the next section, or the one before.
 * - Right, left: to the next event of that run, or the one before. Space: play or pause.
 *
 * @param playables called at each key: what can be played then, from top to bottom
 */
export function listenToClicker(playables: () => readonly Playable[]): void {
  const keys: Readonly<Record<string, () => void>> = {
    PageDown() {
      const seen = seenOf(playables());
      if (seen?.isAtStart() === true) seen.toggle();
      else toSection(1);
    },
    PageUp: () => toSection(-1),
    ArrowRight: () => nearestOf(playables())?.step(1),
    ArrowLeft: () => nearestOf(playables())?.step(-1),
    ' ': () => nearestOf(playables())?.toggle(),
  };
  document.addEventListener('keydown', (event) => {
    const act = keys[event.key];
    if (act === undefined || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (!event.key.startsWith('Page') && usesKeys(event.target)) return;
    event.preventDefault();
    act();
  });
}

/** The first one whose section, or a part of it, is in the upper third of the screen. */
function seenOf(playables: readonly Playable[]): Playable | undefined {
  return playables.find(({ root }) => {
    const { top, bottom } = (root.closest('main > section') ?? root).getBoundingClientRect();
    return top <= innerHeight / 3 && bottom > innerHeight / 3;
  });
}

/** The one that is seen; where none is, the first one below, or else the last one. */
function nearestOf(playables: readonly Playable[]): Playable | undefined {
  return (
    seenOf(playables) ??
    playables.find(({ root }) => root.getBoundingClientRect().top > innerHeight / 3) ??
    playables.at(-1)
  );
}

/** Whether an element has its own use for arrows and space. */
function usesKeys(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('input, select, button, textarea, summary, .scroll') !== null;
}

function toSection(by: 1 | -1): void {
  const tops = [...document.querySelectorAll('main > section:not([hidden])')].map((section) => ({
    section,
    top: section.getBoundingClientRect().top,
  }));
  // What begins at the top of the screen, or a little below, is the section that is seen.
  const wanted =
    by === 1 ? tops.find(({ top }) => top > innerHeight / 3) : (tops.findLast(({ top }) => top < -1) ?? tops[0]);
  wanted?.section.scrollIntoView({ block: 'start' });
}
