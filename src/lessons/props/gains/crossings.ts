/** Counts in a trace how often an item went from one thread to another. */
import { type Placement, threadsIn } from '../../../engine/placement/placement.ts';
import type { Trace } from '../../../trace/trace.ts';

export function crossingsIn({ tracks, edges }: Trace, placement: Placement): number {
  const threadOf = threadsIn(placement);
  let crossings = 0;
  for (const { from, to, items } of edges) {
    if (threadOf(from) === threadOf(to)) continue;
    const { events = [] } = tracks.find(({ station, copy }) => (copy?.of ?? station) === to) ?? {};
    crossings += events.filter(({ kind, item }) => kind === 'received' && item !== null && items.includes(item)).length;
  }
  return crossings;
}
