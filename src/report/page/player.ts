/** The player: moves through the run, so many times slower than it was. */
import { significant } from '../units.ts';
import { endOf, type View } from './timeline-view.ts';

/** A run of ten milliseconds is over before anybody has looked: slow motion, by these factors. */
export const SLOWNESS = [1, 3, 10, 30, 100, 300, 1000, 3000, 10_000, 30_000, 100_000, 1_000_000] as const;
/** The whole run is to last about so long. */
const WANTED_S = 15;

/** The factor at which a run lasts about as long as people like to watch. */
export function slownessFor(endNs: number): number {
  const wanted = (WANTED_S * 1e9) / Math.max(1, endNs);
  return SLOWNESS.reduce<number>((best, one) => (closer(one, best, wanted) ? one : best), 1);
}

function closer(one: number, best: number, wanted: number): boolean {
  return Math.abs(Math.log(one / wanted)) < Math.abs(Math.log(best / wanted));
}

export function slownessWords(slowness: number): string {
  return slowness === 1 ? 'as fast as it was' : `${significant(slowness)} × slower`;
}

export interface Player {
  toggle(): void;
  stop(): void;
  slower(factor: number): void;
}

/** @param changed called after every step, and when it starts or stops */
export function player(view: View, changed: () => void): Player {
  let slowness = slownessFor(endOf(view));
  let before: number | null = null;
  let next = 0;
  const step = (nowMs: number): void => {
    if (!view.playing) return;
    // A tab that was hidden for a minute goes on where it was.
    const passedMs = before === null ? 0 : Math.min(100, nowMs - before);
    before = nowMs;
    view.atNs = Math.min(endOf(view), view.atNs + (passedMs * 1e6) / slowness);
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
    slower(factor) {
      slowness = factor;
    },
  };
}
