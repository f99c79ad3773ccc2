/** Races the engines under each workload. */
import { CAKE_WORDS, chocolateCake } from '../../cake/recipe/chocolate-cake.ts';
import { contrast } from '../../contrast/contrast.ts';
import { FULL_RUN, QUICK_RUN, roundsFor } from '../../contrast/run-lengths.ts';
import { SHARES_MEMORY } from '../../line/shared-memory.ts';
import { verdictOf } from '../../measure/verdict.ts';
import { pageDocument } from '../document.ts';
import type { Job } from './job.ts';

export const race: Job<'race'> = async ({ workloads, seed, cakes, quick }, platform, { planned, step }) => {
  const lengths = quick ? QUICK_RUN : FULL_RUN;
  const { runMs, warmUps, steady } = lengths;
  const result = await contrast(
    {
      recipe: chocolateCake,
      source: chocolateCake.name,
      workloads,
      engines: ['event-loop', 'threads', 'pool'],
      channels: SHARES_MEMORY ? ['port', 'ring'] : ['port'],
      cakes: cakes === null ? { kind: 'time', ms: runMs } : { kind: 'count', count: cakes },
      seed,
      delivery: 'order',
      rounds: (workload) => roundsFor(workload, workloads, lengths, null),
      warmUps,
      steady,
      platform,
    },
    { planned, machine() {}, step, workload() {} },
  );
  return pageDocument(chocolateCake.name, quick, result, verdictOf(result.workloads, CAKE_WORDS), SHARES_MEMORY);
};
