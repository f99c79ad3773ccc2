/** The keys of a presenter: they work wherever the focus is, and never move the page by a screen. */
import type { RunsSection } from './runs-section.ts';

/**
 * - Page down, page up (a clicker sends these): the first one plays the run; then to the next section, or the one before.
 * - Right, left: to the next event, or the one before. Space: play or pause.
 *
 * @param runs null where nothing was recorded
 */
export function listenToClicker(runs: RunsSection | null): void {
  const keys: Readonly<Record<string, () => void>> = {
    PageDown: () => (runs?.isAtStart() === true ? runs.toggle() : toSection(1)),
    PageUp: () => toSection(-1),
    ArrowRight: () => runs?.step(1),
    ArrowLeft: () => runs?.step(-1),
    ' ': () => runs?.toggle(),
  };
  document.addEventListener('keydown', (event) => {
    const act = keys[event.key];
    if (act === undefined || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (!event.key.startsWith('Page') && usesKeys(event.target)) return;
    event.preventDefault();
    act();
  });
}

/** Whether an element has its own use for arrows and space. */
function usesKeys(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('input, select, button, textarea, summary, .scroll') !== null;
}

function toSection(by: 1 | -1): void {
  const tops = [...document.querySelectorAll('main > section')].map((section) => ({
    section,
    top: section.getBoundingClientRect().top,
  }));
  // What begins at the top of the screen, or a little below, is the section that is seen.
  const wanted =
    by === 1 ? tops.find(({ top }) => top > innerHeight / 3) : (tops.findLast(({ top }) => top < -1) ?? tops[0]);
  wanted?.section.scrollIntoView({ block: 'start' });
}
