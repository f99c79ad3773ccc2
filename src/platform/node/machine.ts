/** The machine a measurement was made on. */

import { readFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg } from 'node:os';
import type { Throttled } from '../platform.ts';
import { throttleCounters, throttledBetween } from './throttle.ts';

export interface Machine {
  /** Version of Node, without the v. */
  readonly node: string;
  readonly platform: string;
  /** The processor as the system names it. */
  readonly cpu: string;
  /** Cores that this process may use, which can be fewer than there are. */
  readonly cores: number;
  /** How many kernels really run at once, 1 up to the number of cores. */
  readonly parallelCapacity: number;
}

export function coresOf(): number {
  return availableParallelism();
}

export function machineWith(parallelCapacity: number): Machine {
  return {
    node: process.versions.node,
    platform: `${process.platform} ${process.arch}`,
    cpu: cpus()[0]?.model.trim() || 'unknown processor',
    cores: coresOf(),
    parallelCapacity,
  };
}

/** What else the machine did while something was measured, and what it kept this process from doing. */
export interface Noise {
  /** Processes that were ready to run in the minute before. */
  readonly loadBefore: number;
  /** The share of the processors' time that the hypervisor gave to others, 0 to 1; null where the system does not say. */
  readonly stolen: number | null;
  /** How long a CPU quota stopped this process; null where none did, or the system does not say. */
  readonly throttled: Throttled | null;
}

/** Notes the load now; the answer is asked for at the end. */
export function listenForNoise(): () => Noise {
  const loadBefore = loadavg()[0] ?? 0;
  const before = ticks();
  const countersBefore = throttleCounters();
  return () => {
    const after = ticks();
    const stolen =
      before === null || after === null ? null : (after.stolen - before.stolen) / Math.max(1, after.all - before.all);
    return { loadBefore, stolen, throttled: throttledBetween(countersBefore, throttleCounters()) };
  };
}

/** The first line of Linux' /proc/stat: ticks of all processors together, the eighth figure stolen (proc_stat(5)). */
function ticks(): { readonly stolen: number; readonly all: number } | null {
  try {
    const [line = ''] = readFileSync('/proc/stat', 'utf8').split('\n');
    const figures = line.split(/\s+/).slice(1, 9).map(Number);
    return { stolen: figures[7] ?? 0, all: figures.reduce((sum, figure) => sum + figure, 0) };
  } catch {
    return null;
  }
}
