/** The thread of a page that coordinates the others: it does what the page asks for, and tells. So the page itself stays free. */
import type { ThreadingPlatform } from '../platform/platform.ts';
import { bake } from './jobs/bake.ts';
import { bench } from './jobs/bench.ts';
import { experiment } from './jobs/experiment.ts';
import type { Job } from './jobs/job.ts';
import { race } from './jobs/race.ts';
import { record } from './jobs/record.ts';
import { showLine } from './jobs/show-line.ts';
import type { Asked, JobKind, News } from './messages.ts';

const JOBS: { readonly [Kind in JobKind]: Job<Kind> } = {
  race,
  record,
  'show-line': showLine,
  bake,
  bench,
  experiment,
};

/** @returns what handles a request of the page */
export function coordinator<Kind extends JobKind>(
  platform: ThreadingPlatform,
  tell: (news: News<Kind>) => void,
): (asked: Asked<Kind>) => Promise<void> {
  return async ({ kind, request }) => {
    try {
      const answer = await JOBS[kind](request, platform, {
        planned: (steps) => tell({ kind: 'planned', steps }),
        step: (what) => tell({ kind: 'step', what }),
      });
      tell({ kind: 'done', answer });
    } catch (error) {
      tell({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
    }
  };
}
