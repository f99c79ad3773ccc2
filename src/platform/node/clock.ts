/** The clocks of Node. No other file of the platform reads them. */
import { readFileSync } from 'node:fs';
import type { Clock } from '../platform.ts';

export const nodeClock: Clock = {
  nowMs: () => performance.now(),
  nowNs,
  cpuMs() {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000;
  },
  threadCpuMs,
};

/** Nanoseconds since a fixed moment, the same for every thread of the process. */
export function nowNs(): number {
  return Number(process.hrtime.bigint());
}

/** CPU time of this thread. Newer Nodes give it. On Linux the first number of schedstat is the thread's nanoseconds on a core. */
function threadCpuMs(): number {
  if ('threadCpuUsage' in process && typeof process.threadCpuUsage === 'function') {
    const usage: unknown = process.threadCpuUsage();
    if (isUsage(usage)) return (usage.user + usage.system) / 1000;
  }
  try {
    return Number(readFileSync('/proc/thread-self/schedstat', 'utf8').split(' ')[0]) / 1e6 || Number.POSITIVE_INFINITY;
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}

function isUsage(value: unknown): value is NodeJS.CpuUsage {
  return typeof value === 'object' && value !== null && 'user' in value && 'system' in value;
}
