/** Why the system refuses a file, in words: its own message would repeat the path unprinted. */
import { printable } from './printable.ts';

/**
 * @param error what a call of `node:fs` threw
 * @param missing what it means that nothing is there: `no such file`
 */
export function refusalOf(error: unknown, missing: string): string {
  switch (codeOf(error)) {
    case 'ENOENT':
      return missing;
    case 'EISDIR':
      return 'a directory';
    case 'EACCES':
    case 'EPERM':
      return 'one that the system does not let you use';
    case 'EROFS':
      return 'a read-only file system';
    case 'ENOSPC':
    case 'EDQUOT':
      return 'a disk that is full';
    case 'ENOTDIR':
      return 'a path through something that is no directory';
    case 'ENAMETOOLONG':
      return 'a name that is too long';
    case 'ELOOP':
      return 'a link that leads back to itself';
    case 'ENXIO':
      return 'a socket or a device that is not there';
    case 'ERR_INVALID_ARG_VALUE':
      return 'a name with a NUL character in it';
    default:
      return printable(error instanceof Error ? error.message : String(error));
  }
}

export function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
