/** The view: which engines, which window of time and which moment the timeline shows. */
import type { IndexedTrace } from '../../recording/indexed-trace.ts';
import { type Window, wholeOf, zoomed } from '../../recording/window.ts';

export interface Focus {
  readonly indexed: number;
  readonly lane: number;
  /** The index of an event; -1 for the lane itself. */
  readonly event: number;
}

export interface View {
  indexedTraces: readonly IndexedTrace[];
  whole: Window;
  window: Window;
  /** The moment shown: the playhead. */
  atNs: number;
  /** The latest moment that was shown so far. What comes after it is not drawn: the page must not give away what it asks about. */
  seenNs: number;
  playing: boolean;
  focus: Focus | null;
  arrows: 'all' | 'made' | 'none';
  /** The engines whose lanes are on the page. */
  shown: ReadonlySet<string>;
  /** Of which engine the belts are drawn. */
  belts: string;
  picture: 'lanes' | 'belts' | 'both';
}

/**
 * The view at the start of the run.
 *
 * @param engines those that are shown at first: all, or the contrast of two
 */
export function viewOf(
  indexedTraces: readonly IndexedTrace[],
  picture: View['picture'],
  engines: 'two' | 'all' = 'two',
): View {
  const shown = engines === 'all' ? new Set(indexedTraces.map(({ engine }) => engine)) : firstShown(indexedTraces);
  const whole = wholeOf(endOf({ indexedTraces, shown }));
  return {
    indexedTraces,
    whole,
    window: whole,
    atNs: 0,
    seenNs: 0,
    playing: false,
    focus: null,
    arrows: 'all',
    shown,
    belts: indexedTraces.find(({ engine }) => shown.has(engine))?.engine ?? '',
    picture,
  };
}

/** One thread, and the fastest line with a thread for each station: the contrast that the page shows. */
function firstShown(indexedTraces: readonly IndexedTrace[]): ReadonlySet<string> {
  const [line] = indexedTraces
    .filter(({ engine }) => engine.startsWith('threads'))
    .toSorted((one, other) => Number(sharesThreads(one)) - Number(sharesThreads(other)) || one.endNs - other.endNs);
  const chosen = ['cooperative', line?.engine ?? ''];
  const known = indexedTraces.map(({ engine }) => engine);
  return new Set(known.some((engine) => chosen.includes(engine)) ? chosen : known);
}

function sharesThreads({ lanes }: IndexedTrace): boolean {
  return lanes.some(({ copy }) => copy !== null);
}

export function shownTraces({ indexedTraces, shown }: Pick<View, 'indexedTraces' | 'shown'>): readonly IndexedTrace[] {
  return indexedTraces.filter(({ engine }) => shown.has(engine));
}

/** When the last engine on the page finished its cakes. */
export function endOf(view: Pick<View, 'indexedTraces' | 'shown'>): number {
  return Math.max(0, ...shownTraces(view).map((indexed) => indexed.endNs));
}

/** Moves the playhead, no further than the run. */
export function moveTo(view: View, atNs: number): void {
  view.atNs = Math.max(0, Math.min(endOf(view), atNs));
  view.seenNs = Math.max(view.seenNs, view.atNs);
}

/** Whether the run has been shown to its end. */
export function isSeen(view: View): boolean {
  return view.seenNs >= endOf(view);
}

/** Shows other engines: the axis becomes as long as they need, and the window of time stays where it can. */
export function showEngines(view: View, shown: ReadonlySet<string>): void {
  const [wasWhole, wasOver] = [view.window === view.whole, view.atNs >= endOf(view)];
  view.shown = shown;
  const endNs = endOf(view);
  view.whole = wholeOf(endNs);
  view.window = wasWhole ? view.whole : zoomed(view.window, 1, view.window.fromNs, view.whole);
  view.atNs = wasOver ? endNs : Math.min(view.atNs, endNs);
  view.seenNs = Math.max(view.seenNs, view.atNs);
  if (!shown.has(view.belts)) view.belts = shownTraces(view)[0]?.engine ?? '';
  if (view.focus !== null && !shown.has(view.indexedTraces[view.focus.indexed]?.engine ?? '')) view.focus = null;
}

/** The moment that stays in place while the keyboard zooms: the chosen event, else the playhead, else the middle. */
export function anchorOf({ focus, indexedTraces, window, atNs }: View): number {
  const eventNs = focus === null ? undefined : indexedTraces[focus.indexed]?.lanes[focus.lane]?.atNs[focus.event];
  const seen = (ns: number): boolean => ns >= window.fromNs && ns <= window.toNs;
  return [eventNs, atNs].find((ns) => ns !== undefined && seen(ns)) ?? (window.fromNs + window.toNs) / 2;
}
