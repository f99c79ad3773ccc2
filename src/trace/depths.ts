/** Depths: how many items wait in each channel, over time. */
import { type Flow, flowsOf } from './flows.ts';
import type { Trace } from './trace.ts';

/** It starts at 0; `depth[i]` holds from `atNs[i]` on. */
export interface Depth {
  /** Place in `trace.edges`. */
  readonly edge: number;
  readonly atNs: readonly number[];
  readonly depth: readonly number[];
}

/**
 * One for each edge, in their order; empty where a send is a call. What was sent and never received stays.
 *
 * The sender notes an item before it goes and the receiver after it has come, so that a channel that is full may show one
 * more than it holds. Where notes were dropped it ends with the first track that ends.
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

/** When something was sent along an edge, in order. */
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
    // Of what happens in the same nanosecond the sending comes first, or there would be fewer than none.
    if (nextSentNs <= nextReceivedNs) sent++;
    else received++;
    atNs.push(ns);
    depth.push(sent - received);
  }
  return { atNs, depth };
}
