/** Records the same few cakes under every engine, for a picture: runs of their own, since recording takes time. */
import { chocolateCake } from '../../cake/recipe/chocolate-cake.ts';
import { stepsOf, traceAll } from '../../contrast/trace-all.ts';
import { SHARES_MEMORY } from '../../line/shared-memory.ts';
import { drawnRecipeOf } from '../recording/drawn-recipe.ts';
import { recordedCakes } from '../recording/recorded-cakes.ts';
import type { Job } from './job.ts';

export const record: Job<'record'> = async ({ workload, seed }, platform, { planned, step }) => {
  const what: Parameters<typeof stepsOf>[0] = {
    workloads: [workload],
    engines: ['event-loop', 'threads', 'pool'],
    channels: SHARES_MEMORY ? ['port', 'ring'] : ['port'],
    // No row in which stations share threads: five pictures are enough.
    threads: 0,
  };
  planned(stepsOf(what));
  const [found] = await traceAll(
    {
      ...what,
      recipe: chocolateCake,
      source: chocolateCake.name,
      seed,
      delivery: 'order',
      cakes: recordedCakes,
      pairs: 1,
      platform,
    },
    step,
  );
  if (found === undefined) throw new Error(`expected a recording of ${workload}, found none`);
  const { cakes, recorded } = found;
  return {
    drawnRecipe: drawnRecipeOf(chocolateCake, chocolateCake.name),
    recording: { workload, cakes, beginningNs: null, recorded: recorded.map(({ trace, cost }) => ({ trace, cost })) },
  };
};
