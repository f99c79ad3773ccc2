/** The machine on which a measurement is made, and what disturbed the measurement. */
import { readFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg } from 'node:os';
import type { Disturbance, Host, Machine } from '../platform.ts';
import { throttleCounters, throttledBetween } from './throttle.ts';

export function thisMachine(): Machine {
  return {
    node: process.versions.node,
    platform: `${process.platform} ${process.arch}`,
    cpu: cpus()[0]?.model.trim() || 'unknown processor',
    cores: availableParallelism(),
  };
}

/**
 * Begins to watch for disturbances. Call the returned function at the end of the measurement.
 *
 * @param inThisProcess whether only this process measures. Otherwise the time of its children would count as that of others.
 */
export function watchForDisturbance(inThisProcess: boolean): () => Disturbance {
  const loadBefore = loadavg()[0] ?? 0;
  const before = ticks();
  const processorsBefore = processorsMs();
  const countersBefore = throttleCounters();
  return () => {
    const after = ticks();
    const stolen =
      before === null || after === null ? null : (after.stolen - before.stolen) / Math.max(1, after.all - before.all);
    const others = inThisProcess ? othersShare(processorsBefore, processorsMs()) : null;
    return { loadBefore, stolen, others, throttled: throttledBetween(countersBefore, throttleCounters()) };
  };
}

/** How much memory this process has, in megabytes. */
function memoryMb(): number {
  return process.memoryUsage.rss() / 2 ** 20;
}

/** What the processors did since the system started, and what this process did, in milliseconds. */
interface ProcessorsMs {
  readonly all: number;
  readonly busy: number;
  readonly own: number;
}

function processorsMs(): ProcessorsMs {
  const { user, system } = process.cpuUsage();
  const all = cpus().map(({ times }) => times);
  const idle = all.reduce((sum, times) => sum + times.idle, 0);
  const busy = all.reduce((sum, times) => sum + times.user + times.nice + times.sys + times.irq, 0);
  return { all: idle + busy, busy, own: (user + system) / 1000 };
}

/** The system counts in ticks of 10 ms: in less time than this, in milliseconds, they say too little. */
const LEAST_WATCHED_MS = 500;

/** Null where the system does not say, as in some containers, and where it was watched for too short a time. */
function othersShare(before: ProcessorsMs, after: ProcessorsMs): number | null {
  const all = after.all - before.all;
  if (!(all > LEAST_WATCHED_MS * cpus().length)) return null;
  return Math.max(0, after.busy - before.busy - (after.own - before.own)) / all;
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

export const nodeHost: Host = { machine: thisMachine, memoryMb, watchForDisturbance };
