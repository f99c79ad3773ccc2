/** Installs the packed project into empty folders, as npm and pnpm do it, but without a network. */
import { execFileSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, inject } from 'vitest';
import type { Answer, Packed } from './pack.ts';

export const ROOT = resolve(import.meta.dirname, '../..');
const MODULES = join(ROOT, 'node_modules');

/**
 * Packs the project, or waits until another test has done so.
 *
 * @throws Error when it does not build
 */
export async function packed(): Promise<Packed> {
  const answer: Answer = JSON.parse(await text(connect(inject('packagePort'), '127.0.0.1')));
  if ('failure' in answer) throw new Error(answer.failure);
  return answer.packed;
}

/** Where a package manager puts what it installs: npm all in one folder, pnpm each package with its dependencies alone. */
export type Layout = 'npm' | 'pnpm';

export interface FolderOptions {
  /** The `type` in its package.json [none]. */
  readonly type?: 'commonjs' | 'module';
  /** [npm] */
  readonly layout?: Layout;
  /** Whether what the package depends on is installed too [true]. */
  readonly dependencies?: boolean;
}

/** A folder of a user, with the package and the examples. */
export interface UserFolder {
  readonly path: string;
  /** The file that Node runs as the command `cake-factory`. */
  readonly command: string;
  write(name: string, content: string): void;
  remove(): void;
}

/** An empty folder, outside of any project. */
export function emptyFolder(): Omit<UserFolder, 'command'> {
  // The temporary folder may be a link. Positions in errors name the real one.
  const path = realpathSync(mkdtempSync(join(tmpdir(), 'cake-factory-user-')));
  return {
    path,
    write: (name, content) => {
      mkdirSync(dirname(join(path, name)), { recursive: true });
      writeFileSync(join(path, name), content);
    },
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
}

/** Makes folders, and removes them after the tests of the file that calls it. */
export function userFolders(): typeof userFolder {
  const folders: UserFolder[] = [];
  afterAll(() => {
    for (const folder of folders) folder.remove();
  });
  return async (options) => {
    const folder = await userFolder(options);
    folders.push(folder);
    return folder;
  };
}

export async function userFolder(options: FolderOptions = {}): Promise<UserFolder> {
  const { type, layout = 'npm', dependencies = true } = options;
  const { tarball, version } = await packed();
  const folder = emptyFolder();
  const modules = join(folder.path, 'node_modules');
  const own = layout === 'npm' ? modules : join(modules, `.pnpm/cake-factory@${version}/node_modules`);
  const installed = join(own, 'cake-factory');
  mkdirSync(installed, { recursive: true });
  execFileSync('tar', ['-xzf', tarball, '-C', installed, '--strip-components=1']);
  if (layout === 'pnpm') link(installed, join(modules, 'cake-factory'));
  if (dependencies) for (const name of dependenciesOf(installed)) link(join(MODULES, name), join(own, name));
  folder.write('package.json', JSON.stringify({ name: 'user', version: '1.0.0', ...(type && { type }) }));
  cpSync(join(ROOT, 'docs/lines'), folder.path, { recursive: true });
  return { ...folder, command: join(modules, 'cake-factory/src/bin.cjs') };
}

function dependenciesOf(installed: string): string[] {
  const { dependencies }: { readonly dependencies: Readonly<Record<string, string>> } = JSON.parse(
    readFileSync(join(installed, 'package.json'), 'utf8'),
  );
  return Object.keys(dependencies);
}

/** @param place the link */
function link(target: string, place: string): void {
  mkdirSync(dirname(place), { recursive: true });
  symlinkSync(target, place, 'junction');
}
