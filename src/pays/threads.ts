/** Starts the pools, and measures what that costs. */
import { freemem } from 'node:os';
import { medianOf } from '../measure/statistics/samples.ts';
import type { Tell } from './measure.ts';
import { type FunctionCode, TaskPool } from './pool.ts';
import { poolSizes } from './way.ts';

export interface StartedPools {
  /** By the number of threads: one thread at least. */
  readonly pools: ReadonlyMap<number, TaskPool>;
  /** Of one thread: the starts that were measured, in milliseconds. */
  readonly startupMs: readonly number[];
  /** Of a thread that has loaded the module, in megabytes. */
  readonly memoryMb: number;
  /** What the system or the container had left, in megabytes. */
  readonly availableMb: number;
  /** Whether there was memory for a pool of two threads; true where there is but one core. */
  readonly fits: boolean;
}

/** A thread is started so often to measure that. */
const STARTS = 3;
/** A pool may take this share of the memory that is available. */
const MEMORY_SHARE = 0.5;

/**
 * @param loadMs about how long a thread takes to load the module, in milliseconds
 * @throws Error when the system refuses a thread, or a thread cannot load the module
 */
export async function startPools(code: FunctionCode, cores: number, tell: Tell, loadMs: number): Promise<StartedPools> {
  const startupMs: number[] = [];
  const grownMb: number[] = [];
  for (let i = 0; i < STARTS; i++) {
    const before = process.memoryUsage.rss();
    tell('the start of a thread', loadMs);
    const pool = await TaskPool.start(code, 1);
    startupMs.push(pool.startupMs);
    grownMb.push((process.memoryUsage.rss() - before) / 1e6);
    await pool.end();
  }
  // The first one also brings what all threads share.
  const oneMb = Math.max(0, ...grownMb.slice(1));
  const availableMb = availableMemory() / 1e6;
  const sizes = poolSizes(cores).filter((threads) => threads === 1 || threads * oneMb <= MEMORY_SHARE * availableMb);
  const pools = new Map<number, TaskPool>();
  let memoryMb = 0;
  // The largest first: the memory of many threads says more than that of one.
  for (const threads of sizes.toReversed()) {
    const before = process.memoryUsage.rss();
    tell(`the start of ${threads === 1 ? 'a thread' : `${threads} threads`}`, threads * loadMs);
    const pool = await TaskPool.start(code, threads);
    pools.set(threads, pool);
    if (pools.size === 1) memoryMb = Math.max(0, process.memoryUsage.rss() - before) / threads / 1e6;
  }
  // Memory of threads that have ended may be used again: then the process hardly grows.
  return {
    pools,
    startupMs,
    memoryMb: Math.max(memoryMb, medianOf(grownMb.slice(1))),
    availableMb,
    fits: cores === 1 || sizes.length > 1,
  };
}

/** In bytes. */
function availableMemory(): number {
  const available: unknown = Reflect.get(process, 'availableMemory');
  const found: unknown = typeof available === 'function' ? available.call(process) : null;
  return typeof found === 'number' ? found : freemem();
}
