/** The platform for the main thread on Node. */
import { availableParallelism } from 'node:os';
import { MessageChannel } from 'node:worker_threads';
import type { ThreadingPlatform } from '../platform.ts';
import { importLineModule } from './line-module.ts';
import { nodeHost } from './machine.ts';
import { nodeThread } from './thread.ts';
import { workers } from './workers.ts';

export const nodePlatform: ThreadingPlatform = {
  ...nodeThread,
  host: nodeHost,
  cores: availableParallelism,
  messageChannel: () => new MessageChannel(),
  workers,
  importLineModule,
};
