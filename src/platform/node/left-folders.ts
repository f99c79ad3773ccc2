/** Deletes the temporary folders that earlier processes left behind: a process that is killed cannot delete its own. */
import { type Dirent, lstatSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** The beginning of a folder's name. The number of the process follows, then letters that make the name unique. */
export const FOLDER_PREFIX = 'cake-factory-';
const NAME = new RegExp(`^${FOLDER_PREFIX}(\\d+)-\\w+$`);

/**
 * The age from which on a folder may be deleted, in milliseconds: a day, and no run takes that long. A younger folder is kept
 * even if no process has its number: the process may run in another container that shares the temporary folder.
 */
const LEFT_MS = 24 * 3_600_000;

/**
 * Deletes the folders of this user that are older than a day and whose processes have ended.
 *
 * A folder that cannot be deleted stays, without an error: another process may be deleting it at the same moment.
 *
 * @param parent the folder that contains them
 * @param nowMs the time, in milliseconds since 1970
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
      // It stays: see above.
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

/** Whether a process has this number. Another process may have got it since: then the folder stays, which does no harm. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM means that there is such a process, of another user.
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH');
  }
}
