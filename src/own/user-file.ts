/** A file that the user named, as a module. */
import { statSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { FactoryError, InputError } from '../line/factory-error.ts';
import { ModuleBuildError } from '../platform/errors.ts';
import { importLineModule } from '../platform/node/line-module.ts';
import { loadableUrl } from '../platform/node/user-module.ts';
import { placeOf, shownPlace } from '../terminal/place.ts';
import { refusalOf } from '../terminal/refusal.ts';
import { positionIn } from './position.ts';

/** A file cannot be loaded, or does not export what was wanted. */
export class UserFileError extends InputError {
  override name = 'UserFileError';
}

/**
 * The absolute path of a file.
 *
 * @throws UserFileError when there is none, or it is something else
 */
export function pathOfFile(file: string): string {
  const path = placeOf(file);
  try {
    if (statSync(path).isFile()) return path;
  } catch (error) {
    throw new UserFileError(`${shownPlace(file)}: expected a file, found ${refusalOf(error, 'none')}`);
  }
  throw new UserFileError(`${shownPlace(file)}: expected a file, found something else`);
}

/**
 * The URL from which every thread can load a file: perhaps that of a compiled copy.
 *
 * @param path absolute
 * @throws UserFileError when it does not compile
 */
export async function loadableUrlOf(path: string): Promise<string> {
  try {
    return await loadableUrl(pathToFileURL(path).href);
  } catch (error) {
    if (error instanceof ModuleBuildError) throw new UserFileError(`${shownPlace(path)}: ${error.message}`);
    throw error;
  }
}

/**
 * Imports a file.
 *
 * @param url where it can be loaded
 * @param path the file itself, absolute
 * @throws UserFileError when it cannot be loaded
 */
export async function importUserFile(url: string, path: string): Promise<Readonly<Record<string, unknown>>> {
  try {
    const module: Readonly<Record<string, unknown>> = await importLineModule(url, pathToFileURL(path).href);
    return module;
  } catch (error) {
    if (error instanceof FactoryError) throw error;
    const message = error instanceof Error ? error.message : String(error);
    // It may name the compiled copy.
    const reason = message.replaceAll(url, pathToFileURL(path).href).replaceAll(fileURLToPath(url), path);
    const position = positionIn(error, [path]);
    throw new UserFileError(
      `${shownPlace(path)}: expected a module that can be loaded, found: ${reason}${position === null ? '' : `, at ${position}`}`,
      { cause: error },
    );
  }
}
