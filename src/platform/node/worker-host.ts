/** The threads of one engine on Node, and the files that they run. */
import { ThreadsLeftError } from '../errors.ts';
import type { WorkerHost } from '../platform.ts';
import { NodeThreadPool } from './thread-pool.ts';
import { workerBuild } from './worker-build.ts';

/** @param heapMb the most memory for the objects of one thread, in megabytes, 8 or more [1024] */
export function workerHost(heapMb?: number): WorkerHost {
  let pool: NodeThreadPool | null = null;
  const code = workerBuild();

  const endThreads = async (): Promise<readonly number[]> => {
    const oldPool = pool;
    pool = null;
    return (await oldPool?.terminate()) ?? [];
  };

  return {
    build: code.build,
    async threads(count) {
      if (pool !== null && (pool.size < count || !pool.allAlive)) {
        const left = await endThreads();
        if (left.length > 0) throw new ThreadsLeftError(left.map((thread) => `thread ${thread}`));
      }
      const fresh = pool === null;
      pool ??= await NodeThreadPool.start(count, heapMb);
      return { pool, fresh };
    },
    endThreads,
    async terminate() {
      const left = await endThreads();
      await code.clear();
      return left;
    },
  };
}
