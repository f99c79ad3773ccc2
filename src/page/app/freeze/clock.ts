/** A clock that the page itself has to move. It also measures for how long it did not move. */
import { element, setText } from '../../parts/dom.ts';
import { isMeasuring, onMeasuring } from '../measuring.ts';

export interface PageClock {
  readonly root: HTMLElement;
  /**
   * The longest time between two pictures since the last call, in milliseconds; null where the clock did not go all the time: nobody saw
   * it, or something was measured.
   */
  longestGapMs(): number | null;
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
  let isOnScreen = false;
  let isGoing = false;
  /** Whether it has stood since the last call. */
  let hasStood = true;
  let next = 0;
  let lastMs = 0;
  let longestMs = 0;
  const look = (): void => {
    const nowMs = performance.now();
    longestMs = Math.max(longestMs, nowMs - lastMs);
    lastMs = nowMs;
    const shownMs = calm.matches ? CALM_STEP_MS * Math.floor(nowMs / CALM_STEP_MS) : nowMs;
    setText(digits, `${(shownMs / 1000).toFixed(calm.matches ? 1 : 2)} s`);
    hand.style.setProperty('--turn', calm.matches ? '0' : String((nowMs % 1000) / 1000));
    next = requestAnimationFrame(look);
  };
  // Where nobody sees it, and where something is measured, it takes no time.
  const follow = (): void => {
    const goes = isOnScreen && !document.hidden && !isMeasuring();
    if (goes === isGoing) return;
    isGoing = goes;
    hasStood = true;
    cancelAnimationFrame(next);
    if (!goes) return;
    lastMs = performance.now();
    look();
  };
  new IntersectionObserver((entries) => {
    isOnScreen = entries.at(-1)?.isIntersecting ?? false;
    follow();
  }).observe(root);
  document.addEventListener('visibilitychange', follow);
  onMeasuring(follow);
  return {
    root,
    longestGapMs() {
      const found = hasStood ? null : Math.max(longestMs, performance.now() - lastMs);
      longestMs = 0;
      hasStood = !isGoing;
      return found;
    },
  };
}
