/** What the timeline shows just now, and who is told when it changes. */
import type { Stage } from '../timeline/stage.ts';
import { type Window, wholeOf, zoomed } from '../timeline/window.ts';
import { firstShown } from './engine-switches.ts';

export interface Focus {
  readonly stage: number;
  readonly lane: number;
  /** The place of an event; -1 for the lane as such. */
  readonly event: number;
}

export interface View {
  stages: readonly Stage[];
  whole: Window;
  window: Window;
  /** Where the play button has got to. */
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

export function shownStages({ stages, shown }: Pick<View, 'stages' | 'shown'>): readonly Stage[] {
  return stages.filter(({ engine }) => shown.has(engine));
}

/** When the last engine on the page had its cakes done. */
export function endOf(view: Pick<View, 'stages' | 'shown'>): number {
  return Math.max(0, ...shownStages(view).map((stage) => stage.endNs));
}

/** Other engines on the page: the axis is as long as they need, and what was looked at stays in sight if it is there. */
export function showEngines(view: View, shown: ReadonlySet<string>): void {
  const [wasWhole, wasOver] = [view.window === view.whole, view.atNs >= endOf(view)];
  view.shown = shown;
  const endNs = endOf(view);
  view.whole = wholeOf(endNs);
  view.window = wasWhole ? view.whole : zoomed(view.window, 1, view.window.fromNs, view.whole);
  view.atNs = wasOver ? endNs : Math.min(view.atNs, endNs);
  if (view.focus !== null && !shown.has(view.stages[view.focus.stage]?.engine ?? '')) view.focus = null;
}

/** What stays in its place when nobody points at anything: the chosen event, the play head, the middle. */
export function anchorOf({ focus, stages, window, atNs }: View): number {
  const eventNs = focus === null ? undefined : stages[focus.stage]?.lanes[focus.lane]?.atNs[focus.event];
  const seen = (ns: number): boolean => ns >= window.fromNs && ns <= window.toNs;
  return [eventNs, atNs].find((ns) => ns !== undefined && seen(ns)) ?? (window.fromNs + window.toNs) / 2;
}
