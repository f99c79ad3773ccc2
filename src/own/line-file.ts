/** The line that a file exports. */
import { basename } from 'node:path';
import { type DefinedLine, isDefinedLine, isLineMaker, isStage } from '../line/defined-line.ts';
import type { LineCode } from '../line/plan.ts';
import { show } from '../line/printable.ts';
import { shownPlace } from '../terminal/place.ts';
import { importUserFile, loadableUrlOf, pathOfFile, UserFileError } from './user-file.ts';

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
 * @throws UserFileError when there is no such file, it cannot be loaded, or it does not export a line under that name
 */
export async function lineIn(file: string, exported: string): Promise<NamedLine> {
  const path = pathOfFile(file);
  const url = await loadableUrlOf(path);
  const module = await importUserFile(url, path);
  const found: unknown = module[exported];
  const name = exported === 'default' ? basename(path) : `${basename(path)}#${exported}`;
  if (isDefinedLine(found)) return { line: found, code: { module: url, export: exported }, name };
  const lines = Object.entries(module).flatMap(([name, value]) => (isDefinedLine(value) ? [name] : []));
  const advice = lines.length === 0 ? 'write `export default line(...)`' : `it exports lines as ${lines.join(', ')}`;
  throw new UserFileError(
    `${shownPlace(file)}: expected a line as the ${exported === 'default' ? 'default export' : `export ${show(exported)}`}, found ${shown(found)}: ${advice}`,
  );
}

function shown(found: unknown): string {
  if (isLineMaker(found)) return 'a function that makes lines; export the line that it makes from some options';
  if (isStage(found)) return 'a stage';
  // What Node gives for a file that is CommonJS and exports nothing.
  return typeof found === 'object' && found !== null && Object.keys(found).length === 0 ? 'nothing' : show(found);
}
