/** Explains why the system refuses a file. The message of the system would repeat the path with its control characters. */
import { printable } from '../line/printable.ts';

/**
 * @param error an error of `node:fs`
 * @param missing the explanation if the path does not exist: `no such file`
 */
export function refusalOf(error: unknown, missing: string): string {
  switch (errorCodeOf(error)) {
    case 'ENOENT':
      return missing;
    case 'EISDIR':
      return 'a folder';
    case 'EACCES':
    case 'EPERM':
      return 'no permission';
    case 'EROFS':
      return 'a read-only file system';
    case 'ENOSPC':
    case 'EDQUOT':
      return 'a full disk';
    case 'ENOTDIR':
      return 'a path through a file';
    case 'ENAMETOOLONG':
      return 'a name that is too long';
    case 'ELOOP':
      return 'a loop of symbolic links';
    case 'ENXIO':
      return 'a socket or a missing device';
    case 'ERR_INVALID_ARG_VALUE':
      return 'a name with a NUL character in it';
    default:
      return printable(error instanceof Error ? error.message : String(error));
  }
}

export function errorCodeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
