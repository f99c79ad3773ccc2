/**
 * The beginning of a trace. The memory of a recorder is bounded, and a track that is full ends where the others go on. A picture of
 * all that was recorded would show a station that works as one that has ended.
 */
import { endNs } from './metrics.ts';
import { type SpanState, spansOf } from './spans.ts';
import type { EventKind, Trace, Track } from './trace.ts';

/** Until when every track is complete, in nanoseconds since the start of the run: the whole run where none was full. */
export function completeNs(trace: Trace): number {
  const full = trace.tracks.flatMap(({ dropped, events }) => (dropped === 0 ? [] : [events.at(-1)?.atNs ?? 0]));
  return Math.min(endNs(trace), ...full);
}

/** Until when every track of all these traces is complete; null where they are whole runs. */
export function commonNs(traces: readonly Trace[]): number | null {
  const parts = traces.filter(({ tracks }) => tracks.some(({ dropped }) => dropped > 0));
  return parts.length === 0 ? null : Math.min(...parts.map(endNs));
}

/** Until when all tracks together have so many events, or fewer where several happen at the same moment. */
export function untilEventNs(trace: Trace, most: number): number {
  const ns = trace.tracks.flatMap(({ events }) => events.map(({ atNs }) => atNs)).sort((one, other) => one - other);
  const next = ns[most];
  return next === undefined ? endNs(trace) : (ns.findLast((before) => before < next) ?? 0);
}

/** What happened until then. What a station was doing at that moment ends there. */
export function beginningOf(trace: Trace, untilNs: number): Trace {
  return { ...trace, tracks: trace.tracks.map((track) => cut(track, untilNs)) };
}

const ENDS: Readonly<Record<SpanState, EventKind>> = {
  work: 'work-ended',
  rest: 'rest-ended',
  input: 'input-came',
  room: 'room-came',
  redo: 'work-ended',
  dead: 'began-again',
};

function cut(track: Track, untilNs: number): Track {
  const events = track.events.filter(({ atNs }) => atNs <= untilNs);
  const dropped = track.dropped + track.events.length - events.length;
  const open = spansOf(track).find(({ beganNs, endedNs }) => beganNs <= untilNs && endedNs > untilNs);
  if (open === undefined) return { ...track, events, dropped };
  return { ...track, events: [...events, { kind: ENDS[open.state], atNs: untilNs, item: null }], dropped };
}
