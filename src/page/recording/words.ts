/** An event, and the state of a lane at a moment, in words. */
import { SPAN_STATES, type SpanState } from '../../trace/spans.ts';
import type { EventKind, TraceEvent } from '../../trace/trace.ts';
import { durationOf, timeText } from '../units.ts';
import type { Lane } from './indexed-trace.ts';
import { spanAt } from './moment.ts';
import type { DrawnRecipe } from './recorded.ts';

const DID: Readonly<Record<EventKind, string>> = {
  received: 'received',
  sent: 'sent',
  'work-began': 'started to work',
  'work-ended': 'finished its work',
  'rest-began': 'started to wait for its timer',
  'rest-ended': 'waited until its timer',
  'input-awaited': 'found no input and became idle',
  'input-came': 'was resumed: input arrived',
  'room-awaited': 'found no room to send and started to wait',
  'room-came': 'was resumed: there is room to send',
  died: 'died: its thread ended',
  'began-again': 'began again on another thread',
  'undone-received': 'received, and died before that counted:',
  'undone-sent': 'sent, and died before that counted:',
};

const DOES: Readonly<Record<SpanState, string>> = {
  work: 'works',
  rest: 'waits for its timer',
  input: 'is idle',
  room: 'has no room to send',
  redo: 'does again what died with its thread',
  dead: 'has no thread',
};

/** `oven received 📦 dry_mix at 1.25 ms` */
export function eventWords(lane: Lane, event: TraceEvent, drawnRecipe: DrawnRecipe): string {
  const ingredient = event.item === null ? undefined : drawnRecipe.ingredients[event.item];
  const what = ingredient === undefined ? '' : ` ${ingredient.symbol} ${ingredient.name}`;
  return `${lane.station} ${DID[event.kind]}${what} at ${timeText(event.atNs)}`;
}

/** `oven works from 1.25 ms on, for 240 µs` */
export function laneWords(lane: Lane, atNs: number): string {
  const span = spanAt(lane, atNs);
  const state = SPAN_STATES[lane.spans.state[span] ?? -1];
  if (state === undefined) return `${lane.station} neither works nor waits at ${timeText(atNs)}`;
  const beganNs = lane.spans.beganNs[span] ?? 0;
  const tookNs = (lane.spans.endedNs[span] ?? 0) - beganNs;
  return `${lane.station} ${DOES[state]} from ${timeText(beganNs)} on, for ${durationOf(tookNs)}`;
}
