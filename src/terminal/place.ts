/** Where a path on the command line leads. */

import { basename, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { printable } from './printable.ts';

const PROJECT = resolve(fileURLToPath(new URL('../..', import.meta.url)));

/** The longest place that an error shows. */
const MOST_SHOWN = 120;

/**
 * The absolute path of what a user named.
 *
 * npm, pnpm and yarn change to the project's folder before they start a script, and keep the folder that the user was in
 * as `INIT_CWD`. A process in any other folder was not started there by a package manager: it has its own folder.
 *
 * @param folder the folder of the process
 */
export function placeOf(path: string, env: NodeJS.ProcessEnv = process.env, folder = process.cwd()): string {
  const startedIn = env.INIT_CWD;
  return resolve(folder === PROJECT && startedIn !== undefined && startedIn !== '' ? startedIn : folder, path);
}

/** A path in an error: where the program looked, without what a terminal would take for commands. */
export function shownPlace(path: string): string {
  return printable(placeOf(path), MOST_SHOWN);
}

/** What a file is called in an error: its name, without what a terminal would take for commands. */
export function sourceOf(path: string): string {
  return printable(basename(path));
}
