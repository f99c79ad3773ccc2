/** A clock that the page itself has to move. It also measures for how long the page did not answer. */
import { element, setText } from '../../parts/dom.ts';

export interface PageClock {
  readonly root: HTMLElement;
  /** The longest time between two pictures since the last call, in milliseconds; 0 where nobody sees the clock. */
  longestGapMs(): number;
}

/** Those who want less motion get a clock that moves twice a second, and nothing that turns. */
const CALM_STEP_MS = 500;

export function pageClock(): PageClock {
  const calm = matchMedia('(prefers-reduced-motion: reduce)');
  const digits = element('span', { class: 'digits' });
  const hand = element('span', { class: 'hand' });
  // It changes all the time, so that a screen reader should leave it alone.
  const root = element(
    'div',
    { class: 'page-clock', 'aria-hidden': 'true' },
    element('span', { class: 'dial' }, hand),
    digits,
  );
  let isSeen = false;
  let lastMs = 0;
  let longestMs = 0;
  const look = (): void => {
    if (!isSeen) return;
    const nowMs = performance.now();
    longestMs = Math.max(longestMs, nowMs - lastMs);
    lastMs = nowMs;
    const shownMs = calm.matches ? CALM_STEP_MS * Math.floor(nowMs / CALM_STEP_MS) : nowMs;
    setText(digits, `${(shownMs / 1000).toFixed(calm.matches ? 1 : 2)} s`);
    hand.style.setProperty('--turn', calm.matches ? '0' : String((nowMs % 1000) / 1000));
    requestAnimationFrame(look);
  };
  // Where nobody sees it, it takes no time from what is measured.
  new IntersectionObserver((entries) => {
    const wasSeen = isSeen;
    isSeen = entries.at(-1)?.isIntersecting ?? false;
    if (wasSeen || !isSeen) return;
    lastMs = performance.now();
    look();
  }).observe(root);
  return {
    root,
    longestGapMs() {
      const found = isSeen ? Math.max(longestMs, performance.now() - lastMs) : 0;
      longestMs = 0;
      return found;
    },
  };
}
