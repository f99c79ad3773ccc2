/** The platform for the thread of a page that coordinates the others. */
import type { ThreadingPlatform, Workers } from '../platform.ts';
import { webHost } from './host.ts';
import type { StartThread } from './page-threads.ts';
import { webThread } from './thread.ts';
import { WebThreadPool } from './thread-pool.ts';

/**
 * @param start starts a thread: its script has all modules, so that nothing is compiled
 * @param modules see `webThread`
 * @param epochMs see `webClock`
 */
export function webPlatform(
  start: StartThread,
  modules: Readonly<Record<string, unknown>>,
  epochMs: number,
): ThreadingPlatform {
  return {
    ...webThread(0, modules, epochMs),
    host: webHost,
    // A browser may say less, to make devices harder to recognise. The capacity is measured with so many threads.
    cores: () => navigator.hardwareConcurrency,
    messageChannel: () => new MessageChannel(),
    workers: () => webWorkers(start),
    importLineModule: async () => modules,
  };
}

const ENTRIES = { station: 'station', pool: 'pool', task: 'task' } as const;

function webWorkers(start: StartThread): Workers {
  let pool: WebThreadPool | null = null;
  const end = async (): Promise<readonly number[]> => {
    pool?.terminate();
    pool = null;
    return [];
  };
  return {
    build: async () => ({ moduleUrl: (module) => module, entries: ENTRIES }),
    async threads(count) {
      if (pool !== null && (pool.size < count || !pool.allAlive)) await end();
      if (pool !== null) return { pool, fresh: false };
      pool = new WebThreadPool(count, start);
      return { pool, fresh: true };
    },
    endThreads: end,
    terminate: end,
  };
}
