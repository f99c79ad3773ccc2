/** The compiled code of the threads that run a line. No other file names their entry points in `workers/`. */

import { writeFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { BuildError, ModuleBuildError } from '../errors.ts';
import type { WorkerCode, WorkerEntry } from '../platform.ts';
import { afterSignals } from './after-signals.ts';
import { isBuildFailure } from './build-failure.ts';
import { FROM_SOURCES, moduleUrl, projectFile } from './own-files.ts';
import { notWritable } from './temporary-folder.ts';
import { loadableUrl } from './user-module.ts';

const ENTRIES: Readonly<Record<WorkerEntry, string>> = {
  station: moduleUrl('workers/station'),
  pool: moduleUrl('workers/pool'),
  task: moduleUrl('workers/task'),
};

function entriesBy(file: (entry: WorkerEntry) => string): WorkerCode['entries'] {
  return { station: file('station'), pool: file('pool'), task: file('task') };
}

/** The compiled files of one engine. */
export interface WorkerBuild {
  /** See `Workers.build`. */
  build(modules: readonly string[]): Promise<WorkerCode>;
  /** Deletes all files. */
  clear(): Promise<void>;
}

interface ClearableCode extends WorkerCode {
  clear(): void;
}

export function workerBuild(): WorkerBuild {
  const builds = new Map<string, Promise<ClearableCode>>();
  return {
    async build(modules) {
      const key = modules.join('\n');
      const building = builds.get(key) ?? compile(modules).catch(afterSignals);
      builds.set(key, building);
      const code = await building.catch((error: unknown) => {
        builds.delete(key);
        throw buildError(error, modules);
      });
      if (builds.get(key) !== building) throw new BuildError('the engine was closed while it started');
      return code;
    },
    async clear() {
      const ended = Promise.allSettled(builds.values());
      builds.clear();
      for (const result of await ended) if (result.status === 'fulfilled') result.value.clear();
    },
  };
}

/** The package contains the code of the threads as it is. Only the user's own files may have to be compiled. */
async function packaged(modules: readonly string[]): Promise<ClearableCode> {
  const urls = new Map(await Promise.all(modules.map(async (module) => [module, await loadableUrl(module)] as const)));
  const shim = (entry: WorkerEntry): string => fileURLToPath(projectFile(`workers/${entry}.cjs`));
  return {
    moduleUrl: (module) => urls.get(module) ?? module,
    entries: entriesBy(shim),
    clear() {},
  };
}

async function compile(modules: readonly string[]): Promise<ClearableCode> {
  if (!FROM_SOURCES) return await packaged(modules);
  const { bundle } = await import('./bundle.ts');
  const { pathOf, clear } = await bundle([...new Set([...Object.values(ENTRIES), ...modules])]);
  return {
    moduleUrl: (module) => pathToFileURL(pathOf(module)).href,
    entries: entriesBy((entry) => commonJsShim(pathOf(ENTRIES[entry]))),
    clear,
  };
}

/**
 * Writes a CommonJS file that imports the module beside it. Piscina runs this file.
 *
 * Piscina calls `require` first, and imports only files that cannot be required. Node 20 can require a module, but it aborts
 * the whole process when a thread is terminated during that ("v8::Module::IsGraphAsync must be used on an instantiated
 * module"). This happened once in some hundred pools that were terminated while they started. A thread that is terminated
 * during an import does no harm.
 *
 * @returns the path of the CommonJS file
 */
function commonJsShim(module: string): string {
  const file = module.replace(/\.mjs$/, '.cjs');
  try {
    writeFileSync(
      file,
      `let loaded; module.exports = async (task) => (await (loaded ??= import('./${basename(module)}'))).default(task);`,
    );
  } catch (error) {
    throw notWritable(dirname(file), error);
  }
  return file;
}

/** The error of a failed build: it names the module, where it is one of a line, and the reason. */
function buildError(error: unknown, modules: readonly string[]): BuildError {
  if (error instanceof BuildError) return error;
  const [first] = isBuildFailure(error) ? error.errors : [];
  const message = first?.text ?? (error instanceof Error ? error.message : String(error));
  const file = first?.location?.file;
  const module = modules.find((url) => [message, file ?? ''].some((text) => text.includes(basename(url))));
  if (module === undefined)
    return new BuildError(`the code of the threads does not compile: ${message}`, { cause: error });
  const where = file === undefined ? '' : ` (${basename(file)}, line ${first?.location?.line})`;
  return new ModuleBuildError(module, `its module does not compile: ${message}${where}`);
}
