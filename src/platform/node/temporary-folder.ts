/** Temporary folders for compiled files. They are deleted when nothing needs them, and with the process at the latest. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BuildError } from '../errors.ts';
import { FOLDER_PREFIX, removeLeftFolders } from './left-folders.ts';

/**
 * Where a process puts its folders instead of the system's temporary folder. A child that is killed cannot delete its own:
 * its parent gives it a place inside a folder that the parent deletes.
 */
export const FOLDER_VARIABLE = 'CAKE_FACTORY_FOLDER';

const folders = new Set<string>();
/** Folders that killed processes left behind are looked for once in a process. */
let swept = false;

/** @throws BuildError when the system's temporary folder cannot be written */
export function temporaryFolder(): string {
  const parent = process.env[FOLDER_VARIABLE] ?? tmpdir();
  const folder = createIn(parent);
  if (!swept) {
    swept = true;
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

/** A temporary folder that cannot be written, or is full. */
export function notWritable(folder: string, error: unknown): BuildError {
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

/** Deletes all of them: when the process ends, or before it is killed. */
export function removeTemporaryFolders(): void {
  for (const folder of folders) removeFolder(folder);
}
