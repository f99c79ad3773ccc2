/** The platform for any thread on Node. It cannot start threads: so a worker does not load the modules for that. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { threadId } from 'node:worker_threads';
import type { Platform } from '../platform.ts';
import { nodeClock } from './clock.ts';
import { nodeEndpoint } from './endpoint.ts';
import { COMPILED, resolveOwnPackage } from './own-package.ts';

/** A word that never changes: a wait for a change lasts for its full time. */
const NEVER = new Int32Array(new SharedArrayBuffer(4));

/** As a shell reports a process that was killed. */
const KILLED = 137;

export const nodeThread: Platform = {
  clock: nodeClock,
  threadId,
  importModule: async (url) => {
    resolveOwnPackage();
    // From now on: Node keeps the positions in the original for modules that are loaded afterwards.
    if (url.endsWith(COMPILED)) process.setSourceMapsEnabled(true);
    return await import(url);
  },
  blockFor: (ms) => void Atomics.wait(NEVER, 0, 0, ms),
  endThread(error) {
    if (error === undefined) process.exit(KILLED);
    setImmediate(() => {
      throw error;
    });
  },
  yieldToLoop: () => nextTurn(),
  endpoint: nodeEndpoint,
};
