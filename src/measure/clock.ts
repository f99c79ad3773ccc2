/** The one file that reads Node's clocks. */
import type { Clock } from '../engine/engine.ts';

export const nodeClock: Clock = {
  nowMs: () => performance.now(),
  cpuMs() {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000;
  },
};
