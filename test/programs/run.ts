/** Runs a program of the project as a child process. */
import { type ChildProcess, spawn } from 'node:child_process';
import { resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '../..');

const PROGRAMS = {
  start: 'src/start.ts',
  bench: 'src/bench.ts',
  lecture: 'src/lecture.ts',
  report: 'src/report.ts',
  soak: 'test/soak/soak.ts',
} as const;

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export function startProgram(
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
  program: keyof typeof PROGRAMS = 'start',
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

export function run(...args: readonly string[]): Promise<Ended> {
  return ended(startProgram(args));
}

export function runBench(...args: readonly string[]): Promise<Ended> {
  return ended(startProgram(args, {}, 'bench'));
}

export function runReport(...args: readonly string[]): Promise<Ended> {
  return ended(startProgram(args, {}, 'report'));
}
