/** The clocks of a browser. They are coarse: 5 to 100 us where the page is isolated, up to 1 ms elsewhere. */
import type { Clock } from '../platform.ts';

export const webClock: Clock = {
  // From one moment for all threads: each worker counts from its own start.
  nowMs: () => performance.timeOrigin + performance.now() - EPOCH_MS,
  nowNs: () => Math.round(1e6 * (performance.timeOrigin + performance.now() - EPOCH_MS)),
  // A browser does not say how much CPU time a page has used.
  cpuMs: () => 0,
  threadCpuMs: () => Number.POSITIVE_INFINITY,
};

/** The midnight before the thread started, in UTC: smaller numbers keep their fractions. */
const EPOCH_MS = 86_400_000 * Math.floor(performance.timeOrigin / 86_400_000);
