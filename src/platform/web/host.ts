/** What a browser says of the machine: little. */
import type { Host } from '../platform.ts';

export const webHost: Host = {
  machine: () => ({ node: '', platform: navigator.userAgent, cpu: '', cores: navigator.hardwareConcurrency }),
  memoryMb: () => 0,
  watchForDisturbance: () => () => ({ loadBefore: 0, stolen: null, others: null, throttled: null }),
};
