/** The same jobs in Python and in Node: beside.py, and this. */
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { MessageChannel } from 'node:worker_threads';
import { z } from 'zod';
import { printable } from '../../../line/printable.ts';
import { type Outcome, outcomeOf } from '../../../measure/statistics/outcome.ts';
import type { Interval } from '../../../measure/statistics/samples.ts';
import { projectFile } from '../../../platform/node/own-files.ts';
import { gainOf, inTurn } from '../gains/gain.ts';
import { answerOn, withWorkers } from '../lesson-workers.ts';
import { doJob, eggs, type Job } from './job.ts';

/** How many jobs begin together; as in beside.py. */
export const JOBS = 2;

/** How many times as fast as one job after the other. */
export interface Way {
  readonly ratio: Interval;
  /** The largest that is possible. */
  readonly limit: number;
  readonly outcome: Outcome;
}

export interface Half {
  readonly version: string;
  /** On one thread. */
  readonly coroutines: Way;
  /** Two threads of Python, or two workers of Node. */
  readonly threads: Way;
  /** Null where the system allows none, and for Node. */
  readonly processes: Way | null;
  /** How many of two changes of a global variable the main program sees. */
  readonly seen: { readonly threads: number; readonly processes: number | null };
}

export interface Python extends Half {
  readonly kind: 'measured';
  /** Whether only one thread at a time may run Python code. */
  readonly gil: boolean;
  /** What the melter has sent. */
  readonly melted: readonly string[];
  /** The error of a melter that was not primed. */
  readonly notPrimed: string;
}

/** Python's half was not measured. */
export type NoPython =
  | { readonly kind: 'missing' }
  /** Why, on one line. */
  | { readonly kind: 'failed'; readonly why: string };

const sample = z.array(z.number().positive()).min(1);
const documentSchema = z.object({
  version: z.string(),
  gil: z.boolean(),
  melted: z.array(z.string()),
  notPrimed: z.string(),
  samples: z.object({ inTurn: sample, coroutines: sample, threads: sample, processes: sample.optional() }),
  seen: z.object({ threads: z.int(), processes: z.int().nullable() }),
});

const SCRIPT = fileURLToPath(projectFile('src/lessons/props/jobs/beside.py'));
/** A Python that takes longer does not answer. */
const MOST_MS = 30_000;

/** Whether jobs that compute, or wait, can overlap in a way: only then it can be faster. */
export function limitOf(job: Job['kind'], cores: number, isSerial: boolean): number {
  if (job === 'waits') return JOBS;
  return isSerial ? 1 : Math.min(JOBS, cores);
}

/** @param command the interpreter */
export async function pythonBeside(
  job: 'computes' | 'waits',
  ms: number,
  rounds: number,
  cores: number,
  command = 'python3',
): Promise<Python | NoPython> {
  const answer = await outputOf(command, ['-I', SCRIPT, job, String(ms), String(rounds)]);
  if (answer.kind !== 'output') return answer;
  const parsed = documentSchema.safeParse(jsonIn(answer.text));
  if (!parsed.success) return { kind: 'failed', why: 'its output was not the expected document' };
  const { version, gil, melted, notPrimed, samples, seen } = parsed.data;
  const way = (other: readonly number[], isSerial: boolean): Way =>
    wayOf(samples.inTurn, other, limitOf(job, cores, isSerial));
  return {
    kind: 'measured',
    version,
    gil,
    melted,
    notPrimed,
    seen,
    coroutines: way(samples.coroutines, true),
    threads: way(samples.threads, gil),
    processes: samples.processes === undefined ? null : way(samples.processes, false),
  };
}

function wayOf(inTurn: readonly number[], other: readonly number[], limit: number): Way {
  const { ratio } = gainOf(inTurn, other);
  return { ratio, limit, outcome: outcomeOf(ratio, limit) };
}

type Output = { readonly kind: 'output'; readonly text: string } | NoPython;

function outputOf(command: string, args: readonly string[]): Promise<Output> {
  return new Promise((resolve) => {
    execFile(command, args, { timeout: MOST_MS, killSignal: 'SIGKILL' }, (error, stdout, stderr) => {
      if (error === null) return resolve({ kind: 'output', text: stdout });
      if (error.code === 'ENOENT') return resolve({ kind: 'missing' });
      const last = stderr.trim().split('\n').at(-1) ?? '';
      resolve({ kind: 'failed', why: printable(last === '' ? (error.message.split('\n')[0] ?? '') : last, 60) });
    });
  });
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** A function of beside.py, as it stands there. @throws Error if there is none of this name */
export function pythonFunction(name: string): string[] {
  const lines = readFileSync(SCRIPT, 'utf8').split(/\r?\n/);
  const first = lines.findIndex((line) => line.startsWith(`def ${name}(`));
  if (first === -1) throw new Error(`expected a function ${name} in beside.py, found none`);
  const length = lines.slice(first + 1).findIndex((line) => line !== '' && !line.startsWith(' '));
  return lines.slice(first, first + 1 + length).filter((line) => line !== '');
}

/** Sends a job to a worker. Resolves when the job is done. */
export type Ask = (job: Job) => Promise<void>;

/** Lets `use` send jobs to two workers. */
export async function withJobWorkers<Result>(use: (workers: readonly Ask[]) => Promise<Result>): Promise<Result> {
  return await withWorkers(async (start) => {
    const channels = Array.from({ length: JOBS }, () => new MessageChannel());
    const asks = channels.map(({ port1, port2 }): Ask => {
      start({ kind: 'job', port: port2 }, [port2]);
      return async (job) => {
        port1.postMessage(job);
        await answerOn(port1);
      };
    });
    try {
      return await use(asks);
    } finally {
      for (const { port1 } of channels) port1.close();
    }
  });
}

/** How a program begins two jobs, and waits for both. */
export type Begin = (job: Job) => Promise<void>;

/** Measures both ways of Node, in turn with one job after the other. */
export async function nodeBeside(
  job: Job,
  rounds: number,
  cores: number,
  { coroutines, workers }: { readonly coroutines: Begin; readonly workers: Begin },
): Promise<Half> {
  const inOrder: Begin = async () => {
    for (let i = 0; i < JOBS; i++) doJob(job);
  };
  const ways = [inOrder, coroutines, workers].map((begin) => () => msOf(() => begin(job)));
  // The threads have to start first.
  await workers({ kind: 'waits', ms: 1 });
  const [one = [], other = [], several = []] = await inTurn(rounds, ways);
  const before = eggs.length;
  await workers({ kind: 'lays-egg' });
  return {
    version: process.versions.node,
    coroutines: wayOf(one, other, limitOf(job.kind, cores, true)),
    threads: wayOf(one, several, limitOf(job.kind, cores, false)),
    processes: null,
    seen: { threads: eggs.length - before, processes: null },
  };
}

async function msOf(run: () => Promise<void>): Promise<number> {
  const beganMs = performance.now();
  await run();
  return performance.now() - beganMs;
}
