/** The platform for any thread of a page. All threads run the same script, which has all modules. */
import { SHARES_MEMORY } from '../../line/shared-memory.ts';
import type { Platform } from '../platform.ts';
import { webClock } from './clock.ts';
import { webEndpoint } from './endpoint.ts';

/** What the modules of the page export, all together: a coroutine is found by the name of its export. */
type Modules = Readonly<Record<string, unknown>>;

/**
 * @param threadId 0 for the main thread of the engines
 * @param epochMs see `webClock`
 */
export function webThread(threadId: number, modules: Modules, epochMs: number): Platform {
  return {
    clock: webClock(epochMs),
    threadId,
    importModule: async () => modules,
    blockFor,
    yieldToLoop,
    // A worker that closes itself goes on to the end of its task. To throw ends the task.
    endThread(error) {
      throw error ?? new Error('this thread was told to end');
    },
    endpoint: webEndpoint,
  };
}

const NEVER = SHARES_MEMORY ? new Int32Array(new SharedArrayBuffer(4)) : null;

function blockFor(ms: number): void {
  if (NEVER !== null) return void Atomics.wait(NEVER, 0, 0, ms);
  // Without shared memory a thread can only block by looking at the clock.
  const untilMs = performance.now() + ms;
  while (performance.now() < untilMs);
}

/** A message to itself: a timer would wait for 4 ms when it is set by another one. */
function yieldToLoop(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
