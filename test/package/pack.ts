/** Packs the project for all tests of the package: once in a run of the tests, when the first of them asks. */
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** Who connects to this port of the machine gets an answer of `pack`, as JSON. */
    readonly packagePort: number;
  }
}

const ROOT = resolve(import.meta.dirname, '../..');
/** What a build does not need, or must not change. */
const LEFT_OUT = ['.git', 'dist', 'node_modules', 'test'];

/** What `npm pack --json` says, and where the package is. */
export interface Packed {
  readonly tarball: string;
  readonly version: string;
  /** Of the tarball, in bytes. */
  readonly size: number;
  readonly files: readonly { readonly path: string }[];
}

export type Answer = { readonly packed: Packed } | { readonly failure: string };

export default async function setup(project: TestProject): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), 'cake-factory-packed-'));
  let packing: Promise<Answer> | null = null;
  const server = createServer(async (socket) => {
    packing ??= pack(folder).then(
      (packed) => ({ packed }),
      (error: unknown) => ({ failure: String(error) }),
    );
    socket.end(JSON.stringify(await packing));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  project.provide('packagePort', portOf(server.address()));
  return () => {
    server.close();
    rmSync(folder, { recursive: true, force: true });
  };
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error(`expected a port, found ${address}`);
  return address.port;
}

/** In a copy: to pack builds the project first, and that deletes `dist`, which another program may be using. */
async function pack(folder: string): Promise<Packed> {
  const copy = join(folder, 'project');
  mkdirSync(copy);
  cpSync(ROOT, copy, {
    recursive: true,
    filter: (path) => resolve(path, '..') !== ROOT || !LEFT_OUT.includes(basename(path)),
  });
  symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'), 'junction');
  const { stdout } = await promisify(execFile)('npm', ['pack', '--json', '--pack-destination', folder], {
    cwd: copy,
    env: { ...process.env, npm_config_update_notifier: 'false' },
    maxBuffer: 2 ** 26,
  });
  const [{ filename, version, size, files }]: [Omit<Packed, 'tarball'> & { readonly filename: string }] =
    JSON.parse(stdout);
  return { tarball: join(folder, filename), version, size, files };
}
