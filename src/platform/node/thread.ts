/** Node as a platform, for any thread. It starts no threads, so that a worker does not load what starting them takes. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { threadId } from 'node:worker_threads';
import type { Platform } from '../platform.ts';
import { nodeClock } from './clock.ts';
import { nodeEndpoint } from './endpoint.ts';

/** A word that never changes. */
const NEVER = new Int32Array(new SharedArrayBuffer(4));

export const nodeThread: Platform = {
  clock: nodeClock,
  threadId,
  importModule: (url) => import(url),
  blockFor: (ms) => void Atomics.wait(NEVER, 0, 0, ms),
  yieldToLoop: () => nextTurn(),
  endpoint: nodeEndpoint,
};
