/** The entry point of a thread of a pool. */
import type { PoolResult, PoolTask } from '../src/engine/threads/messages.ts';
import { runPoolTask } from '../src/engine/threads/pool-worker.ts';
import { nodeThread } from '../src/platform/node/thread.ts';
import { markStationThread } from '../src/platform/station-thread.ts';

markStationThread();

export default function serve(task: PoolTask): Promise<PoolResult> {
  return runPoolTask(task, nodeThread);
}
