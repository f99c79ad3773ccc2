/** The moment: the state of a run at a given time. */
import { SPAN_STATES, type SpanState } from '../../trace/spans.ts';
import type { Arrows, IndexedTrace, Lane } from './indexed-trace.ts';
import { countUpTo } from './search.ts';

export interface Moment {
  readonly cakes: number;
  readonly lanes: readonly LaneMoment[];
}

export interface LaneMoment {
  readonly state: SpanState | null;
  /** Each needed ingredient, and how many the station has received and not used yet. */
  readonly storage: readonly { readonly ingredient: number; readonly count: number }[];
  /** How many items wait in the channels to this station. */
  readonly waiting: number;
}

export function momentOf(indexed: IndexedTrace, atNs: number): Moment {
  return {
    cakes: countUpTo(indexed.cakesNs, atNs),
    lanes: indexed.lanes.map((lane) => ({
      state: stateOf(lane, atNs),
      storage: storageOf(lane, atNs),
      waiting: lane.inlets.reduce((sum, edge) => sum + depthAt(indexed.arrows[edge], atNs), 0),
    })),
  };
}

/** The index of the span at a moment, or -1 between two spans. */
export function spanAt({ spans }: Lane, atNs: number): number {
  const last = countUpTo(spans.beganNs, atNs) - 1;
  return last >= 0 && (spans.endedNs[last] ?? 0) > atNs ? last : -1;
}

export function stateOf(lane: Lane, atNs: number): SpanState | null {
  return SPAN_STATES[lane.spans.state[spanAt(lane, atNs)] ?? -1] ?? null;
}

/** A station uses its ingredients as soon as they are enough for a product, so that whole products are subtracted. */
function storageOf({ needs }: Lane, atNs: number): LaneMoment['storage'] {
  const received = needs.map(({ receivedNs }) => countUpTo(receivedNs, atNs));
  const products = Math.min(...needs.map(({ count }, i) => Math.floor((received[i] ?? 0) / count)));
  return needs.map(({ ingredient, count }, i) => ({ ingredient, count: (received[i] ?? 0) - products * count }));
}

export function depthAt(arrows: Arrows | undefined, atNs: number): number {
  if (arrows === undefined) return 0;
  return arrows.depth[countUpTo(arrows.changedNs, atNs) - 1] ?? 0;
}
