/** Depths: how many items wait in each channel, over time. */
import { type Flow, flowsOf } from './flows.ts';
import type { Trace } from './trace.ts';

/** The depth of one channel. It is 0 at first, and `depth[i]` from `atNs[i]` on. */
export interface Depth {
  /** The edge, as its place in `trace.edges`. */
  readonly edge: number;
  /** Nanoseconds since the start of the run. */
  readonly atNs: readonly number[];
  /** In items. */
  readonly depth: readonly number[];
}

/**
 * The depths of all edges, in their order; empty for edges where a send is a call. Items that were sent and never received
 * stay in the channel.
 *
 * The sender records an item before it sends it, the receiver after it has taken it. So a full channel may show one item more
 * than it holds. Where a track is not complete, the depths end where the first such track ends.
 */
export function depthsOf(trace: Trace): Depth[] {
  const untilNs = Math.min(
    ...trace.tracks.map(({ dropped, events }) => (dropped > 0 ? (events.at(-1)?.atNs ?? 0) : Number.POSITIVE_INFINITY)),
  );
  const flows = flowsOf(trace);
  return trace.edges.map(({ capacity }, edge) => {
    if (capacity === 0) return { edge, atNs: [], depth: [] };
    return {
      edge,
      ...stepsOf(
        sentAtNs(trace, edge),
        flows.filter((flow) => flow.edge === edge),
        untilNs,
      ),
    };
  });
}

/** When an item was sent along an edge, in ascending order. */
function sentAtNs({ edges, tracks }: Trace, edge: number): number[] {
  const carried = new Set(edges[edge]?.items);
  const sender = tracks.find(({ station }) => station === edges[edge]?.from);
  return (sender?.events ?? []).flatMap(({ kind, item, atNs }) =>
    kind === 'sent' && item !== null && carried.has(item) ? [atNs] : [],
  );
}

function stepsOf(sentNs: readonly number[], flows: readonly Flow[], untilNs: number): Omit<Depth, 'edge'> {
  const receivedNs = flows.map((flow) => flow.receivedNs).sort((one, other) => one - other);
  const atNs: number[] = [];
  const depth: number[] = [];
  let sent = 0;
  let received = 0;
  while (sent < sentNs.length || received < receivedNs.length) {
    const nextSentNs = sentNs[sent] ?? Number.POSITIVE_INFINITY;
    const nextReceivedNs = receivedNs[received] ?? Number.POSITIVE_INFINITY;
    const ns = Math.min(nextSentNs, nextReceivedNs);
    if (ns > untilNs) break;
    // In the same nanosecond the send comes first: otherwise the depth would fall below 0.
    if (nextSentNs <= nextReceivedNs) sent++;
    else received++;
    atNs.push(ns);
    depth.push(sent - received);
  }
  return { atNs, depth };
}
