/** Spans: what a station did, from when until when. */
import type { EventKind, Track } from './trace.ts';

/** Working, resting, waiting for input, waiting for room. In the gaps a station forwards items, or has ended. */
export const SPAN_STATES = ['work', 'rest', 'input', 'room'] as const;
export type SpanState = (typeof SPAN_STATES)[number];

export interface Span {
  readonly state: SpanState;
  readonly beganNs: number;
  readonly endedNs: number;
}

const BEGINS: Partial<Record<EventKind, SpanState>> = {
  'work-began': 'work',
  'rest-began': 'rest',
  'input-awaited': 'input',
  'room-awaited': 'room',
};
const ENDS: Partial<Record<EventKind, SpanState>> = {
  'work-ended': 'work',
  'rest-ended': 'rest',
  'input-came': 'input',
  'room-came': 'room',
};

/** The spans of a track in the order in which they began. A span that is open at the end of the track ends there. */
export function spansOf(track: Track): Span[] {
  const spans: Span[] = [];
  let open: { readonly state: SpanState; readonly beganNs: number } | null = null;
  for (const { kind, atNs } of track.events) {
    const begun = BEGINS[kind];
    if (open !== null && (begun !== undefined || ENDS[kind] === open.state)) {
      spans.push({ ...open, endedNs: atNs });
      open = null;
    }
    if (begun !== undefined) open = { state: begun, beganNs: atNs };
  }
  const lastNs = track.events.at(-1)?.atNs ?? 0;
  return open === null ? spans : [...spans, { ...open, endedNs: lastNs }];
}
