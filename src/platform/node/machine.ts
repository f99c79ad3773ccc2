/** The machine on which a measurement is made, and what disturbed the measurement. */
import { readFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg } from 'node:os';
import type { Throttled } from '../platform.ts';
import { throttleCounters, throttledBetween } from './throttle.ts';

export interface Machine {
  /** The version of Node, without the v. */
  readonly node: string;
  readonly platform: string;
  /** The processor as the system names it. */
  readonly cpu: string;
  /** The number of cores that this process may use. The machine may have more. */
  readonly cores: number;
  /** How many threads that compute really run at once, 1 to the number of cores. */
  readonly parallelCapacity: number;
}

export function machineWith(parallelCapacity: number): Machine {
  return {
    node: process.versions.node,
    platform: `${process.platform} ${process.arch}`,
    cpu: cpus()[0]?.model.trim() || 'unknown processor',
    cores: availableParallelism(),
    parallelCapacity,
  };
}

/** What disturbed a measurement. */
export interface Noise {
  /** The load average of the minute before: how many threads ran or were ready to run. 0 on Windows. */
  readonly loadBefore: number;
  /** The share of the processors' time that the hypervisor gave to other machines, 0 to 1; null where it is not known. */
  readonly stolen: number | null;
  /** How long a CPU quota stopped this process; null where none did, or where it is not known. */
  readonly throttled: Throttled | null;
}

/** Begins to watch for disturbances. Call the returned function at the end of the measurement. */
export function watchForNoise(): () => Noise {
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

/** The ticks of all processors since the start of Linux, from the first line of /proc/stat (see proc_stat(5)). */
function ticks(): { readonly stolen: number; readonly all: number } | null {
  try {
    const [line = ''] = readFileSync('/proc/stat', 'utf8').split('\n');
    const figures = line.split(/\s+/).slice(1, 9).map(Number);
    return { stolen: figures[7] ?? 0, all: figures.reduce((sum, figure) => sum + figure, 0) };
  } catch {
    return null;
  }
}
