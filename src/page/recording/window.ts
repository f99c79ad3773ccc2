/** The window: which part of the time axis is on screen, and how it moves. */

export interface Window {
  readonly fromNs: number;
  readonly toNs: number;
}

/** The narrowest window. A closer look shows nothing more: the clock itself has steps of some nanoseconds. */
export const NARROWEST_NS = 500;

/** The whole run, with a margin at the end, so that the last event is not cut off. */
export function wholeOf(endNs: number): Window {
  return { fromNs: 0, toNs: Math.max(NARROWEST_NS, endNs * 1.02) };
}

/**
 * @param factor below 1 zooms in, above 1 zooms out
 * @param anchorNs the moment that keeps its place on the screen
 */
export function zoomed(window: Window, factor: number, anchorNs: number, whole: Window): Window {
  const width = window.toNs - window.fromNs;
  const wanted = Math.min(whole.toNs - whole.fromNs, Math.max(NARROWEST_NS, width * factor));
  const share = (anchorNs - window.fromNs) / width;
  const fromNs = anchorNs - share * wanted;
  return within({ fromNs, toNs: fromNs + wanted }, whole);
}

/** @param share of the window's width; above 0 it moves to later times */
export function panned(window: Window, share: number, whole: Window): Window {
  const byNs = share * (window.toNs - window.fromNs);
  return within({ fromNs: window.fromNs + byNs, toNs: window.toNs + byNs }, whole);
}

/** The same width, moved just far enough to show a moment with some room around it. */
export function showing(window: Window, atNs: number, whole: Window): Window {
  const width = window.toNs - window.fromNs;
  const room = width * 0.1;
  if (atNs >= window.fromNs + room && atNs <= window.toNs - room) return window;
  const fromNs = atNs < window.fromNs + room ? atNs - room : atNs + room - width;
  return within({ fromNs, toNs: fromNs + width }, whole);
}

function within({ fromNs, toNs }: Window, whole: Window): Window {
  const width = toNs - fromNs;
  const from = Math.max(whole.fromNs, Math.min(fromNs, whole.toNs - width));
  return { fromNs: from, toNs: from + width };
}

/**
 * Round steps for an axis: 1, 2 or 5 times a power of ten.
 *
 * @param about how many ticks the window should have
 */
export function ticksOf({ fromNs, toNs }: Window, about: number): number[] {
  const rough = (toNs - fromNs) / Math.max(1, about);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((times) => times * power).find((candidate) => candidate >= rough) ?? 10 * power;
  const first = Math.ceil(fromNs / step);
  const count = Math.max(0, Math.floor(toNs / step) - first + 1);
  return Array.from({ length: count }, (_, i) => (first + i) * step);
}
