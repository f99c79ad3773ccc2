/**
 * The files of the worker threads, compiled to plain JavaScript: the one place that names `workers/`.
 *
 * A thread that loads TypeScript through a loader needs about 100 ms of CPU before it can do anything, one that loads
 * plain JavaScript 15 to 30 ms, and on Node 20 the loader does not reach a thread's dynamic imports at all. So all that
 * the threads need is compiled once, in about 20 ms, and every release of Node runs the same code.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type BuildFailure, build } from 'esbuild';
import { StationFailure } from '../../engine/engine.ts';
import type { Line, StationSpec } from '../../line/line.ts';

const WORKERS = {
  station: new URL('../../../workers/station.ts', import.meta.url).href,
  baker: new URL('../../../workers/pool.ts', import.meta.url).href,
} as const;

/** The threads of the bench and of the lecture, which run no line. */
const BENCH = new URL('../../../workers/bench.ts', import.meta.url).href;
const LESSON = new URL('../../../workers/lesson.ts', import.meta.url).href;

export interface WorkerFiles {
  /** Paths for Piscina. */
  readonly station: string;
  readonly baker: string;
  /** The line with each coroutine's module replaced by its compiled one. */
  compiled(line: Line): Line;
}

/** One engine's compiled files. */
export interface WorkerBuild {
  /**
   * Compiles the workers and the modules of a line's coroutines; a second call with the same modules costs nothing.
   *
   * @throws CompileError when the compiler cannot be started
   * @throws CompileError when all have been deleted in the meantime
   * @throws StationFailure when the module of a station does not exist or does not compile
   */
  filesFor(line: Line): Promise<WorkerFiles>;
  /** Deletes them all. */
  clear(): Promise<void>;
}

export function workerBuild(): WorkerBuild {
  const builds = new Map<string, ReturnType<typeof compile>>();
  return {
    async filesFor(line) {
      const modules = [...new Set([line.source, ...line.stations].map((spec) => spec.module))].sort();
      const key = modules.join('\n');
      const files = builds.get(key) ?? compile(modules);
      builds.set(key, files);
      const compiled = await files.catch((error: unknown) => {
        builds.delete(key);
        throw blamed(error, line);
      });
      if (builds.get(key) !== files) throw new CompileError('the engine has been closed while it started');
      return compiled;
    },
    async clear() {
      const leaving = [...builds.values()];
      builds.clear();
      for (const build of await Promise.allSettled(leaving))
        if (build.status === 'fulfilled') remove(build.value.folder);
    },
  };
}

/** One worker alone: its path, and what deletes it. */
export interface WorkerFile {
  readonly path: string;
  readonly clear: () => void;
}

export function benchWorker(): Promise<WorkerFile> {
  return alone(BENCH);
}

export function lessonWorker(): Promise<WorkerFile> {
  return alone(LESSON);
}

async function alone(source: string): Promise<WorkerFile> {
  const { folder, path } = await bundle([source]);
  return { path: path(source), clear: () => remove(folder) };
}

async function compile(modules: readonly string[]): Promise<WorkerFiles & { readonly folder: string }> {
  const { folder, path } = await bundle([WORKERS.station, WORKERS.baker, ...modules]);
  const moved = (spec: StationSpec): StationSpec => ({ ...spec, module: pathToFileURL(path(spec.module)).href });
  const compiled = (line: Line): Line => ({
    ...line,
    source: moved(line.source),
    stations: line.stations.map(moved),
    parts: line.parts.map(compiled),
  });
  return { station: door(path(WORKERS.station)), baker: door(path(WORKERS.baker)), compiled, folder };
}

/**
 * A CommonJS file that imports the module beside it: what Piscina is given.
 *
 * Piscina requires first and imports only what cannot be required. Node 20 can require a module, and aborts the whole
 * process when a thread is terminated in the middle of that ("v8::Module::IsGraphAsync must be used on an instantiated
 * module"): once in some hundred crews that were dismissed while they started. An import that is broken off does no harm.
 */
function door(module: string): string {
  const file = module.replace(/\.mjs$/, '.cjs');
  writeFileSync(
    file,
    `let loaded; module.exports = async (task) => (await (loaded ??= import('./${basename(module)}'))).default(task);`,
  );
  return file;
}

/** The compiler cannot be started, or our own files do not compile. */
export class CompileError extends Error {
  override name = 'CompileError';
}

/** Whose module it is that does not compile. */
function blamed(error: unknown, line: Line): unknown {
  const [first] = isBuildFailure(error) ? error.errors : [];
  const message = first?.text ?? (error instanceof Error ? error.message : String(error));
  const file = first?.location?.file;
  const culprit = [line.source, ...line.stations].find(({ module }) =>
    [message, file ?? ''].some((text) => text.includes(basename(module))),
  );
  if (culprit === undefined)
    return new CompileError(`the files of the threads do not compile: ${message}`, { cause: error });
  const where = file === undefined ? '' : ` (${basename(file)}, line ${first?.location?.line})`;
  return new StationFailure(culprit.name, new Error(`its module does not compile: ${message}${where}`));
}

function isBuildFailure(error: unknown): error is BuildFailure {
  return error instanceof Error && 'errors' in error && Array.isArray(error.errors);
}

/** Compiles modules, named by their URLs, into a folder of their own. */
async function bundle(sources: readonly string[]): Promise<{ folder: string; path: (source: string) => string }> {
  const names = sources.map((_, i) => `entry-${i}`);
  const { outputFiles } = await build({
    entryPoints: sources.map((source, i) => ({ in: fileURLToPath(source), out: names[i] ?? '' })),
    outdir: '.',
    // Written here and at once: esbuild's own process, told to write them, does so even after this one has ended and has
    // deleted its folders.
    write: false,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    // Code that two of them share exists once in a thread, as it does in the sources.
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    logLevel: 'silent',
  });
  const folder = temporaryFolder();
  for (const { path, contents } of outputFiles) writeFileSync(join(folder, basename(path)), contents);
  return { folder, path: (source) => join(folder, `${names[sources.indexOf(source)]}.mjs`) };
}

/**
 * Where a process puts its compiled files, instead of the system's temporary folder: a child that is killed cannot delete
 * its own, so that its parent gives it a place inside of one that the parent deletes.
 */
export const FOLDER_VARIABLE = 'CAKE_FACTORY_FOLDER';

/** Gone when nobody needs it, and with the process at the latest. */
function temporaryFolder(): string {
  const folder = mkdtempSync(join(process.env[FOLDER_VARIABLE] ?? tmpdir(), 'cake-factory-'));
  if (folders.size === 0) process.on('exit', removeCompiledFiles);
  folders.add(folder);
  return folder;
}

const folders = new Set<string>();

function remove(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  folders.delete(folder);
  if (folders.size === 0) process.off('exit', removeCompiledFiles);
}

/** Deletes all that there are: when the process ends, or for one that is about to be killed. */
export function removeCompiledFiles(): void {
  for (const folder of folders) remove(folder);
}
