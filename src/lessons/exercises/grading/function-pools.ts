/** Pools of threads that call a function of the student's file. */
import { loadFunction } from '../../../pays/function-file.ts';
import { TaskPool } from '../../../pays/pool.ts';
import { workerBuild } from '../../../platform/node/worker-build.ts';
import type { Submission } from './exercise.ts';

/** Makes so many calls, with the inputs 0, 1, 2 and so on. */
export type Calls = (calls: number) => Promise<void>;

/** @param sizes how many threads each pool has */
export async function withPools<Result>(
  { path, url }: Submission,
  exported: string,
  sizes: readonly number[],
  use: (pools: readonly Calls[]) => Promise<Result>,
): Promise<Result> {
  const build = workerBuild();
  const inputs = { kind: 'values', values: [] } as const;
  const code = await loadFunction({ path, url, exported, name: exported, inputs, budgetMs: 0, spentMs: 0 }, build);
  const pools: TaskPool[] = [];
  try {
    for (const size of sizes) pools.push(await TaskPool.start(code, size));
    return await use(
      pools.map((pool) => async (calls) => {
        await Promise.all(Array.from({ length: calls }, (_, i) => pool.call([i], false, [])));
      }),
    );
  } finally {
    await Promise.all(pools.map((pool) => pool.end()));
  }
}
