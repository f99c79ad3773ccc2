/** The files that a user names: an input must not be overwritten, and no file must be written twice. */
import { realpathSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { placeOf } from './place.ts';
import { UsageError } from './usage-error.ts';

/**
 * @param paths by the option that names each, such as `--out`; null where it names none
 * @throws UsageError when two of them are the same file, also through a link
 */
export function checkApart(paths: Readonly<Record<string, string | null>>): void {
  const known = new Map<string, string>();
  for (const [option, path] of Object.entries(paths)) {
    if (path === null) continue;
    const file = fileOf(path);
    const other = known.get(file);
    if (other !== undefined)
      throw new UsageError(`${option}: expected a different file, found the same file as ${other}`);
    known.set(file, option);
  }
}

/** The file that a path leads to, through links. A file that does not exist yet is named by its absolute path. */
function fileOf(path: string): string {
  const place = placeOf(path);
  try {
    return realpathSync(place);
  } catch {
    return join(folderOf(place), basename(place));
  }
}

function folderOf(place: string): string {
  try {
    return realpathSync(dirname(place));
  } catch {
    return dirname(place);
  }
}
