/** The call stack of a line on one thread, in which a send is a call: who is in the middle of an item, from the bottom up. */
import type { IndexedTrace, Lane } from './indexed-trace.ts';
import { countUpTo } from './search.ts';

/** A station that was called and has not returned. */
export interface Frame {
  readonly lane: number;
  /** The item that it was called with. */
  readonly item: number;
}

export interface CallStacks {
  /** The frames at a moment, the first call first. The engine itself, which calls the first one, is not among them. */
  at(ns: number): readonly Frame[];
}

/**
 * A call begins when a station receives an item, and ends when it waits for the next one. Calls follow the edges of the line, which
 * has no cycle of calls. So the order of the stations along the line is the order of the frames, also where a coarse clock
 * gives several events the same time.
 */
export function callStacksOf({ lanes, arrows }: Pick<IndexedTrace, 'lanes' | 'arrows'>): CallStacks {
  const order = alongTheLine(lanes.length, arrows);
  const calls = order.map((lane) => ({ lane, ...callsOf(lanes[lane]) }));
  return {
    at: (ns) =>
      calls.flatMap(({ lane, beganNs, endedNs, items }): Frame[] => {
        const last = countUpTo(beganNs, ns) - 1;
        return last >= 0 && (endedNs[last] ?? 0) > ns ? [{ lane, item: items[last] ?? 0 }] : [];
      }),
  };
}

function callsOf(lane: Lane | undefined): { beganNs: number[]; endedNs: number[]; items: number[] } {
  const [beganNs, endedNs, items]: [number[], number[], number[]] = [[], [], []];
  for (const { kind, atNs, item } of lane?.events ?? []) {
    if (kind === 'received') {
      beganNs.push(atNs);
      items.push(item ?? 0);
    }
    if (kind === 'input-awaited' && endedNs.length < beganNs.length) endedNs.push(atNs);
    while (kind === 'received' && endedNs.length < beganNs.length - 1) endedNs.push(atNs);
  }
  // A call that never ended: the recording ends in it.
  while (endedNs.length < beganNs.length) endedNs.push(lane?.events.at(-1)?.atNs ?? 0);
  return { beganNs, endedNs, items };
}

/** Each lane after those that send to it. */
function alongTheLine(count: number, arrows: IndexedTrace['arrows']): number[] {
  const depth = Array.from({ length: count }, () => 0);
  for (let round = 0; round < count; round++)
    for (const { from, to } of arrows) depth[to] = Math.min(count, Math.max(depth[to] ?? 0, (depth[from] ?? 0) + 1));
  return depth.map((_, lane) => lane).sort((one, other) => (depth[one] ?? 0) - (depth[other] ?? 0));
}
