/** Starts the child processes of the fault tests. They are compiled once, because a loader takes longer than most faults. */

import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { Line, StationSpec } from '../../src/line/line.ts';
import { deadline } from '../../src/platform/deadline.ts';
import { PLACE_NAMES, samePlaces } from '../../src/platform/node/same-places.ts';
import { chain, spec } from '../engine/lines.ts';
import { type SharedProcess, SURROUNDINGS, startShared } from '../programs/shared-process.ts';
import type { ChildJob, Left } from './child.ts';
import type { Fault, FaultyOptions } from './faulty.ts';

const ROOT = resolve(import.meta.dirname, '../..');
/** Inside `node_modules`, so that the compiled file finds the packages, which are not part of it. */
const CACHE = join(ROOT, 'node_modules/.cache');
/** A process that takes longer counts as hanging. Time in which the tests are stopped does not count. */
const HANGS_MS = 20_000;

export interface Child {
  /** Runs a job in a process of its own. */
  run(job: ChildJob, circumstances?: Circumstances): Promise<Outcome>;
  /**
   * Runs a job in a process that runs other jobs before and after it, but none at the same time. So it costs much less. The
   * fault may hurt threads only. After a job that leaves something the next job gets another process.
   *
   * @throws Error when the process ends or the job takes too long
   */
  runShared(job: ChildJob): Promise<Outcome>;
  /** @throws Error when a process that has run several jobs does not end by itself */
  clear(): Promise<void>;
}

export interface Circumstances {
  /** Shell commands that run first: `ulimit -n 40;`. */
  readonly limits?: string;
  /** Called with all output so far, each time there is more. */
  readonly watch?: (stdout: string, stderr: string, child: ChildProcess) => void;
}

export interface Outcome {
  /** The exit code, or the signal that ended the process. */
  readonly end: number | NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Null if the process was killed before it could report. */
  readonly left: Left | null;
}

export async function compileChild(): Promise<Child> {
  mkdirSync(CACHE, { recursive: true });
  const folder = mkdtempSync(join(CACHE, 'faults-'));
  const file = join(folder, 'child.mjs');
  await build({
    entryPoints: [fileURLToPath(new URL('./child.ts', import.meta.url))],
    outfile: file,
    bundle: true,
    packages: 'external',
    format: 'esm',
    platform: 'node',
    target: 'node20',
    define: PLACE_NAMES,
    plugins: [samePlaces],
  });
  /** Processes that wait for a job. */
  const idle: SharedProcess[] = [];
  return {
    run: (job, { limits = '', watch = () => {} } = {}) =>
      new Promise((settle, reject) => {
        // An engine on the main thread imports the TypeScript of the coroutines; the others compile it.
        const loader = job.engine === 'event-loop' ? '--import tsx' : '';
        const start = limits.startsWith('exec') ? limits : `${limits} exec`;
        const script = `${start} "$0" ${loader} "$1" "$2"`;
        const child = spawn('sh', ['-c', script, process.execPath, file, JSON.stringify(job)], {
          ...SURROUNDINGS,
          stdio: ['ignore', 'pipe', 'pipe'],
        });
        const late = deadline(HANGS_MS, 'not ended');
        late.signal.addEventListener('abort', () => child.kill('SIGABRT'));
        let stdout = '';
        let stderr = '';
        child.stdout.setEncoding('utf8').on('data', (text: string) => {
          stdout += text;
          watch(stdout, stderr, child);
        });
        child.stderr.setEncoding('utf8').on('data', (text: string) => {
          stderr += text;
          watch(stdout, stderr, child);
        });
        child.on('error', (error) => {
          late.cancel();
          reject(error);
        });
        child.on('close', (code, signal) => {
          late.cancel();
          settle({ end: signal ?? code, stdout, stderr, left: leftIn(stdout) });
        });
      }),
    async runShared(job) {
      const shared = idle.pop() ?? startShared([file], HANGS_MS);
      const { code, stdout, stderr } = await shared.run(job);
      const left = leftIn(stdout);
      const clean = left !== null && Object.values(left).every((count) => count === 0);
      if (clean) idle.push(shared);
      else shared.kill();
      return { end: code, stdout, stderr, left };
    },
    async clear() {
      try {
        await Promise.all(idle.map((shared) => shared.end()));
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
  };
}

function leftIn(stdout: string): Left | null {
  const last = stdout.trimEnd().split('\n').at(-1) ?? '';
  return last.startsWith('{') ? JSON.parse(last) : null;
}

/** How many items the source sends: more than the channels hold, so that the neighbours of a dead station wait. */
export const ITEMS = 200;
const CAPACITY = 16;
const FAULTY = new URL('./faulty.ts', import.meta.url).href;

export function faulty(name: string, options: FaultyOptions): StationSpec {
  return spec(name, 'faulty', options, FAULTY);
}

/** A source and some stations, each of which sends all items to the next one. */
export function lineOf(...stations: readonly StationSpec[]): Line {
  return chain([spec('source', 'counter', { count: ITEMS }), ...stations], ITEMS, CAPACITY);
}

/** A source, a faulty station and another station: the faulty one has a neighbour on each side. */
export function lineWith(fault: Fault, at: number): Line {
  return lineOf(faulty('b', { at, fault }), spec('c', 'passOn'));
}
