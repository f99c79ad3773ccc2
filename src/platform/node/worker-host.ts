/** The staff of an engine: its threads and the files they run, there from the first run on and sent home together. */
import { ThreadPool, ThreadsLeftError } from './thread-pool.ts';
import { type WorkerBuild, workerBuild } from './worker-build.ts';

export interface WorkerHost {
  readonly shop: WorkerBuild;
  /**
   * The threads there are, if they are as many or more and all live; else new ones.
   *
   * @throws ThreadsLeftError when the old ones do not end
   */
  crewOf(size: number): Promise<{ readonly crew: ThreadPool; readonly fresh: boolean }>;
  /** @returns the numbers of the threads that do not end */
  dismiss(): Promise<readonly number[]>;
}

/** @param heapMb the most memory of one thread's objects; the crew's own measure where it is left out */
export function staff(heapMb?: number): WorkerHost {
  let crew: ThreadPool | null = null;
  const shop = workerBuild();

  const dismissCrew = async (): Promise<readonly number[]> => {
    const leaving = crew;
    crew = null;
    return (await leaving?.dismiss()) ?? [];
  };

  return {
    shop,
    async crewOf(size) {
      if (crew !== null && (crew.size < size || !crew.whole)) {
        const left = await dismissCrew();
        if (left.length > 0) throw new ThreadsLeftError(left.map((thread) => `thread ${thread}`));
      }
      const fresh = crew === null;
      crew ??= await ThreadPool.hire(size, heapMb);
      return { crew, fresh };
    },
    async dismiss() {
      const left = await dismissCrew();
      await shop.clear();
      return left;
    },
  };
}
