/** The compiled code of the threads that run a line: the one place that names their entry points in `workers/`. */
import { writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { pathToFileURL } from 'node:url';
import { BuildError, ModuleBuildError } from '../errors.ts';
import type { WorkerCode, WorkerEntry } from '../platform.ts';
import { bundle, isBuildFailure } from './bundle.ts';

const ENTRIES: Readonly<Record<WorkerEntry, string>> = {
  station: new URL('../../../workers/station.ts', import.meta.url).href,
  pool: new URL('../../../workers/pool.ts', import.meta.url).href,
};

/** The compiled files of one engine. */
export interface WorkerBuild {
  /** As `WorkerHost.build`. */
  build(modules: readonly string[]): Promise<WorkerCode>;
  /** Deletes them all. */
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
      const building = builds.get(key) ?? compile(modules);
      builds.set(key, building);
      const code = await building.catch((error: unknown) => {
        builds.delete(key);
        throw buildError(error, modules);
      });
      if (builds.get(key) !== building) throw new BuildError('the engine was closed while it started');
      return code;
    },
    async clear() {
      const ending = [...builds.values()];
      builds.clear();
      for (const built of await Promise.allSettled(ending)) if (built.status === 'fulfilled') built.value.clear();
    },
  };
}

async function compile(modules: readonly string[]): Promise<ClearableCode> {
  const { pathOf, clear } = await bundle([...new Set([...Object.values(ENTRIES), ...modules])]);
  return {
    moduleUrl: (module) => pathToFileURL(pathOf(module)).href,
    entries: { station: commonJsShim(pathOf(ENTRIES.station)), pool: commonJsShim(pathOf(ENTRIES.pool)) },
    clear,
  };
}

/**
 * A CommonJS file that imports the module beside it: this is what Piscina gets.
 *
 * Piscina first requires a file, and imports only what cannot be required. Node 20 can require a module, and aborts the
 * whole process when a thread is terminated in the middle of that ("v8::Module::IsGraphAsync must be used on an
 * instantiated module"): once in some hundred pools that were terminated while they started. An import that is broken off
 * does no harm.
 */
function commonJsShim(module: string): string {
  const file = module.replace(/\.mjs$/, '.cjs');
  writeFileSync(
    file,
    `let loaded; module.exports = async (task) => (await (loaded ??= import('./${basename(module)}'))).default(task);`,
  );
  return file;
}

/** Which module cannot be compiled, and why. */
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
