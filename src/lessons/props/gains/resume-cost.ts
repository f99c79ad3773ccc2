/** What it costs to resume a coroutine, beside the cheapest system call that Node offers. */
import { nodeClock as clock } from '../../../platform/node/clock.ts';

export interface ResumeCost {
  readonly resumeNs: number;
  readonly systemCallNs: number;
}

/** @param count how often a coroutine is resumed; a tenth of it is enough for the system call */
export function resumeCost(count: number): ResumeCost {
  const coroutine = paused();
  coroutine.next();
  return {
    resumeNs: nsPerCall(count, () => coroutine.next()),
    // On Linux and macOS each look at this is one getppid().
    systemCallNs: nsPerCall(count / 10, () => process.ppid),
  };
}

function* paused(): Generator<undefined, void, void> {
  while (true) yield;
}

function nsPerCall(count: number, call: () => unknown): number {
  const beganMs = clock.nowMs();
  for (let i = 0; i < count; i++) call();
  return ((clock.nowMs() - beganMs) / count) * 1e6;
}
