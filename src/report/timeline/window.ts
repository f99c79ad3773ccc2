/** The window: which part of the time axis is on screen, and how it is moved. */

export interface Window {
  readonly fromNs: number;
  readonly toNs: number;
}

/** Closer than this nothing can be told apart: the clock itself has steps of some nanoseconds. */
export const NARROWEST_NS = 500;

/** All of it, with a margin at the end, so that the last event is not cut off. */
export function wholeOf(endNs: number): Window {
  return { fromNs: 0, toNs: Math.max(NARROWEST_NS, endNs * 1.02) };
}

/**
 * @param factor below 1 it comes nearer, above 1 it goes away
 * @param anchorNs the moment that stays where it is on the screen
 */
export function zoomed(window: Window, factor: number, anchorNs: number, whole: Window): Window {
  const width = window.toNs - window.fromNs;
  const wanted = Math.min(whole.toNs - whole.fromNs, Math.max(NARROWEST_NS, width * factor));
  const share = (anchorNs - window.fromNs) / width;
  const fromNs = anchorNs - share * wanted;
  return within({ fromNs, toNs: fromNs + wanted }, whole);
}

/** @param share of the window's width, to later times where it is above 0 */
export function panned(window: Window, share: number, whole: Window): Window {
  const byNs = share * (window.toNs - window.fromNs);
  return within({ fromNs: window.fromNs + byNs, toNs: window.toNs + byNs }, whole);
}

/** The same width, moved as little as makes a moment visible, with some room around it. */
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

/** Round steps for an axis: 1, 2 or 5 times a power of ten, about so many to the window. */
export function ticksOf({ fromNs, toNs }: Window, about: number): number[] {
  const rough = (toNs - fromNs) / Math.max(1, about);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((times) => times * power).find((candidate) => candidate >= rough) ?? 10 * power;
  const first = Math.ceil(fromNs / step);
  const count = Math.max(0, Math.floor(toNs / step) - first + 1);
  return Array.from({ length: count }, (_, i) => (first + i) * step);
}
