/** Planted measurements of a function. */
import type { BreakEven } from '../../src/pays/break-even.ts';
import type { Measured } from '../../src/pays/measure.ts';
import type { Raced } from '../../src/pays/race.ts';
import { INLINE, type Way } from '../../src/pays/way.ts';

export const ROUNDS = 7;

export const WORKER: Way = { threads: 1, batch: 1, transfer: false, inFlight: 4 };
export const POOL: Way = { threads: 2, batch: 1, transfer: false, inFlight: 8 };
export const AT_ONCE: Way = { ...INLINE, inFlight: 3 };

interface Times {
  /** Of a call on the main thread, in milliseconds [1]. */
  readonly callMs?: number;
  /** How long the main thread is busy for a call, in milliseconds [all the time on the main thread, hardly on a pool]. */
  readonly mainMs?: number;
  /** Whether it took part in the last race [true]. */
  readonly isFinal?: boolean;
}

/** @param speedups one for each round */
export function raced(
  way: Way,
  speedups: readonly number[],
  { callMs = 1, mainMs, isFinal = true }: Times = {},
): Raced {
  return {
    way,
    speedups,
    runs: speedups.map((speedup) => ({
      callMs: callMs / speedup,
      mainMs: mainMs ?? (way.threads === 0 ? callMs / speedup : 0.001),
      cpuMs: callMs,
    })),
    isFinal,
  };
}

/** So many times the same figure. */
export function steady(value: number, rounds = ROUNDS): number[] {
  return Array.from({ length: rounds }, () => value);
}

/** Figures from `low` to `high`. */
export function wide(low: number, high: number, rounds = ROUNDS): number[] {
  return Array.from({ length: rounds }, (_, i) => low + ((high - low) * i) / (rounds - 1));
}

/** A call pays from 150 us on; an empty one costs 60 us on a pool. */
export const BREAK_EVEN: BreakEven = {
  crossingUs: steady(60),
  crossing: { kind: 'between', lowUs: 100, medianUs: 120, highUs: 150 },
  longest: steady(1.8),
};

/** A pool of two that is twice as fast, with calls of a millisecond. */
export function measured(changes: Partial<Measured> = {}): Measured {
  return {
    samples: 4,
    timed: 4,
    machine: { node: process.versions.node, platform: 'linux x64', cpu: 'a processor', cores: 2 },
    disturbance: { loadBefore: 0, stolen: null, others: null, throttled: null },
    proved: {
      equal: true,
      reason: null,
      inputs: 4,
      samples: [{ index: 0, input: 1 }],
      hashes: null,
      outputs: [2],
      isAsync: false,
      changesInput: false,
      sharesMemory: false,
      lostClass: null,
      callMs: [1],
    },
    heldMs: 1,
    bytesIn: 100,
    bytesOut: 200,
    copyUs: 1,
    raced: [raced(INLINE, steady(1)), raced(WORKER, steady(1)), raced(POOL, steady(2))],
    chosen: POOL,
    oneByOne: POOL,
    breakEven: BREAK_EVEN,
    startupMs: [40, 41, 42],
    poolStartupMs: 80,
    memoryMb: 9,
    availableMb: 4000,
    fits: true,
    ...changes,
  };
}
