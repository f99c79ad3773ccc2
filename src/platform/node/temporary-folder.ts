/** Temporary folders for compiled files. Each is deleted when it is no longer needed, at the latest when the process ends. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BuildError } from '../errors.ts';
import { FOLDER_PREFIX, removeLeftFolders } from './left-folders.ts';

/**
 * The environment variable for the place of the folders, in place of the system's temporary folder. A child that is killed
 * cannot delete its folders. So its parent sets the variable to a folder that the parent deletes.
 */
export const FOLDER_VARIABLE = 'CAKE_FACTORY_FOLDER';

const folders = new Set<string>();
/** Whether this process has looked for folders that killed processes left behind. It does so once. */
let hasCleanedUp = false;

/** Where folders are made, where nothing else is said. */
export function placeOfFolders(): string {
  return process.env[FOLDER_VARIABLE] ?? tmpdir();
}

/**
 * Makes a new folder.
 *
 * @param place where; otherwise in the system's temporary folder
 * @returns its path
 * @throws BuildError when the place of the folders cannot be written
 */
export function temporaryFolder(place?: string): string {
  const parent = place ?? placeOfFolders();
  const folder = createIn(parent);
  if (!hasCleanedUp) {
    hasCleanedUp = true;
    removeLeftFolders(parent, Date.now());
  }
  if (folders.size === 0) process.on('exit', removeTemporaryFolders);
  folders.add(folder);
  return folder;
}

function createIn(parent: string): string {
  try {
    return mkdtempSync(join(parent, `${FOLDER_PREFIX}${process.pid}-`));
  } catch (error) {
    throw notWritable(parent, error);
  }
}

/** Another folder would not help: this process, or the system, has no file descriptor left. */
const NO_FILES_LEFT = ['EMFILE', 'ENFILE'];

/** The error of a temporary folder that cannot be written, or is full; any other error as it is. */
export function notWritable(folder: string, error: unknown): unknown {
  if (error instanceof Error && 'code' in error && NO_FILES_LEFT.includes(String(error.code))) return error;
  const reason = error instanceof Error && 'code' in error ? ` (${error.code})` : '';
  return new BuildError(
    `expected a temporary folder that can be written, found ${folder}${reason}: set TMPDIR to another folder`,
    { cause: error },
  );
}

export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  folders.delete(folder);
  if (folders.size === 0) process.off('exit', removeTemporaryFolders);
}

/** Deletes all folders of this process, when it ends or before it is killed. */
export function removeTemporaryFolders(): void {
  for (const folder of folders) removeFolder(folder);
}
