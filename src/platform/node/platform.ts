/** Node as a platform. */
import { availableParallelism } from 'node:os';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { MessageChannel, threadId } from 'node:worker_threads';
import type { ThreadingPlatform } from '../platform.ts';
import { nodeClock } from './clock.ts';
import { nodeEndpoint } from './endpoint.ts';
import { workerHost } from './worker-host.ts';

/** A word that never changes. */
const NEVER = new Int32Array(new SharedArrayBuffer(4));

export const nodePlatform: ThreadingPlatform = {
  clock: nodeClock,
  threadId,
  importModule: (url) => import(url),
  blockFor: (ms) => void Atomics.wait(NEVER, 0, 0, ms),
  yieldToLoop: () => nextTurn(),
  endpoint: nodeEndpoint,
  cores: availableParallelism,
  messageChannel: () => new MessageChannel(),
  workerHost,
};
