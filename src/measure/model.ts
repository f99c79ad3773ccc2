/**
 * The model: how fast a line on threads is, predicted from what a message costs.
 *
 * Everything is per product of the line, in microseconds. There are w of work for every item that moves, and each item
 * that moves costs something at both ends. On one thread an item costs c, a call. On threads it costs m: a share a for
 * itself, and a share of b for the message that it travels in, so that in batches of n it costs
 *
 *     m = a + b / n
 *
 * half of it at the sender, half at the receiver. A station's load is its work and its halves; with P threads that really
 * run at once no line is faster than its most loaded thread, nor than all loads together on P cores:
 *
 *     time on one thread   = sum of work + items x c
 *     time of the line     = max(largest load, sum of loads / P)
 *     speedup              = the one / the other
 *
 * For equal work w per item on P busy threads this is (w + c) / ((w + m) / P), which is 1 at the break-even grain
 *
 *     w = (m - P c) / (P - 1)
 *
 * What it leaves out is waiting, for a neighbour or for a core: a real line is slower by some percent. What an item costs
 * is taken from CPU time, in which spinning and the engine's own threads are contained.
 *
 * Below that grain a thread does not pay. With m < P c it pays with no work at all; on one core, P = 1, it never does.
 */
import { batchFor } from '../channel/channel.ts';
import { STALE_MS } from '../engine/station/flush-timer.ts';

/** What moving an item costs on threads, both ends together. Microseconds of CPU time. */
export interface MessageCost {
  /** a: the item itself. */
  readonly itemUs: number;
  /** b: the message that it travels in. */
  readonly messageUs: number;
}

/** One edge of the line. */
export interface EdgeShape {
  readonly from: number;
  readonly to: number;
  /** Items per product of the line. */
  readonly items: number;
  readonly capacity: number;
}

/** A line as far as its speed goes. */
export interface LineShape {
  /** Of each thread, the source first: its share of the work; together 1. */
  readonly workShares: readonly number[];
  readonly edges: readonly EdgeShape[];
}

export interface Grain {
  /** w: work for each item, in microseconds, 0 or more. */
  readonly workUs: number;
  /** Products baked in one run: filling the line is paid once. */
  readonly products: number;
}

/** What one thread needs for a product of the line: work and calls. Microseconds. */
export function timeOfOneThreadUs(shape: LineShape, callUs: number, { workUs }: Grain): number {
  return itemsOf(shape) * (workUs + callUs);
}

/**
 * What a line on threads needs for a product. Microseconds.
 *
 * @param batch items per message where that is fixed; null where a batch grows until it is full or stale
 * @param parallel P: how many threads really run at once, 1 or more
 */
export function timeOfLineUs(
  shape: LineShape,
  cost: MessageCost,
  { workUs, products }: Grain,
  batch: number | null,
  parallel: number,
): number {
  const loads = shape.workShares.map((share) => share * itemsOf(shape) * workUs);
  const add = (thread: number, us: number): void => {
    loads[thread] = (loads[thread] ?? 0) + us;
  };
  for (const { from, to, items, capacity } of shape.edges) {
    const perMessage = batch ?? batchOf(shape, from, items, capacity, workUs);
    const halfUs = (items * (cost.itemUs + cost.messageUs / perMessage)) / 2;
    add(from, halfUs);
    add(to, halfUs);
  }
  const sum = loads.reduce((total, load) => total + load, 0);
  const largest = Math.max(...loads);
  // The first product goes from thread to thread before the slowest of them is never idle again.
  const fillUs = (sum - largest) / products;
  return Math.max(largest + fillUs, sum / Math.min(parallel, loads.length));
}

/** As many items as the sender makes until its batch is stale; all that fit where nobody works. */
function batchOf(shape: LineShape, from: number, items: number, capacity: number, workUs: number): number {
  const most = batchFor(capacity);
  const usPerItem = ((shape.workShares[from] ?? 0) * itemsOf(shape) * workUs) / items;
  return usPerItem === 0 ? most : Math.min(most, Math.max(1, (STALE_MS * 1000) / usPerItem));
}

/**
 * The grain from which on a speedup is 1 or more: in microseconds of work per item, 0 where it is so with no work at all,
 * null where it is nowhere so up to `mostUs`.
 *
 * @param speedup of the grain; taken to grow with it
 */
export function breakEvenUs(speedup: (workUs: number) => number, mostUs: number): number | null {
  if (speedup(0) >= 1) return 0;
  if (speedup(mostUs) < 1) return null;
  let [low, high] = [0, mostUs];
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (speedup(middle) >= 1) high = middle;
    else low = middle;
  }
  return high;
}

/**
 * The same from measured points, between which the speedup is taken to be a straight line over the logarithm of the grain
 * (over the grain itself, from no work to the first point).
 *
 * @param points ascending by grain
 */
export function measuredBreakEvenUs(
  points: readonly { readonly workUs: number; readonly speedup: number }[],
): number | null {
  // From the last point that loses on: a single lucky measurement before it is no break-even.
  const last = points.findLastIndex((point) => point.speedup < 1);
  if (last === -1) return 0;
  const [below, above] = [points[last], points[last + 1]];
  if (below === undefined || above === undefined) return null;
  const share = (1 - below.speedup) / (above.speedup - below.speedup);
  if (below.workUs === 0) return share * above.workUs;
  return below.workUs * (above.workUs / below.workUs) ** share;
}

function itemsOf(shape: LineShape): number {
  return shape.edges.reduce((sum, edge) => sum + edge.items, 0);
}
