/** The moment: what was so in a run at a given time. */
import { SPAN_STATES, type SpanState } from '../../trace/spans.ts';
import { countUpTo } from './search.ts';
import type { Arrows, Lane, Stage } from './stage.ts';

export interface Moment {
  readonly cakes: number;
  readonly lanes: readonly LaneMoment[];
}

export interface LaneMoment {
  readonly state: SpanState | null;
  /** What stands on the shelf: each needed ingredient and how many of it. */
  readonly shelf: readonly { readonly ingredient: number; readonly count: number }[];
  /** How many wait in the channels that lead here. */
  readonly waiting: number;
}

export function momentOf(stage: Stage, atNs: number): Moment {
  return {
    cakes: countUpTo(stage.cakesNs, atNs),
    lanes: stage.lanes.map((lane) => ({
      state: stateOf(lane, atNs),
      shelf: shelfOf(lane, atNs),
      waiting: lane.inlets.reduce((sum, edge) => sum + depthAt(stage.arrows[edge], atNs), 0),
    })),
  };
}

/** The span that a lane is in, or -1 between two. */
export function spanAt({ spans }: Lane, atNs: number): number {
  const last = countUpTo(spans.beganNs, atNs) - 1;
  return last >= 0 && (spans.endedNs[last] ?? 0) > atNs ? last : -1;
}

export function stateOf(lane: Lane, atNs: number): SpanState | null {
  return SPAN_STATES[lane.spans.state[spanAt(lane, atNs)] ?? -1] ?? null;
}

/** As soon as there is enough for a product the station takes it out: what is left is what came beyond that. */
function shelfOf({ shelf }: Lane, atNs: number): LaneMoment['shelf'] {
  const came = shelf.map(({ cameNs }) => countUpTo(cameNs, atNs));
  const products = Math.min(...shelf.map(({ count }, i) => Math.floor((came[i] ?? 0) / count)));
  return shelf.map(({ ingredient, count }, i) => ({ ingredient, count: (came[i] ?? 0) - products * count }));
}

export function depthAt(arrows: Arrows | undefined, atNs: number): number {
  if (arrows === undefined) return 0;
  return arrows.depth[countUpTo(arrows.changedNs, atNs) - 1] ?? 0;
}
