/** The thread of a page that coordinates the others: it races the engines, and tells the page. So the page itself stays free. */
import { CAKE_WORDS, chocolateCake } from '../cake/recipe/chocolate-cake.ts';
import { contrast } from '../contrast/contrast.ts';
import { FULL_RUN, QUICK_RUN, roundsFor } from '../contrast/run-lengths.ts';
import { SHARES_MEMORY } from '../line/shared-memory.ts';
import { verdictOf } from '../measure/verdict.ts';
import type { ThreadingPlatform } from '../platform/platform.ts';
import { pageDocument } from './document.ts';
import type { RaceNews, RaceRequest } from './messages.ts';

/** @returns what handles a request of the page */
export function coordinator(
  platform: ThreadingPlatform,
  tell: (news: RaceNews) => void,
): (request: RaceRequest) => Promise<void> {
  return async (request) => {
    try {
      tell({ kind: 'done', document: await raced(request, platform, tell) });
    } catch (error) {
      tell({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
    }
  };
}

async function raced(
  { workloads, seed, cakes, quick }: RaceRequest,
  platform: ThreadingPlatform,
  tell: (news: RaceNews) => void,
) {
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
    {
      planned: (runs) => tell({ kind: 'planned', runs }),
      machine() {},
      step: (what) => tell({ kind: 'step', what }),
      workload() {},
    },
  );
  return pageDocument(chocolateCake.name, quick, result, verdictOf(result.workloads, CAKE_WORDS), SHARES_MEMORY);
}
