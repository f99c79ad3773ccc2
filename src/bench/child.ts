/** A child process of the bench: measures one job, and prints the result as one line of JSON. */
import { measureSide } from './baseline/sides.ts';
import { sweep } from './grain.ts';
import type { Job, JobResult } from './job.ts';
import { MESSAGE_CASES, measureCase } from './messages/cases.ts';
import { startup } from './startup.ts';

async function measured(job: Job): Promise<JobResult> {
  switch (job.kind) {
    case 'message': {
      const found = MESSAGE_CASES.find(({ name }) => name === job.name);
      if (found === undefined) throw new Error(`expected the name of a case, found "${job.name}"`);
      return { kind: 'message', cost: await measureCase(found, job.worker, job.durations) };
    }
    case 'grain':
      return { kind: 'grain', sweep: await sweep(job.plan) };
    case 'startup':
      return { kind: 'startup', startup: await startup(job.worker, job.threads) };
    case 'side':
      return { kind: 'side', cost: await measureSide(job.side, job.worker, job.plan) };
  }
}

const job: Job = JSON.parse(process.argv[2] ?? '');
process.stdout.write(`${JSON.stringify(await measured(job))}\n`);
