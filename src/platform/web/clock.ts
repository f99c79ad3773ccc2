/** The clocks of a browser. They are coarse: 5 to 100 us where the page is isolated, up to 1 ms elsewhere. */
import type { Clock } from '../platform.ts';

/**
 * @param epochMs the moment from which it counts, in milliseconds since 1970, the same for all threads of a page: each counts from its own
 *   start otherwise. A recent one: smaller numbers keep their fractions.
 */
export function webClock(epochMs: number): Clock {
  const startMs = performance.timeOrigin - epochMs;
  return {
    nowMs: () => startMs + performance.now(),
    nowNs: () => Math.round(1e6 * (startMs + performance.now())),
    // A browser does not say how much CPU time a page has used.
    cpuMs: () => 0,
    threadCpuMs: () => Number.POSITIVE_INFINITY,
  };
}
