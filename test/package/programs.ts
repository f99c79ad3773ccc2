/** Runs programs of users: processes of their own, with nothing but the installed package. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { transformSync } from 'esbuild';
import { type Ended, ended } from '../programs/run.ts';
import type { UserFolder } from './install.ts';

/** A program that takes longer is killed, and counts as hanging. */
const HANGS_MS = 120_000;
/** For tests that run such programs. */
export const SLOW = { timeout: 150_000 } as const;

/** Runs Node in a folder. */
export function runNode(cwd: string, words: readonly string[]): Promise<Ended> {
  return ended(
    spawn(process.execPath, words, {
      cwd,
      env: { ...process.env, NO_COLOR: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: HANGS_MS,
      killSignal: 'SIGKILL',
    }),
  );
}

/** Runs the command `cake-factory`. @param cwd [the folder of the user] */
export function runCommand(
  { path, command }: Pick<UserFolder, 'path' | 'command'>,
  args: readonly string[],
  cwd = path,
): Promise<Ended> {
  return runNode(cwd, [command, ...args]);
}

/** What a program says on stderr, without the warnings of newer releases of Node about types in a user's file. */
export function complaints({ stderr }: Ended): string {
  return stderr.replaceAll(/^\(node:\d+\) .*\n(Reparsing .*\n|To eliminate .*\n)*|^\(Use `.*\n/gm, '');
}

/** Whether this Node loads TypeScript as it is: from 22.18 on. */
export const LOADS_TYPES = Boolean(Reflect.get(process.features, 'typescript'));

/** A TypeScript file of the folder `user`, or of the examples, as JavaScript that any Node can load. */
export function asJavaScript(path: string): string {
  return transformSync(readFileSync(path, 'utf8'), { loader: 'ts', format: 'esm', target: 'node20' }).code;
}

/** @param name in the folder `user`, without its ending */
export function userFile(name: string): string {
  return join(import.meta.dirname, `user/${name}.ts`);
}

/** The place that an error of the line `failing` has to name: `failing.ts:21:`. @param source the text of that file */
export function placeOfFailure(file: string, source: string): string {
  return `${file}:${source.split('\n').findIndex((line) => line.includes('five is forbidden')) + 1}:`;
}
