/** How long a call holds the event loop of the main thread. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as delay, setImmediate as nextTurn } from 'node:timers/promises';
import { medianOf } from '../measure/statistics/samples.ts';
import { type Callable, isThenable } from './callable.ts';

const PASSES = 5;
/** How long one pass may take, in milliseconds, if it has made one call. */
const PASS_MS = 60;
/** The monitor looks so often, in milliseconds: a shorter stretch is below what it sees. */
const RESOLUTION_MS = 1;
/** Up to this length, in milliseconds, the clock around a call says more than the monitor. */
const SHORT_MS = 3;

/**
 * The longest stretch in which nothing else could run: the median of some passes, since the longest of all is that of a
 * disturbance. Each call has a turn of the loop of its own.
 *
 * @param inputs one or more; each pass takes new copies
 * @param callMs about how long a call takes, in milliseconds
 * @returns milliseconds
 */
export async function heldBy(
  call: Callable,
  inputs: readonly unknown[],
  isAsync: boolean,
  callMs: number,
): Promise<number> {
  const longest: number[] = [];
  const passes = callMs > PASS_MS ? 1 : PASSES;
  for (let pass = 0; pass < passes; pass++) longest.push(await passOf(call, inputs, isAsync));
  return medianOf(longest);
}

async function passOf(call: Callable, inputs: readonly unknown[], isAsync: boolean): Promise<number> {
  const copies = inputs.map((input) => structuredClone(input));
  const monitor = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  monitor.enable();
  // So that the first stretch begins with a call.
  await delay(2 * RESOLUTION_MS);
  monitor.reset();
  const endMs = performance.now() + PASS_MS;
  let longestMs = 0;
  for (const input of copies) {
    await nextTurn();
    const beganMs = performance.now();
    const output = call(input);
    longestMs = Math.max(longestMs, performance.now() - beganMs);
    if (isThenable(output)) await output;
    if (performance.now() > endMs) break;
  }
  await delay(2 * RESOLUTION_MS);
  monitor.disable();
  const seenMs = monitor.max / 1e6 - RESOLUTION_MS;
  if (isAsync) return Math.max(longestMs, seenMs > SHORT_MS ? seenMs : 0);
  return longestMs > SHORT_MS ? Math.max(longestMs, seenMs) : longestMs;
}
