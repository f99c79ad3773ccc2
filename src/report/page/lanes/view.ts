/** The view: which engines, which window of time and which moment the timeline shows. */
import type { Stage } from '../../timeline/stage.ts';
import { type Window, wholeOf, zoomed } from '../../timeline/window.ts';

export interface Focus {
  readonly stage: number;
  readonly lane: number;
  /** The index of an event; -1 for the lane itself. */
  readonly event: number;
}

export interface View {
  stages: readonly Stage[];
  whole: Window;
  window: Window;
  /** The moment shown: the playhead. */
  atNs: number;
  playing: boolean;
  focus: Focus | null;
  arrows: 'all' | 'made' | 'none';
  /** The engines whose lanes are on the page. */
  shown: ReadonlySet<string>;
}

export function viewOf(stages: readonly Stage[]): View {
  const shown = firstShown(stages);
  const endNs = endOf({ stages, shown });
  const whole = wholeOf(endNs);
  return { stages, whole, window: whole, atNs: endNs, playing: false, focus: null, arrows: 'all', shown };
}

/** One thread, and the fastest line of threads: the contrast that the page shows. */
function firstShown(stages: readonly { readonly engine: string; readonly endNs: number }[]): ReadonlySet<string> {
  const [line] = stages
    .filter(({ engine }) => engine.startsWith('threads'))
    .toSorted((one, other) => one.endNs - other.endNs);
  const chosen = ['cooperative', line?.engine ?? ''];
  const known = stages.map(({ engine }) => engine);
  return new Set(known.some((engine) => chosen.includes(engine)) ? chosen : known);
}

export function shownStages({ stages, shown }: Pick<View, 'stages' | 'shown'>): readonly Stage[] {
  return stages.filter(({ engine }) => shown.has(engine));
}

/** When the last engine on the page finished its cakes. */
export function endOf(view: Pick<View, 'stages' | 'shown'>): number {
  return Math.max(0, ...shownStages(view).map((stage) => stage.endNs));
}

/** Shows other engines: the axis becomes as long as they need, and the window of time stays where it can. */
export function showEngines(view: View, shown: ReadonlySet<string>): void {
  const [wasWhole, wasOver] = [view.window === view.whole, view.atNs >= endOf(view)];
  view.shown = shown;
  const endNs = endOf(view);
  view.whole = wholeOf(endNs);
  view.window = wasWhole ? view.whole : zoomed(view.window, 1, view.window.fromNs, view.whole);
  view.atNs = wasOver ? endNs : Math.min(view.atNs, endNs);
  if (view.focus !== null && !shown.has(view.stages[view.focus.stage]?.engine ?? '')) view.focus = null;
}

/** The moment that stays in place while the keyboard zooms: the chosen event, else the playhead, else the middle. */
export function anchorOf({ focus, stages, window, atNs }: View): number {
  const eventNs = focus === null ? undefined : stages[focus.stage]?.lanes[focus.lane]?.atNs[focus.event];
  const seen = (ns: number): boolean => ns >= window.fromNs && ns <= window.toNs;
  return [eventNs, atNs].find((ns) => ns !== undefined && seen(ns)) ?? (window.fromNs + window.toNs) / 2;
}
