/** Resolves a path from the command line, and shows it in errors. */

import { basename, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { printable } from '../line/printable.ts';

const PROJECT = resolve(fileURLToPath(new URL('../..', import.meta.url)));

/** The most characters of a path in an error. */
const MOST_SHOWN = 120;

/**
 * The absolute path of a file that the user named.
 *
 * npm, pnpm and yarn change to the folder of the project before they start a script, and store the user's folder in
 * `INIT_CWD`. A process in any other folder was not started by a package manager, so `INIT_CWD` is ignored.
 *
 * @param folder the working folder of the process
 */
export function placeOf(path: string, env: NodeJS.ProcessEnv = process.env, folder = process.cwd()): string {
  const startedIn = env.INIT_CWD;
  return resolve(folder === PROJECT && startedIn !== undefined && startedIn !== '' ? startedIn : folder, path);
}

/** The absolute path for an error, without control characters. */
export function shownPlace(path: string): string {
  return printable(placeOf(path), MOST_SHOWN);
}

/** The name of a file for an error, without control characters. */
export function sourceOf(path: string): string {
  return printable(basename(path));
}
