/** Temporary folders for compiled files. They are deleted when nothing needs them, and with the process at the latest. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Where a process puts its folders instead of the system's temporary folder. A child that is killed cannot delete its own:
 * its parent gives it a place inside a folder that the parent deletes.
 */
export const FOLDER_VARIABLE = 'CAKE_FACTORY_FOLDER';

const folders = new Set<string>();

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(process.env[FOLDER_VARIABLE] ?? tmpdir(), 'cake-factory-'));
  if (folders.size === 0) process.on('exit', removeTemporaryFolders);
  folders.add(folder);
  return folder;
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
