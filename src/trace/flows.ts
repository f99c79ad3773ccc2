/** Flows: which send is which receipt. */
import type { Trace } from './trace.ts';

/** One item on its way. */
export interface Flow {
  /** Place in `trace.edges`. */
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
 * Everything that was sent and received, in the order in which it was sent.
 *
 * Channels are first in, first out, so that the n-th of an item that a station receives is the n-th that was sent to it.
 * Where several stations send the same item to one, nobody notes which of them it came from; by the order of the sending
 * none is received before it was sent either.
 */
export function flowsOf(trace: Trace): Flow[] {
  const flows: Flow[] = [];
  for (const track of trace.tracks) {
    const sent = sentTo(trace, track.station);
    const taken = new Map<number, number>();
    for (const { kind, item, atNs } of track.events) {
      if (kind !== 'received' || item === null) continue;
      const turn = taken.get(item) ?? 0;
      taken.set(item, turn + 1);
      const from = sent.get(item)?.[turn];
      if (from !== undefined) flows.push({ edge: from.edge, item, sentNs: from.atNs, receivedNs: atNs });
    }
  }
  return flows.sort((one, other) => one.sentNs - other.sentNs);
}

/** What was sent to a station, each item by itself, in the order of the sending. */
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
