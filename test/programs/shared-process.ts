/** A process that runs several jobs, one after the other: to start a process takes longer than most jobs. */
import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { deadline } from '../../src/platform/deadline.ts';
import { END_OF_JOB } from './end-of-job.ts';

/** The folder and the environment of every process of the tests. */
export const SURROUNDINGS = { cwd: resolve(import.meta.dirname, '../..'), env: { ...process.env, NO_COLOR: '1' } };

/** What a job printed, and the exit code with which its program would have ended. */
export interface EndedJob {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface SharedProcess {
  /**
   * Runs a job, after those that were asked for before.
   *
   * @param job plain data
   * @throws Error when the process ends, or when the job takes too long
   */
  run(job: unknown): Promise<EndedJob>;
  /**
   * Lets the process end by itself.
   *
   * @throws Error when it does not, or when it has printed something after its last job
   */
  end(): Promise<void>;
  kill(): void;
}

/**
 * @param words the arguments of Node: a program that reads jobs from stdin, a line each, and calls `endJob` after each
 * @param hangsMs how long a job may take, in milliseconds. Time in which the tests are stopped does not count.
 */
export function startShared(words: readonly string[], hangsMs: number): SharedProcess {
  const child = spawn(process.execPath, words, { ...SURROUNDINGS, stdio: 'pipe' });
  let stdout = '';
  let stderr = '';
  /** Looks whether the job has ended. */
  let look = (): void => {};
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    look();
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
    look();
  });
  // The process has ended before it read the job. `closed` says so.
  child.stdin.on('error', () => {});
  const closed = new Promise<number | NodeJS.Signals | null>((settle, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => settle(signal ?? code));
  });
  closed.catch(() => {});

  /** Waits for an event, but no longer than a process may hang. */
  const inTime = async <T>(event: Promise<T>): Promise<T> => {
    const late = deadline(hangsMs, 'not ended');
    late.signal.addEventListener('abort', () => child.kill('SIGABRT'));
    try {
      return await event;
    } finally {
      late.cancel();
    }
  };

  const runNow = (job: unknown): Promise<EndedJob> => {
    const ended = new Promise<EndedJob>((settle) => {
      look = () => {
        const [out, end] = stdout.split(END_OF_JOB);
        const [error, sameEnd] = stderr.split(END_OF_JOB);
        if (out === undefined || error === undefined || !end?.endsWith('\n') || end !== sameEnd) return;
        stdout = '';
        stderr = '';
        settle({ code: Number(end), stdout: out, stderr: error });
      };
    });
    const died = closed.then((end) => {
      throw new Error(`a process shared by several jobs ended (${end}) during its job. It printed: ${stdout}${stderr}`);
    });
    child.stdin.write(`${JSON.stringify(job)}\n`);
    return inTime(Promise.race([ended, died]));
  };
  let last: Promise<unknown> = Promise.resolve();

  return {
    run(job) {
      const ended = last.then(() => runNow(job));
      last = ended.catch(() => {});
      return ended;
    },
    async end() {
      child.stdin.end();
      const end = await inTime(closed);
      if (end !== 0 || stdout !== '' || stderr !== '')
        throw new Error(
          `a process shared by several jobs did not end by itself (${end}). It printed: ${stdout}${stderr}`,
        );
    },
    kill: () => void child.kill('SIGKILL'),
  };
}
