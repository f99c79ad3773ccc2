/** What the timeline shows just now, and who is told when it changes. */
import type { Stage } from '../timeline/stage.ts';
import { type Window, wholeOf } from '../timeline/window.ts';
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
  const endNs = Math.max(0, ...stages.map((stage) => stage.endNs));
  const whole = wholeOf(endNs);
  return {
    stages,
    whole,
    window: whole,
    atNs: endNs,
    playing: false,
    focus: null,
    arrows: 'all',
    shown: firstShown(stages),
  };
}

export function endOf(view: View): number {
  return Math.max(0, ...view.stages.map((stage) => stage.endNs));
}

/** What stays in its place when nobody points at anything: the chosen event, the play head, the middle. */
export function anchorOf({ focus, stages, window, atNs }: View): number {
  const eventNs = focus === null ? undefined : stages[focus.stage]?.lanes[focus.lane]?.atNs[focus.event];
  const seen = (ns: number): boolean => ns >= window.fromNs && ns <= window.toNs;
  return [eventNs, atNs].find((ns) => ns !== undefined && seen(ns)) ?? (window.fromNs + window.toNs) / 2;
}
