/**
 * The model: predicts the speed of a line on threads from the cost of a message.
 *
 * All times are in microseconds. The symbols:
 *
 *     w   the grain: work for each item that moves
 *     c   what it costs to move an item on one thread: a call
 *     m   what it costs to move an item on threads, half of it at the sender and half at the receiver
 *     a   the part of m that the item itself costs
 *     b   what a message costs, whatever the number of its items
 *     n   items per message: the batch
 *     P   threads that really run at once: the parallel capacity
 *
 * A message with n items costs b + a n, so that an item costs
 *
 *     m = a + b / n
 *
 * The load of a station is its work and its halves of m. A line is not faster than its most loaded thread, nor than all
 * loads spread evenly over P cores. So, for each product of the line:
 *
 *     time on one thread   = sum of work + items x c
 *     time of the line     = max(largest load, sum of loads / P)
 *     speedup              = time on one thread / time of the line
 *
 * With equal loads on P busy threads the speedup is (w + c) / ((w + m) / P). It is 1 at the break-even grain
 *
 *     w = (m - P c) / (P - 1)
 *
 * With less work per item threads lose. If m < P c, they win with no work at all. On one core, P = 1, they never win.
 *
 * The model leaves out waiting for a neighbour or for a core, so that a real line is a few percent slower. The costs are CPU
 * time: they contain spinning and the threads of the JavaScript engine.
 *
 * Sources: a message that costs b + a n is Hockney's linear model ("The communication challenge for MPP", Parallel Computing
 * 20, 1994). The largest load and the sum over P are the two classic lower bounds of scheduling on P machines (Graham,
 * "Bounds on Multiprocessing Timing Anomalies", SIAM Journal on Applied Mathematics 17, 1969).
 */
import { batchFor } from '../channel/channel.ts';
import { STALE_MS } from '../engine/station/flush-timer.ts';
import type { Crossing } from './statistics/crossing.ts';
import { medianOf } from './statistics/samples.ts';

/** The steps of a bisection: as many as a number has digits, and some. */
const STEPS = 60;
/** The products of a long run. */
export const MANY_PRODUCTS = 10_000;
/** The largest grain that is looked at, in microseconds. */
const MOST_US = 1000;

/** What it costs to move an item on threads, at both ends together, in microseconds of CPU time. */
export interface MessageCost {
  /** a: the item itself, 0 or more. */
  readonly itemUs: number;
  /** b: a message, whatever the number of its items, 0 or more. */
  readonly messageUs: number;
}

/** One edge of the line. */
export interface EdgeShape {
  /** The sending thread, by its place in `workShares`. */
  readonly from: number;
  /** The receiving thread. */
  readonly to: number;
  /** Items per product of the line, above 0. */
  readonly items: number;
  /** The most items that wait in the channel. */
  readonly capacity: number;
}

/** What the speed of a line depends on. */
export interface LineShape {
  /** The share of the work that each thread does, 0 to 1, the source first. The sum is 1. */
  readonly workShares: readonly number[];
  readonly edges: readonly EdgeShape[];
}

export interface Grain {
  /** w: work for each item that moves, in microseconds, 0 or more. */
  readonly workUs: number;
  /** How many products one run makes, 1 or more: the line has to fill once per run. */
  readonly products: number;
}

/**
 * The time that one thread needs for a product of the line: items x (w + c).
 *
 * @param callUs c, in microseconds, 0 or more
 * @returns microseconds
 */
export function timeOfOneThreadUs(shape: LineShape, callUs: number, { workUs }: Grain): number {
  return itemsOf(shape) * (workUs + callUs);
}

/**
 * The time that a line on threads needs for a product.
 *
 * @param batch n, items per message, 1 or more; null where a batch grows until it is full or old
 * @param parallel P: how many threads really run at once, 1 or more
 * @returns microseconds
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
  // The first product passes through every thread, before the slowest one is busy all the time.
  const fillUs = (sum - largest) / products;
  return Math.max(largest + fillUs, sum / Math.min(parallel, loads.length));
}

/**
 * m, from the time of a line with little work: the inverse of `timeOfLineUs`, where every item costs the same. It is found by bisection.
 *
 * @param lineUs the time for a product, 0 or more
 * @param parallel P: how many threads really run at once, 1 or more
 * @returns microseconds of both ends together; 0 where the work alone takes as long
 */
export function itemCostUs(shape: LineShape, grain: Grain, lineUs: number, parallel: number): number {
  // The busiest thread has half of the cost of its items, and no thread has none.
  let [low, high] = [0, 2 * shape.workShares.length * lineUs];
  for (let i = 0; i < STEPS; i++) {
    const middle = (low + high) / 2;
    if (timeOfLineUs(shape, { itemUs: middle, messageUs: 0 }, grain, null, parallel) >= lineUs) high = middle;
    else low = middle;
  }
  return low;
}

/** n: as many items as the sender makes in `STALE_MS`, and no more than fit into a batch. */
function batchOf(shape: LineShape, from: number, items: number, capacity: number, workUs: number): number {
  const most = batchFor(capacity);
  const usPerItem = ((shape.workShares[from] ?? 0) * itemsOf(shape) * workUs) / items;
  return usPerItem === 0 ? most : Math.min(most, Math.max(1, (STALE_MS * 1000) / usPerItem));
}

/**
 * The break-even grain: the least work per item with which the speedup is 1 or more. It is found by bisection.
 *
 * @param speedup the speedup for a grain in microseconds; it must not fall as the grain rises
 * @param mostUs the largest grain to look at, in microseconds, above 0
 * @returns microseconds; 0 where the speedup is 1 or more without work; null where it is below 1 even at `mostUs`
 */
export function breakEvenUs(speedup: (workUs: number) => number, mostUs: number): number | null {
  if (speedup(0) >= 1) return 0;
  if (speedup(mostUs) < 1) return null;
  let [low, high] = [0, mostUs];
  for (let i = 0; i < STEPS; i++) {
    const middle = (low + high) / 2;
    if (speedup(middle) >= 1) high = middle;
    else low = middle;
  }
  return high;
}

/** The work from which threads pay off, as the model predicts it. */
export interface PredictedGrain {
  /** Microseconds; 0 if even with no work, null if not up to a millisecond. */
  readonly predictedUs: number | null;
  /** How far the prediction lies above the measured break-even, as a share of it; null where either has an open end or is 0. */
  readonly predictionError: number | null;
}

/**
 * The break-even grain of a long run, in which filling the line no longer counts, beside the measured one.
 *
 * @param speedup the speedup for a grain
 */
export function predictedGrain(speedup: (grain: Grain) => number, measured: Crossing): PredictedGrain {
  const predictedUs = breakEvenUs((workUs) => speedup({ workUs, products: MANY_PRODUCTS }), MOST_US);
  const isOpen = measured.kind !== 'between' || predictedUs === null || predictedUs === 0;
  return { predictedUs, predictionError: isOpen ? null : predictedUs / measured.medianUs - 1 };
}

/** How far predicted speedups are off. */
export interface ModelError {
  /** The median error, as a share. */
  readonly medianError: number;
  /** The same with its sign: above 0 if the model predicts too much. */
  readonly medianBias: number;
}

/** @param speedups one or more, each measured and predicted */
export function modelError(speedups: readonly { readonly measured: number; readonly predicted: number }[]): ModelError {
  const errors = speedups.map(({ measured, predicted }) => predicted / measured - 1);
  return { medianError: medianOf(errors.map(Math.abs)), medianBias: medianOf(errors) };
}

function itemsOf(shape: LineShape): number {
  return shape.edges.reduce((sum, edge) => sum + edge.items, 0);
}
