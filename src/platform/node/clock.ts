/** The one file that reads Node's clocks. */
import { readFileSync } from 'node:fs';
import type { Clock } from '../../engine/engine.ts';

export const nodeClock: Clock = {
  nowMs: () => performance.now(),
  nowNs,
  cpuMs() {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000;
  },
  threadCpuMs,
};

/** Nanoseconds since some fixed moment, the same for every thread of the process. */
export function nowNs(): number {
  return Number(process.hrtime.bigint());
}

/** Node tells it from 22.15 on, Linux always: the first figure of schedstat is nanoseconds on a core. */
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
