/** Runs a program of the project as a child process. */
import { type ChildProcess, spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import type { ProgramJob } from './program-jobs.ts';
import { type EndedJob, type SharedProcess, startShared } from './shared-process.ts';

const ROOT = resolve(import.meta.dirname, '../..');
/** A run of a program that takes longer counts as hanging. */
const HANGS_MS = 60_000;

const PROGRAMS = {
  start: 'src/start.ts',
  bench: 'src/bench.ts',
  lecture: 'src/lecture.ts',
  exercise: 'src/exercise.ts',
  report: 'src/report.ts',
  page: 'src/page.ts',
  soak: 'test/soak/soak.ts',
} as const;

type ProgramName = keyof typeof PROGRAMS;

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export function startProgram(
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
  program: ProgramName = 'start',
): ChildProcess {
  return spawn(process.execPath, ['--import', 'tsx', resolve(ROOT, PROGRAMS[program]), ...args], {
    cwd: ROOT,
    env: { ...process.env, NO_COLOR: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** Settles when the process has ended. `watch` is called with all output so far, each time there is more. */
export function ended(child: ChildProcess, watch: (stdout: string) => void = () => {}): Promise<Ended> {
  return new Promise((settle, reject) => {
    let stdout = '';
    let stderr = '';
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
      watch(stdout);
    });
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    child.on('error', reject);
    child.on('close', (code) => settle({ code, stdout, stderr }));
  });
}

export interface SharedPrograms {
  /** Runs a program, and settles when it is done. For programs that end by themselves and by no signal. */
  run(program: ProgramName, args: readonly string[], env?: ProgramJob['env']): Promise<EndedJob>;
  /** @throws Error when the process does not end by itself */
  end(): Promise<void>;
}

/** Runs programs one after the other in one process. It starts with the first run. */
export function sharedPrograms(): SharedPrograms {
  let shared: SharedProcess | null = null;
  return {
    run(program, args, env = {}) {
      shared ??= startShared(['--import', 'tsx', join(import.meta.dirname, 'program-jobs.ts')], HANGS_MS);
      const job: ProgramJob = { file: resolve(ROOT, PROGRAMS[program]), args, env };
      return shared.run(job);
    },
    end: async () => await shared?.end(),
  };
}
