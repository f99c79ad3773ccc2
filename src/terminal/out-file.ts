/** A file that a program writes: whole or not at all. */

import { access, constants, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { printable } from '../cake/recipe.ts';
import { FactoryError } from '../line/factory-error.ts';
import { UsageError } from './usage-error.ts';

/** An own class, so that it is told apart from bad usage: what was to be written has been measured by then. */
export class WriteError extends FactoryError {
  override name = 'WriteError';
}

/**
 * Checks, before minutes of measuring and without touching anything, that a file can be written.
 *
 * @param option which named it, for the error
 * @throws UsageError when it is something else than a file, or may not be written, or its folder may not or is none
 */
export async function checkWritable(path: string, option = '--out'): Promise<void> {
  const known = await stat(path).catch(() => null);
  if (known !== null && !known.isFile())
    throw new UsageError(
      `${option}: expected a file, found ${known.isDirectory() ? 'a directory' : 'a device'}: ${printable(path)}`,
    );
  try {
    if (known !== null) await access(path, constants.W_OK);
    // A folder is written to as well: the new file is put beside the old one and then takes its place.
    await access(dirname(path), constants.W_OK);
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    throw new UsageError(
      `${option}: expected a file that may be written, found ${missing ? 'no such folder' : 'one that may not'}: ${printable(path)}`,
    );
  }
}

/**
 * A full disk leaves no half of a document, and an older one stays as it was.
 *
 * @throws WriteError when it cannot be written
 */
export async function writeWhole(path: string, text: string, option = '--out'): Promise<void> {
  // A link stays a link.
  const target = await realpath(path).catch(() => path);
  const part = `${target}.${process.pid}.part`;
  try {
    await writeFile(part, text, { flag: 'wx' });
    await rename(part, target);
  } catch (error) {
    await rm(part, { force: true });
    const reason = error instanceof Error ? error.message : String(error);
    throw new WriteError(`${option}: cannot write ${printable(path)}: ${printable(reason, 120)}`);
  }
}
