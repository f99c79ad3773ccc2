/** Starts the child of the fault tests: compiled once, since a loader takes longer than most faults. */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import type { Line, StationSpec } from '../../src/station/line.ts';
import type { ChildJob, Left } from './child.ts';

const ROOT = resolve(import.meta.dirname, '../..');
/** Within reach of the packages, which are not compiled in. */
const CACHE = join(ROOT, 'node_modules/.cache');
/** What takes longer hangs. */
const HANGS_MS = 20_000;

export interface Child {
  run(job: ChildJob, limits?: string): Promise<Outcome>;
  clear(): void;
}

export interface Outcome {
  /** The exit code, or the signal that ended the process. */
  readonly end: number | NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Null where the process was killed before it could tell. */
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
    plugins: [
      {
        name: 'each module keeps its own URL',
        setup({ onLoad }) {
          onLoad({ filter: /\.ts$/ }, ({ path }) => ({
            loader: 'ts',
            contents: readFileSync(path, 'utf8').replaceAll(
              'import.meta.url',
              JSON.stringify(pathToFileURL(path).href),
            ),
          }));
        },
      },
    ],
  });
  return {
    run: (job, limits = '') =>
      new Promise((settle, reject) => {
        const script = `${limits} exec "$0" "$1" "$2"`;
        const child = spawn('sh', ['-c', script, process.execPath, file, JSON.stringify(job)], {
          cwd: ROOT,
          env: { ...process.env, NO_COLOR: '1' },
          stdio: ['ignore', 'pipe', 'pipe'],
          timeout: HANGS_MS,
          killSignal: 'SIGABRT',
        });
        let stdout = '';
        let stderr = '';
        child.stdout.setEncoding('utf8').on('data', (text: string) => {
          stdout += text;
        });
        child.stderr.setEncoding('utf8').on('data', (text: string) => {
          stderr += text;
        });
        child.on('error', reject);
        child.on('close', (code, signal) => settle({ end: signal ?? code, stdout, stderr, left: leftIn(stdout) }));
      }),
    clear: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function leftIn(stdout: string): Left | null {
  const last = stdout.trimEnd().split('\n').at(-1) ?? '';
  return last.startsWith('{') ? JSON.parse(last) : null;
}

export const FAULTY = new URL('./faulty.ts', import.meta.url).href;

export function spec(name: string, coroutine: string, options: unknown = {}, module = FAULTY): StationSpec {
  return { name, module, export: coroutine, options, firstPiece: 0 };
}

/** How many items the source sends: more than the channels hold, so that whoever dies has neighbours that wait. */
export const ITEMS = 200;
const CAPACITY = 16;

/** A line without branches: a source, and stations that send all they have to the next. */
export function lineOf(stations: readonly StationSpec[], items = ITEMS): Line {
  const source = spec('source', 'counter', { count: items });
  const all = Array.from({ length: items }, (_, item) => item);
  return {
    source,
    stations,
    edges: stations.map(({ name }, i) => ({
      from: stations[i - 1]?.name ?? source.name,
      to: name,
      items: all,
      capacity: CAPACITY,
    })),
    alphabet: all.map(String),
    parts: [],
  };
}
