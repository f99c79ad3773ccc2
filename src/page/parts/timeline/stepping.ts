/** Steps through the events with the keyboard: from lane to lane, from one event to the next. */
import { countBelow, countUpTo } from '../../recording/search.ts';
import { showing } from '../../recording/window.ts';
import { type Focus, moveTo, shownTraces, type View } from '../lanes/view.ts';

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
  moveTo(view, focusedNs(view) ?? view.atNs);
}

/**
 * To the next moment (1) at which anything happens, or the one before (-1), and chooses the last event of that moment. Where only the
 * belts of one engine are shown, nothing else counts.
 */
export function stepMoment(view: View, by: 1 | -1): void {
  const traces = shownTraces(view).filter(({ engine }) => view.picture !== 'belts' || engine === view.belts);
  let found: (Focus & { readonly ns: number }) | null = null;
  for (const trace of traces) {
    const indexed = view.indexedTraces.indexOf(trace);
    trace.lanes.forEach(({ atNs }, lane) => {
      const next = by === 1 ? countUpTo(atNs, view.atNs) : countBelow(atNs, view.atNs) - 1;
      const ns = atNs[next];
      if (ns === undefined) return;
      if (found !== null && (by === 1 ? found.ns < ns : found.ns > ns)) return;
      found = { indexed, lane, event: by === 1 ? countUpTo(atNs, ns) - 1 : next, ns };
    });
  }
  if (found === null) return;
  const { ns, ...focus }: Focus & { readonly ns: number } = found;
  view.focus = focus;
  moveTo(view, ns);
  view.window = showing(view.window, ns, view.whole);
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
  moveTo(view, atNs);
  view.window = showing(view.window, atNs, view.whole);
}

function focusedNs({ focus, indexedTraces }: View): number | null {
  if (focus === null || focus.event === -1) return null;
  return indexedTraces[focus.indexed]?.lanes[focus.lane]?.atNs[focus.event] ?? null;
}
