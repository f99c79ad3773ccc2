/** What the timeline shows just now, and who is told when it changes. */
import type { SpanState } from '../../trace/spans.ts';
import type { Stage } from '../timeline/stage.ts';
import { type Window, wholeOf } from '../timeline/window.ts';

export interface Focus {
  readonly stage: number;
  readonly lane: number;
  /** The place of an event; -1 for the lane as such. */
  readonly event: number;
}

export interface Pointed {
  readonly stage: number;
  readonly lane: number;
  readonly atNs: number;
  readonly state: SpanState | null;
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
}

export function viewOf(stages: readonly Stage[]): View {
  const endNs = Math.max(0, ...stages.map((stage) => stage.endNs));
  const whole = wholeOf(endNs);
  return { stages, whole, window: whole, atNs: endNs, playing: false, focus: null, arrows: 'all' };
}

export function endOf(view: View): number {
  return Math.max(0, ...view.stages.map((stage) => stage.endNs));
}
