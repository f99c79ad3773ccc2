/** The line that a file exports. */
import { statSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type DefinedLine, isDefinedLine, isLineMaker, isStage } from '../line/defined-line.ts';
import { FactoryError, InputError } from '../line/factory-error.ts';
import type { LineCode } from '../line/plan.ts';
import { show } from '../line/printable.ts';
import { ModuleBuildError } from '../platform/errors.ts';
import { importLineModule } from '../platform/node/line-module.ts';
import { loadableUrl } from '../platform/node/user-module.ts';
import { placeOf, shownPlace } from '../terminal/place.ts';
import { refusalOf } from '../terminal/refusal.ts';
import { positionIn } from './position.ts';

/** A file does not export a line. */
export class LineFileError extends InputError {
  override name = 'LineFileError';
}

/** A line, and where threads find it. */
export interface NamedLine {
  readonly line: DefinedLine;
  readonly code: LineCode;
  /** The name of the file, and of the export unless it is the default one. */
  readonly name: string;
}

/**
 * Imports a file.
 *
 * @param exported the name of the export
 * @throws LineFileError when there is no such file, it cannot be loaded, or it does not export a line under that name
 */
export async function lineIn(file: string, exported: string): Promise<NamedLine> {
  const path = placeOf(file);
  checkFile(path, file);
  const url = await urlOf(path, file);
  const module = await imported(url, path, file);
  const found: unknown = module[exported];
  const name = exported === 'default' ? basename(path) : `${basename(path)}#${exported}`;
  if (isDefinedLine(found)) return { line: found, code: { module: url, export: exported }, name };
  const lines = Object.entries(module).flatMap(([name, value]) => (isDefinedLine(value) ? [name] : []));
  const advice = lines.length === 0 ? 'write `export default line(...)`' : `it exports lines as ${lines.join(', ')}`;
  throw new LineFileError(
    `${shownPlace(file)}: expected a line as the ${exported === 'default' ? 'default export' : `export ${show(exported)}`}, found ${shown(found)}: ${advice}`,
  );
}

function shown(found: unknown): string {
  if (isLineMaker(found)) return 'a function that makes lines; export the line that it makes from some options';
  if (isStage(found)) return 'a stage';
  // What Node gives for a file that is CommonJS and exports nothing.
  return typeof found === 'object' && found !== null && Object.keys(found).length === 0 ? 'nothing' : show(found);
}

function checkFile(path: string, file: string): void {
  try {
    if (statSync(path).isFile()) return;
  } catch (error) {
    throw new LineFileError(`${shownPlace(file)}: expected a file, found ${refusalOf(error, 'none')}`);
  }
  throw new LineFileError(`${shownPlace(file)}: expected a file, found something else`);
}

async function urlOf(path: string, file: string): Promise<string> {
  try {
    return await loadableUrl(pathToFileURL(path).href);
  } catch (error) {
    if (error instanceof ModuleBuildError) throw new LineFileError(`${shownPlace(file)}: ${error.message}`);
    throw error;
  }
}

async function imported(url: string, path: string, file: string): Promise<Readonly<Record<string, unknown>>> {
  try {
    const module: Readonly<Record<string, unknown>> = await importLineModule(url, pathToFileURL(path).href);
    return module;
  } catch (error) {
    if (error instanceof FactoryError) throw error;
    const message = error instanceof Error ? error.message : String(error);
    // It may name the compiled copy.
    const reason = message.replaceAll(url, pathToFileURL(path).href).replaceAll(fileURLToPath(url), path);
    const position = positionIn(error, [path]);
    throw new LineFileError(
      `${shownPlace(file)}: expected a module that can be loaded, found: ${reason}${position === null ? '' : `, at ${position}`}`,
      { cause: error },
    );
  }
}
