/**
 * The engine of a plan: it runs each line with the stations on the threads that its plan gives them. A plan may be the main thread
 * alone. Then sends are the calls of the cooperative engine, and no thread is needed.
 */
import { cooperative } from './cooperative.ts';
import type { Engine } from './engine.ts';
import type { Placements } from './placement/placements.ts';
import { type ThreadsOptions, threads } from './threads.ts';

export interface PlacedOptions extends Omit<ThreadsOptions, 'placement'> {
  readonly placements: Placements;
}

export function placed({ placements, ...options }: PlacedOptions): Engine {
  const { platform } = options;
  const onWorkers = threads({ ...options, placement: placements });
  const onMain = cooperative({ platform });
  return {
    ...onWorkers,
    async run(line, runOptions) {
      if (!placements.isOnMain(line)) return await onWorkers.run(line, runOptions);
      return { ...(await onMain.run(line, runOptions)), placement: placements.of(line) };
    },
    async close() {
      await Promise.all([onWorkers.close(), onMain.close()]);
    },
  };
}
