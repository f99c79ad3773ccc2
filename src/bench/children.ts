/** Children: every measurement in a fresh process of its own, so that none inherits another's heap, threads or compiled code. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { FOLDER_VARIABLE } from '../platform/node/worker-build.ts';
import type { Job, JobResult } from './job.ts';

/** A measurement that failed: which one, and why. */
export class BenchError extends Error {
  override name = 'BenchError';
}

const CHILD = fileURLToPath(new URL('./child.ts', import.meta.url));
/** Far more than any job takes. */
const DEADLINE_MS = 60_000;

/**
 * Runs one job.
 *
 * @param folder where the child puts its compiled files; whoever calls deletes it
 * @param signal ends the child when it is aborted
 * @throws BenchError when the child fails, says something else than a result, or does not end
 */
export async function runJob(job: Job, folder: string, signal: AbortSignal): Promise<JobResult> {
  const name = job.kind === 'message' ? job.name : job.kind;
  const child = spawn(process.execPath, ['--import', import.meta.resolve('tsx'), CHILD, JSON.stringify(job)], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, [FOLDER_VARIABLE]: folder },
    signal: AbortSignal.any([signal, AbortSignal.timeout(DEADLINE_MS)]),
    killSignal: 'SIGKILL',
  });
  const [out, err] = [textOf(child.stdout), textOf(child.stderr)];
  const end = await new Promise<number | string | null>((resolve, reject) => {
    child.on('close', (code, signal) => resolve(signal ?? code));
    child.on('error', (error) => reject(new BenchError(`${name}: ${whyStopped(error, signal)}`, { cause: error })));
  });
  if (end !== 0) throw new BenchError(`${name}: ${reasonIn(await err) || `the process ended with ${end}`}`);
  return resultIn(await out, job, name);
}

function resultIn(text: string, job: Job, name: string): JobResult {
  let result: JobResult;
  try {
    result = JSON.parse(text);
  } catch {
    throw new BenchError(`${name}: expected a result as JSON, found ${JSON.stringify(text.slice(0, 60))}`);
  }
  if (result.kind !== job.kind) throw new BenchError(`${name}: expected a result of its kind, found "${result.kind}"`);
  return result;
}

async function textOf(stream: AsyncIterable<Buffer>): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of stream) pieces.push(piece);
  return Buffer.concat(pieces).toString('utf8');
}

function whyStopped(error: Error, signal: AbortSignal): string {
  if (signal.aborted) return 'stopped';
  return error.name === 'AbortError'
    ? `not ended within ${DEADLINE_MS / 1000} s: a message may have been lost`
    : error.message;
}

/** The line of a stack trace that says what was wrong. */
function reasonIn(stderr: string): string {
  const lines = stderr.split('\n').map((line) => line.trim());
  return lines.find((line) => /^\w*Error\b/.test(line)) ?? lines.find((line) => line !== '') ?? '';
}
