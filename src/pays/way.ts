/** A way of calling the function: on the main thread, or on a pool of threads. */

export interface Way {
  /** How many threads the pool has; 0 for the main thread. */
  readonly threads: number;
  /** How many inputs a task has, 1 or more. */
  readonly batch: number;
  /** Whether buffers in inputs and outputs are transferred instead of copied. */
  readonly transfer: boolean;
  /** How many calls are under way at once. On the main thread more than one only for a function that returns promises. */
  readonly inFlight: number;
}

/** One call after the other: what all others are compared with. */
export const INLINE: Way = { threads: 0, batch: 1, transfer: false, inFlight: 1 };

/** From this many cores on not every size is tried. */
const MANY_CORES = 4;
/** Tasks under way for each thread. With fewer the main thread sleeps and wakes between two of them. */
const TASKS_PER_THREAD = 4;

/** The sizes of the pools: 1 to one more than there are cores; on many cores the powers of two among them, and the last two. */
export function poolSizes(cores: number): number[] {
  const all = Array.from({ length: cores + 1 }, (_, i) => i + 1);
  return cores <= MANY_CORES ? all : all.filter((size) => size >= cores || Number.isInteger(Math.log2(size)));
}

/** @param batch the largest batch; 1 for none */
export function poolWays(sizes: readonly number[], batch: number, transfers: boolean): Way[] {
  const batches = batch === 1 ? [1] : [1, batch];
  return sizes.flatMap((threads) =>
    batches.flatMap((size) =>
      (transfers ? [false, true] : [false]).map((transfer) => ({
        threads,
        batch: size,
        transfer,
        inFlight: threads * TASKS_PER_THREAD,
      })),
    ),
  );
}

/** In this time, in microseconds, a task is so long that its message hardly counts. */
const TASK_US = 2000;
/** A smaller batch saves too little. */
const LEAST_BATCH = 4;
const MOST_BATCH = 2048;
const MOST_BATCH_BYTES = 4_000_000;

/**
 * How many inputs make a good task.
 *
 * @param callUs the time of a call, in microseconds
 * @param bytes of an input with its output
 * @returns a power of two, 1 for no batches
 */
export function batchFor(callUs: number, bytes: number): number {
  const most = Math.min(MOST_BATCH, TASK_US / callUs, MOST_BATCH_BYTES / Math.max(1, bytes));
  return most < LEAST_BATCH ? 1 : 2 ** Math.floor(Math.log2(most));
}

export const INLINE_NAME = 'inline, one by one';

export function atOnceName(calls: number): string {
  return `inline, ${calls} at once`;
}

/** `pool of 2, transferred` */
export function poolName({ threads, transfer }: Pick<Way, 'threads' | 'transfer'>): string {
  return `${threads === 1 ? 'one worker' : `pool of ${threads}`}${transfer ? ', transferred' : ''}`;
}

/** `pool of 2, transferred, batches of 512`: each way has its own name. */
export function nameOf(way: Way): string {
  if (way.threads === 0) return way.inFlight === 1 ? INLINE_NAME : atOnceName(way.inFlight);
  return `${poolName(way)}${way.batch === 1 ? '' : `, batches of ${way.batch}`}`;
}
