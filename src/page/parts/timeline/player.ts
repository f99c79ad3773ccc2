/** The player: moves the playhead through the run in slow motion. */
import { significant } from '../../units.ts';
import { endOf, moveTo, type View } from '../lanes/view.ts';

/** How many times slower than the run itself it can be played: a run of ten milliseconds is too short to watch. */
export const SLOWNESS = [1, 3, 10, 30, 100, 300, 1000, 3000, 10_000, 30_000, 100_000, 1_000_000] as const;
/** Playing the whole run takes about so long. */
const WANTED_S = 15;
/** Where the user wants no movement, the run is played in steps of this length. Milliseconds. */
const STILL_STEP_MS = 700;

/** The factor at which playing a run takes about 15 s. */
export function slownessFor(endNs: number): number {
  const wanted = (WANTED_S * 1e9) / Math.max(1, endNs);
  return SLOWNESS.reduce<number>((best, one) => (closer(one, best, wanted) ? one : best), 1);
}

function closer(one: number, best: number, wanted: number): boolean {
  return Math.abs(Math.log(one / wanted)) < Math.abs(Math.log(best / wanted));
}

export function slownessWords(slowness: number): string {
  return slowness === 1 ? 'real time' : `${significant(slowness)} × slower`;
}

export interface Player {
  toggle(): void;
  stop(): void;
  setSlowness(factor: number): void;
}

/** @param changed called after every step, and when playing starts or stops */
export function player(view: View, changed: () => void): Player {
  let slowness = slownessFor(endOf(view));
  let before: number | null = null;
  let next = 0;
  let waitingMs = 0;
  const still = matchMedia('(prefers-reduced-motion: reduce)');
  const step = (nowMs: number): void => {
    if (!view.playing) return;
    // No frames come while the tab is hidden: it goes on where it was.
    const passedMs = before === null ? 0 : Math.min(100, nowMs - before);
    before = nowMs;
    waitingMs += passedMs;
    if (still.matches && waitingMs < STILL_STEP_MS) {
      next = requestAnimationFrame(step);
      return;
    }
    moveTo(view, view.atNs + (waitingMs * 1e6) / slowness);
    waitingMs = 0;
    if (view.atNs >= endOf(view)) view.playing = false;
    else next = requestAnimationFrame(step);
    changed();
  };
  return {
    toggle() {
      view.playing = !view.playing;
      if (view.playing) {
        if (view.atNs >= endOf(view)) view.atNs = 0;
        before = null;
        cancelAnimationFrame(next);
        next = requestAnimationFrame(step);
      }
      changed();
    },
    stop() {
      view.playing = false;
      cancelAnimationFrame(next);
    },
    setSlowness(factor) {
      slowness = factor;
    },
  };
}
