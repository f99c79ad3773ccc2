/** Folders of compiled files that processes left behind: one that is killed deletes nothing. */
import { type Dirent, lstatSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** Before a folder's name comes the program's, then the number of its process, then what makes it unique. */
export const FOLDER_PREFIX = 'cake-factory-';
const NAME = new RegExp(`^${FOLDER_PREFIX}(\\d+)-\\w+$`);

/**
 * Younger ones are left alone, also where no process of that number is seen: it may run in another container that has the
 * same temporary folder. No run takes so long.
 */
const LEFT_MS = 24 * 3_600_000;

/**
 * Deletes the folders of this user's processes that have ended, when they are older than a day. What cannot be deleted
 * stays: somebody else may be deleting it at this moment.
 *
 * @param parent where they are
 * @param nowMs since 1970
 */
export function removeLeftFolders(parent: string, nowMs: number): void {
  for (const entry of entriesOf(parent)) {
    const pid = NAME.exec(entry.name)?.[1];
    if (pid === undefined || !entry.isDirectory() || isAlive(Number(pid))) continue;
    const folder = join(parent, entry.name);
    try {
      const { uid, mtimeMs } = lstatSync(folder);
      if (uid === (process.getuid?.() ?? uid) && nowMs - mtimeMs > LEFT_MS) rmSync(folder, { recursive: true });
    } catch {
      // As said above.
    }
  }
}

function entriesOf(parent: string): Dirent[] {
  try {
    return readdirSync(parent, { withFileTypes: true });
  } catch {
    return [];
  }
}

/** A number is given to another process some day: then the folder stays, which does no harm. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: there is one, of another user.
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH');
  }
}
