/** Where the items of one edge are at a moment: on their way along the belt, or in the queue at its end. */
import type { Arrows } from './indexed-trace.ts';
import { countUpTo } from './search.ts';

/** How fast items move in the picture. A real item takes no time to travel: it is there as soon as it is sent. */
export interface Pace {
  /** From one end of the belt to the other, in nanoseconds of the run; 0 where nothing moves, only the queue is seen. */
  readonly travelNs: number;
  /** The distance of two items in the queue, as a share of the belt, above 0. */
  readonly spacing: number;
}

export interface Carried {
  /** Its place among all items of the edge. */
  readonly index: number;
  readonly item: number;
  /** How far along the belt, from 0 to 1. */
  readonly share: number;
}

/** An item that would start later than this after its send, as a share of the time to travel, starts with the one before it. */
const MOST_DELAY = 1;

export interface Belt {
  /** What is on the belt at a moment, the first item first. */
  at(ns: number): readonly Carried[];
}

/**
 * - An item sets out when it is sent, or a little later: behind the one before it, so that both are seen.
 * - It moves on until it reaches the queue, which ends at the reader. When the reader takes an item, all move up.
 * - An item that was taken before it arrived goes on to the end, where it disappears: in the picture it arrives late.
 * - Items that would cover each other are drawn as one.
 */
export function beltOf(edge: Pick<Arrows, 'sentNs' | 'receivedNs' | 'items'>, { travelNs, spacing }: Pace): Belt {
  const { sentNs, receivedNs, items } = edge;
  const gapNs = travelNs * spacing;
  const startNs = startsOf(sentNs, gapNs, travelNs * MOST_DELAY);
  const lastingNs = travelNs * (1 + MOST_DELAY);
  return {
    at(ns) {
      const taken = countUpTo(receivedNs, ns);
      const movedUp = taken - stillMoving(receivedNs, taken, ns, gapNs);
      const first = Math.min(taken, countUpTo(sentNs, ns - lastingNs));
      const end = countUpTo(sentNs, ns);
      const found: Carried[] = [];
      let free = Number.POSITIVE_INFINITY;
      for (let i = first; i < end; i++) {
        const place = i - movedUp;
        const queued = 1 - place * spacing;
        if (queued < 0) break;
        const travelled = travelNs === 0 ? 1 : (ns - (startNs[i] ?? 0)) / travelNs;
        const share = Math.min(travelled, i < taken && travelled < 1 ? 1 : queued);
        if (share < 0 || share > 1 || (i < taken && share >= 1)) continue;
        if (share > free - spacing / 2) continue;
        free = share;
        found.push({ index: i, item: items[i] ?? 0, share });
      }
      return found;
    },
  };
}

function startsOf(sentNs: ArrayLike<number>, gapNs: number, mostDelayNs: number): Float64Array {
  const startNs = new Float64Array(sentNs.length);
  let freeNs = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < sentNs.length; i++) {
    const sent = sentNs[i] ?? 0;
    const start = Math.min(Math.max(sent, freeNs), sent + mostDelayNs);
    startNs[i] = start;
    freeNs = start + gapNs;
  }
  return startNs;
}

/** The most recent receipts that still move the queue up: more of them are not seen one by one. */
const MOST_MOVING = 16;

/** How many places of the last receipts the queue has still to move up. */
function stillMoving(receivedNs: ArrayLike<number>, taken: number, ns: number, gapNs: number): number {
  if (gapNs === 0) return 0;
  let places = 0;
  for (let i = taken - 1; i >= Math.max(0, taken - MOST_MOVING); i--) {
    const done = (ns - (receivedNs[i] ?? 0)) / gapNs;
    if (done >= 1) break;
    places += 1 - done;
  }
  return places;
}
