/** An event and a moment of a lane, in words. */

import { SPAN_STATES, type SpanState } from '../../trace/spans.ts';
import type { EventKind, TraceEvent } from '../../trace/trace.ts';
import type { Kitchen } from '../document.ts';
import { durationOf, momentText } from '../units.ts';
import { spanAt } from './moment.ts';
import type { Lane } from './stage.ts';

const DID: Readonly<Record<EventKind, string>> = {
  received: 'received',
  sent: 'sent',
  'work-began': 'began to work',
  'work-ended': 'ended its work',
  'rest-began': 'began to rest',
  'rest-ended': 'ended its rest',
  'input-awaited': 'found nothing to take in',
  'input-came': 'was resumed: there was something to take in',
  'room-awaited': 'found no room to send to',
  'room-came': 'was resumed: there was room to send to',
};

const DOES: Readonly<Record<SpanState, string>> = {
  work: 'works',
  rest: 'rests',
  input: 'waits for input',
  room: 'waits for room',
};

/** A moment of a run is told to so many nanoseconds: what the clock can tell apart, and more than three figures. */
const STEP_NS = 10;

function when(ns: number): string {
  // Of whole steps no zeros: `2.5 ms`.
  const [figure = '', unit = ''] = momentText(ns, ns < 1e4 ? 1 : STEP_NS).split(' ');
  return `${Number(figure)} ${unit}`;
}

/** `oven received 📦 dry_mix at 1.25 ms` */
export function eventWords(lane: Lane, event: TraceEvent, kitchen: Kitchen): string {
  const ingredient = event.item === null ? undefined : kitchen.ingredients[event.item];
  const what = ingredient === undefined ? '' : ` ${ingredient.symbol} ${ingredient.name}`;
  return `${lane.station} ${DID[event.kind]}${what} at ${when(event.atNs)}`;
}

/** `oven works, 240 µs from 1.25 ms on`, or that it is doing nothing of the kind. */
export function laneWords(lane: Lane, atNs: number): string {
  const span = spanAt(lane, atNs);
  const state = SPAN_STATES[lane.spans.state[span] ?? -1];
  if (state === undefined) return `${lane.station}: neither works nor waits at ${when(atNs)}`;
  const beganNs = lane.spans.beganNs[span] ?? 0;
  const tookNs = (lane.spans.endedNs[span] ?? 0) - beganNs;
  return `${lane.station} ${DOES[state]}, ${durationOf(tookNs)} from ${when(beganNs)} on`;
}
