/** The threads of one engine on Node, and the files that they run. */
import { FactoryError } from '../../line/factory-error.ts';
import { ThreadsLeftError } from '../errors.ts';
import type { Workers } from '../platform.ts';
import { NodeThreadPool } from './thread-pool.ts';
import { workerBuild } from './worker-build.ts';

/** @param heapMb the most memory for the objects of one thread, in megabytes, 8 or more [1024] */
export function workers(heapMb?: number): Workers {
  let pool: NodeThreadPool | null = null;
  /** The termination that goes on. */
  let ending: Promise<readonly number[]> | null = null;
  let terminations = 0;
  const code = workerBuild();

  /** Waits also for threads that another call has begun to end. */
  const endThreads = async (): Promise<readonly number[]> => {
    if (pool !== null) {
      ending = pool.terminate();
      pool = null;
    }
    const awaited = ending;
    const left = (await awaited) ?? [];
    if (ending === awaited) ending = null;
    return left;
  };
  /** @param before how many terminations there were when the start began */
  const refuseAfter = (before: number): void => {
    if (terminations > before) throw new FactoryError('the engine was closed while it started this run');
  };
  const refuseLeft = (left: readonly number[]): void => {
    if (left.length > 0) throw new ThreadsLeftError(left.map((thread) => `thread ${thread}`));
  };
  const startThreads = async (count: number, before: number): Promise<NodeThreadPool> => {
    const started = await NodeThreadPool.start(count, heapMb);
    pool = started;
    // A termination that came before this line knew nothing of these threads.
    if (terminations > before) await endThreads();
    refuseAfter(before);
    return started;
  };

  return {
    build: code.build,
    async threads(count) {
      const before = terminations;
      if (pool !== null && (pool.size < count || !pool.allAlive)) refuseLeft(await endThreads());
      refuseAfter(before);
      return pool === null ? { pool: await startThreads(count, before), fresh: true } : { pool, fresh: false };
    },
    endThreads,
    async terminate() {
      terminations++;
      const left = await endThreads();
      await code.clear();
      return left;
    },
  };
}
