/** Flows: they match each send with its receipt. */
import type { Trace } from './trace.ts';

/** One item that was sent and received. */
export interface Flow {
  /** The edge that the item took, as its place in `trace.edges`. */
  readonly edge: number;
  readonly item: number;
  readonly sentNs: number;
  readonly receivedNs: number;
}

interface Sent {
  readonly edge: number;
  readonly atNs: number;
}

/**
 * All items that were sent and received, in the order in which they were sent.
 *
 * Channels are first in, first out. So the n-th time that a station receives an item belongs to the n-th time that the item
 * was sent to it. Where several stations send the same item to one station, the trace does not say which of them a received
 * item came from. It is then matched by the order of the sends, so that no item is received before it was sent.
 */
export function flowsOf(trace: Trace): Flow[] {
  const flows: Flow[] = [];
  for (const track of trace.tracks) {
    const sent = sentTo(trace, track.station);
    const received = new Map<number, number>();
    for (const { kind, item, atNs } of track.events) {
      if (kind !== 'received' || item === null) continue;
      const count = received.get(item) ?? 0;
      received.set(item, count + 1);
      const send = sent.get(item)?.[count];
      if (send !== undefined) flows.push({ edge: send.edge, item, sentNs: send.atNs, receivedNs: atNs });
    }
  }
  return flows.sort((one, other) => one.sentNs - other.sentNs);
}

/** What was sent to a station: for each item its sends, in order. */
function sentTo({ edges, tracks }: Trace, station: string): Map<number, Sent[]> {
  const sent = new Map<number, Sent[]>();
  edges.forEach((edge, place) => {
    if (edge.to !== station) return;
    const carried = new Set(edge.items);
    for (const { kind, item, atNs } of tracks.find((track) => track.station === edge.from)?.events ?? []) {
      if (kind !== 'sent' || item === null || !carried.has(item)) continue;
      const list = sent.get(item);
      if (list === undefined) sent.set(item, [{ edge: place, atNs }]);
      else list.push({ edge: place, atNs });
    }
  });
  for (const list of sent.values()) list.sort((one, other) => one.atNs - other.atNs);
  return sent;
}
