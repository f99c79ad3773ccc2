/** Runs every measurement in its own fresh process, so that none inherits the heap, the threads or the compiled code of another. */

import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { reasonOf } from '../engine/failure.ts';
import { FactoryError } from '../line/factory-error.ts';
import { type Deadline, deadline } from '../platform/deadline.ts';
import { loaderFlags, moduleUrl } from '../platform/node/own-files.ts';
import { FOLDER_VARIABLE } from '../platform/node/temporary-folder.ts';
import type { Job, JobResult } from './job.ts';

/** A measurement failed. The message says which one, and why. */
export class BenchError extends FactoryError {
  override name = 'BenchError';
}

const CHILD = fileURLToPath(moduleUrl('src/bench/child'));
/** Far more than any job takes. Time in which this process is stopped does not count. */
const DEADLINE_MS = 60_000;

/**
 * Runs one job.
 *
 * @param folder where the child puts its compiled files; the caller deletes it
 * @param signal ends the child when it is aborted
 * @param deadlineMs how long the child may take, in milliseconds, above 0 [60 000]
 * @throws BenchError when the child fails, says anything other than a result, or does not end
 */
export async function runJob(
  job: Job,
  folder: string,
  signal: AbortSignal,
  deadlineMs = DEADLINE_MS,
): Promise<JobResult> {
  const name = nameOf(job);
  const late = deadline(deadlineMs, 'not ended');
  try {
    const child = spawn(process.execPath, [...loaderFlags(), CHILD, JSON.stringify(job)], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, [FOLDER_VARIABLE]: folder },
      signal: AbortSignal.any([signal, late.signal]),
      killSignal: 'SIGKILL',
    });
    const [out, err] = [textOf(child.stdout), textOf(child.stderr)];
    const end = await new Promise<number | string | null>((resolve, reject) => {
      child.on('close', (code, signal) => resolve(signal ?? code));
      child.on('error', reject);
    });
    if (end !== 0) throw new BenchError(`${name}: ${reasonIn(await err) || endText(end)}`);
    return resultIn(await out, job, name);
  } catch (error) {
    if (error instanceof BenchError) throw error;
    throw new BenchError(`${name}: ${whyStopped(error, signal, late)}`, { cause: error });
  } finally {
    late.cancel();
  }
}

function nameOf(job: Job): string {
  switch (job.kind) {
    case 'message':
      return job.name;
    case 'side':
      return job.side;
    default:
      return job.kind;
  }
}

function resultIn(text: string, job: Job, name: string): JobResult {
  let result: JobResult;
  try {
    result = JSON.parse(text);
  } catch {
    throw new BenchError(`${name}: expected a result as JSON, found ${JSON.stringify(text.slice(0, 60))}`);
  }
  if (result.kind !== job.kind)
    throw new BenchError(`${name}: expected a result of kind "${job.kind}", found "${result.kind}"`);
  return result;
}

async function textOf(stream: AsyncIterable<Buffer>): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of stream) pieces.push(piece);
  return Buffer.concat(pieces).toString('utf8');
}

function whyStopped(error: unknown, signal: AbortSignal, late: Deadline): string {
  if (signal.aborted) return 'stopped';
  return late.signal.aborted ? `${reasonOf(late.signal.reason)}: a message may have been lost` : reasonOf(error);
}

function endText(end: number | string | null): string {
  return end === 'SIGKILL'
    ? 'the system killed its process (SIGKILL), usually because it ran out of memory'
    : `the process ended with ${end}`;
}

/** The line of a stack trace with the error's message. */
function reasonIn(stderr: string): string {
  const lines = stderr.split('\n').map((line) => line.trim());
  return lines.find((line) => /^\w*Error\b/.test(line)) ?? lines.find((line) => line !== '') ?? '';
}
