/** A text from a file that somebody named on the command line. */
import type { Stats } from 'node:fs';
import { constants, open } from 'node:fs/promises';
import { basename } from 'node:path';
import { printable } from '../cake/recipe.ts';
import { UsageError } from './usage-error.ts';

/** What a file is called in an error: its name, without what a terminal would take for commands. */
export function sourceOf(path: string): string {
  return printable(basename(path));
}

/**
 * @param what is expected in the file, for the error: `a recipe`
 * @param mostBytes what is longer is refused
 * @throws UsageError when there is no such file, it may not be read, or it is too long
 */
export async function textOf(path: string, what: string, mostBytes: number): Promise<string> {
  const source = sourceOf(path) || what;
  try {
    // Without waiting: to open a pipe that nobody writes to would take for ever.
    const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      const kind = kindOf(await file.stat());
      if (kind !== 'file') throw new UsageError(`${source}: expected ${what} file, found ${kind}`);
      // Read up to the limit and no further, whatever the file says of its size: under /proc it says 0.
      const buffer = Buffer.alloc(mostBytes + 1);
      let length = 0;
      for (let read = -1; read !== 0 && length < buffer.length; length += read)
        read = (await file.read(buffer, length)).bytesRead;
      if (length > mostBytes)
        throw new UsageError(`${source}: expected ${what} of at most ${mostBytes} bytes, found more`);
      return buffer.toString('utf8', 0, length);
    } finally {
      await file.close();
    }
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`${source}: expected ${what} file, found ${reasonOf(error)}`);
  }
}

/** What never ends, or may never begin, is not read: a terminal, a pipe, a device. */
function kindOf(stats: Stats): 'file' | 'a directory' | 'a pipe' | 'a device' {
  if (stats.isFile()) return 'file';
  if (stats.isDirectory()) return 'a directory';
  return stats.isFIFO() ? 'a pipe' : 'a device';
}

/** Why a file cannot be opened, in words; the system's own would repeat the path as it is. */
function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  switch (code) {
    case 'ENOENT':
      return 'no such file';
    case 'EISDIR':
      return 'a directory';
    case 'EACCES':
      return 'a file that may not be read';
    case 'ENOTDIR':
      return 'a path through something that is no directory';
    case 'ENAMETOOLONG':
      return 'a name that is too long';
    case 'ENXIO':
      return 'a socket or a device that is not there';
    default:
      return printable(error instanceof Error ? error.message : String(error));
  }
}
