/** Writes an output file: completely or not at all. */
import { randomBytes } from 'node:crypto';
import { access, constants, type FileHandle, open, readlink, realpath, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, resolve, sep } from 'node:path';
import { FactoryError } from '../line/factory-error.ts';
import { placeOf, shownPlace } from './place.ts';
import { errorCodeOf, refusalOf } from './refusal.ts';
import { UsageError } from './usage-error.ts';

/** The output file cannot be written. Not a usage error: the measurement has already been made. */
export class WriteError extends FactoryError {
  override name = 'WriteError';
}

/**
 * Checks before a long measurement that a file can be written. It takes every step of `writeWhole` except the last one,
 * so an existing file does not change.
 *
 * @param option the option that named the file, for the error
 * @throws UsageError if the path does not name a file, or the file or its folder cannot be written
 */
export async function checkWritable(path: string, option = '--out'): Promise<void> {
  const refuse = (wanted: string, found: string): never => {
    throw new UsageError(`${option}: expected ${wanted}, found ${found}: ${shownPlace(path)}`);
  };
  if (path === '') throw new UsageError(`${option}: expected the name of a file, found ""`);
  let part: Part | null = null;
  try {
    const target = await targetOf(path);
    const known = await existing(target);
    if (known !== null && !known.isFile()) refuse('a file', known.isDirectory() ? 'a folder' : 'a device');
    if (known !== null) await access(target, constants.W_OK);
    part = await partBeside(target);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    refuse('a file that can be written', refusalOf(error, 'no such folder'));
  } finally {
    if (part !== null) await discard(part);
  }
}

/**
 * Writes a new file in the same folder, then renames it to the target. So a full disk leaves no incomplete document, and
 * an old document is kept.
 *
 * @throws WriteError if the file cannot be written
 */
export async function writeWhole(path: string, text: string, option = '--out'): Promise<void> {
  let part: Part | null = null;
  try {
    const target = await targetOf(path);
    part = await partBeside(target);
    await part.file.writeFile(text);
    await part.file.close();
    await rename(part.path, target);
  } catch (error) {
    if (part !== null) await discard(part);
    throw new WriteError(`${option}: cannot write ${shownPlace(path)}: ${refusalOf(error, 'no such folder')}`);
  }
}

interface Part {
  readonly path: string;
  readonly file: FileHandle;
}

/**
 * A new file with a random name in the folder of the target. The name is short, because the name of the target may already
 * have the largest length. `wx` refuses an existing file, so no file of another program is overwritten or deleted.
 */
async function partBeside(target: string): Promise<Part> {
  const path = join(dirname(target), `.${randomBytes(8).toString('hex')}.part`);
  return { path, file: await open(path, 'wx') };
}

async function discard({ path, file }: Part): Promise<void> {
  await file.close().catch(() => {});
  await rm(path, { force: true });
}

/** The file behind a path. A symbolic link is followed, even to a file that does not exist yet, so the link is kept. */
async function targetOf(path: string): Promise<string> {
  // `resolve` would remove the slash, and the path would name a file.
  if (path.endsWith('/') || path.endsWith(sep)) throw new Error('the name of a folder');
  const place = placeOf(path);
  try {
    return await realpath(place);
  } catch (error) {
    if (errorCodeOf(error) !== 'ENOENT') throw error;
    const link = await readlink(place).catch(() => null);
    return link === null ? place : targetOf(resolve(dirname(place), link));
  }
}

async function existing(target: string) {
  try {
    return await stat(target);
  } catch (error) {
    if (errorCodeOf(error) === 'ENOENT') return null;
    throw error;
  }
}
