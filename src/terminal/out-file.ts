/** A file that a program writes: whole or not at all. */
import { randomBytes } from 'node:crypto';
import { access, constants, type FileHandle, open, readlink, realpath, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, resolve, sep } from 'node:path';
import { FactoryError } from '../line/factory-error.ts';
import { placeOf, shownPlace } from './place.ts';
import { codeOf, refusalOf } from './refusal.ts';
import { UsageError } from './usage-error.ts';

/** An own class, so that it is told apart from bad usage: what was to be written has been measured by then. */
export class WriteError extends FactoryError {
  override name = 'WriteError';
}

/**
 * Checks, before minutes of measuring, that a file can be written: it does all that `writeWhole` does but for the last
 * step. The file itself stays as it is.
 *
 * @param option the option that named the file, for the error
 * @throws UsageError when the path names no file, or the file or its folder may not be written
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
    if (known !== null && !known.isFile()) refuse('a file', known.isDirectory() ? 'a directory' : 'a device');
    if (known !== null) await access(target, constants.W_OK);
    part = await partBeside(target);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    refuse('a file that may be written', refusalOf(error, 'no such folder'));
  } finally {
    if (part !== null) await discard(part);
  }
}

/**
 * Writes a file beside the old one and then puts it in its place: a full disk leaves no half of a document, and an older
 * one stays as it was.
 *
 * @throws WriteError when it cannot be written
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
 * A new file under a name that no other process has. A short one: a long name of a file leaves no place for more.
 * `wx` refuses to open what is there already, so that nothing of others is ever written over or deleted.
 */
async function partBeside(target: string): Promise<Part> {
  const path = join(dirname(target), `.${randomBytes(8).toString('hex')}.part`);
  return { path, file: await open(path, 'wx') };
}

async function discard({ path, file }: Part): Promise<void> {
  await file.close().catch(() => {});
  await rm(path, { force: true });
}

/** The file that is written: a link stays a link, also one to a file that does not exist yet. */
async function targetOf(path: string): Promise<string> {
  // Resolved, such a path would lose its end and name a file.
  if (path.endsWith('/') || path.endsWith(sep)) throw new Error('the name of a folder');
  const place = placeOf(path);
  try {
    return await realpath(place);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
    const link = await readlink(place).catch(() => null);
    return link === null ? place : targetOf(resolve(dirname(place), link));
  }
}

async function existing(target: string) {
  try {
    return await stat(target);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}
