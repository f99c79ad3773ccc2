/** The entry point of a thread of a pool. */
import type { PoolResult, PoolTask } from '../src/engine/threads/messages.ts';
import { runPoolTask } from '../src/engine/threads/pool-worker.ts';
import { nodePlatform } from '../src/platform/node/platform.ts';

export default function serve(task: PoolTask): Promise<PoolResult> {
  return runPoolTask(task, nodePlatform);
}
