/** The function that a file exports. */
import { printable, show } from '../line/printable.ts';
import { importUserFile, UserFileError } from '../own/user-file.ts';
import { ModuleBuildError } from '../platform/errors.ts';
import type { WorkerBuild } from '../platform/node/worker-build.ts';
import { shownPlace } from '../terminal/place.ts';
import { type Callable, exportOf, isCallable } from './callable.ts';
import type { FunctionCode } from './pool.ts';
import type { Request } from './request.ts';

export interface LoadedFunction extends FunctionCode {
  readonly call: Callable;
}

/**
 * Loads the function on this thread, and compiles what the threads need.
 *
 * @throws UserFileError when the file cannot be loaded, or exports no function under that name
 */
export async function loadFunction(request: Request, build: WorkerBuild): Promise<LoadedFunction> {
  const { path, url, exported, inputs } = request;
  const modules = [...new Set([url, ...(inputs.kind === 'module' ? [inputs.url] : [])])];
  const code = await build.build(modules).catch((error: unknown) => {
    if (error instanceof ModuleBuildError) throw new UserFileError(`${shownPlace(path)}: ${error.message}`);
    throw error;
  });
  const module = await importUserFile(code.moduleUrl(url), path);
  const found = exportOf(module, exported);
  if (isCallable(found)) return { code, module: url, exported, call: found };
  const functions = Object.entries(module).flatMap(([name, value]) => (isCallable(value) ? [name] : []));
  throw new UserFileError(
    `${shownPlace(path)}: expected a function as the ${exported === 'default' ? 'default export' : `export ${show(exported)}`}, found ${show(found)}${adviceFor(functions)}`,
  );
}

/** More names are not listed. */
const MOST_NAMES = 8;

function adviceFor(functions: readonly string[]): string {
  if (functions.length === 0) return ': it exports no function';
  const names = functions.slice(0, MOST_NAMES).map((name) => printable(name));
  const more = functions.length > MOST_NAMES ? ', ...' : '';
  return `: it exports the ${functions.length === 1 ? 'function' : 'functions'} ${names.join(', ')}${more}`;
}
