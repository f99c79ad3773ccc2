/** Steps through the events with the keyboard: from lane to lane, from one event to the next. */
import { countBelow } from '../../recording/search.ts';
import { showing } from '../../recording/window.ts';
import type { Focus, View } from '../lanes/view.ts';

/** To the lane below (1) or above (-1), across the engines. */
export function stepLane(view: View, by: 1 | -1): void {
  const all = view.indexedTraces.flatMap((indexed, s) =>
    view.shown.has(indexed.engine) ? indexed.lanes.map((_, lane) => ({ indexed: s, lane })) : [],
  );
  const { focus } = view;
  const here = all.findIndex((one) => one.indexed === focus?.indexed && one.lane === focus.lane);
  const next = all[here === -1 ? (by === 1 ? 0 : all.length - 1) : Math.max(0, Math.min(all.length - 1, here + by))];
  if (next === undefined) return;
  const atNs = focusedNs(view);
  const events = view.indexedTraces[next.indexed]?.lanes[next.lane]?.atNs ?? [];
  // In the new lane, the first event that is not earlier than the chosen one.
  const event = atNs === null ? -1 : Math.min(events.length - 1, countBelow(events, atNs));
  view.focus = { ...next, event };
  view.atNs = focusedNs(view) ?? view.atNs;
}

/**
 * To the next event of the lane (1) or the previous one (-1); where none is chosen, to the first on screen. The playhead
 * follows, so that storages and queues are those of the event.
 */
export function stepEvent(view: View, by: 1 | -1): void {
  if (view.focus === null) stepLane(view, 1);
  const focus: Focus | null = view.focus;
  if (focus === null) return;
  const events = view.indexedTraces[focus.indexed]?.lanes[focus.lane]?.atNs ?? [];
  if (events.length === 0) return;
  const wanted = focus.event === -1 ? countBelow(events, view.window.fromNs) : focus.event + by;
  const event = Math.max(0, Math.min(events.length - 1, wanted));
  const atNs = events[event] ?? 0;
  view.focus = { ...focus, event };
  view.atNs = atNs;
  view.window = showing(view.window, atNs, view.whole);
}

function focusedNs({ focus, indexedTraces }: View): number | null {
  if (focus === null || focus.event === -1) return null;
  return indexedTraces[focus.indexed]?.lanes[focus.lane]?.atNs[focus.event] ?? null;
}
