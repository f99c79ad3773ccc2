/** An environment in which a program cannot run: one line says what is missing, what was found, and what to do. */
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { BuildError } from '../../src/platform/errors.ts';
import { FOLDER_VARIABLE } from '../../src/platform/node/temporary-folder.ts';
import { missingPermission } from '../../src/terminal/permission.ts';
import { ended, startProgram } from './run.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const PREFLIGHT = resolve(ROOT, 'src/preflight.cjs');
const folder = mkdtempSync(join(tmpdir(), 'cake-factory-environment-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs only the preflight, without a program and its loader. */
function preflight(args: readonly string[] = [], env: NodeJS.ProcessEnv = {}, file = PREFLIGHT) {
  const words = [...args, '--no-warnings', '--require', file, '--eval', 'console.log("continues")'];
  const { status, stdout, stderr } = spawnSync(process.execPath, words, {
    env: { ...process.env, ...env },
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

/** Writes a module that changes the version that this Node reports. */
function withVersion(version: string): string {
  const path = join(folder, `${version}.cjs`);
  const versions = JSON.stringify({ ...process.versions, node: version });
  writeFileSync(path, `Object.defineProperty(process, 'versions', { value: ${versions} });`);
  return path;
}

describe('the preflight', () => {
  test('passes here, and leaves nothing in the temporary folder', () => {
    const temporary = join(folder, 'not', 'there', 'yet');
    expect(preflight([], { TMPDIR: temporary })).toEqual({ status: 0, stdout: 'continues\n', stderr: '' });
    expect(readdirSync(temporary)).toEqual([]);
  });

  test.each(['18.20.8', '20.9.0', '20.11.1'])('refuses Node %s as too old', (version) => {
    const { status, stdout, stderr } = preflight(['--require', withVersion(version)]);
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(
      new RegExp(`^expected Node 20\\.12 or newer, found Node ${version}: install a newer one .*\n$`),
    );
  });

  test.each(['20.12.0', '21.0.0', '100.0.0'])('accepts Node %s', (version) => {
    expect(preflight(['--require', withVersion(version)])).toMatchObject({ status: 0, stderr: '' });
  });

  test('names a temporary folder that cannot be written', () => {
    const file = join(folder, 'file');
    writeFileSync(file, '');
    for (const place of ['/proc', '/proc/none', file]) {
      const { status, stderr } = preflight([], { TMPDIR: place });
      expect(status).toBe(1);
      expect(stderr).toMatch(
        new RegExp(`^expected a temporary folder that can be written, found ${place} \\(E\\w+\\).*\n$`),
      );
    }
  });

  test('names a project folder that the loader cannot read', () => {
    const project = join(folder, 'what?');
    mkdirSync(join(project, 'src'), { recursive: true });
    copyFileSync(resolve(ROOT, 'package.json'), join(project, 'package.json'));
    copyFileSync(PREFLIGHT, join(project, 'src', 'preflight.cjs'));
    const { status, stderr } = preflight([], {}, join(project, 'src', 'preflight.cjs'));
    expect(status).toBe(1);
    expect(stderr).toMatch(/^expected a project folder without "\?" in its path, found .*what\?: .*\n$/);
  });

  const model = process.allowedNodeEnvironmentFlags.has('--permission') ? '--permission' : '--experimental-permission';
  test.each([
    [[], '--allow-fs-write='],
    [['--allow-fs-write=*'], '--allow-child-process'],
    [['--allow-fs-write=*', '--allow-child-process'], '--allow-worker'],
  ])("under Node's permission model with %j asks for %s", (flags, missing) => {
    const { status, stderr } = preflight([model, '--allow-fs-read=*', ...flags]);
    expect(status).toBe(1);
    expect(stderr).toMatch(
      new RegExp(`^expected Node's permission to .*, found none: start node with ${missing}.*\n$`),
    );
  });

  test('comes first in every script that starts the loader', () => {
    const { scripts }: { scripts: Record<string, string> } = JSON.parse(
      readFileSync(resolve(ROOT, 'package.json'), 'utf8'),
    );
    const loading = Object.values(scripts).filter((script) => script.includes('--import tsx'));
    expect(loading.length).toBeGreaterThan(4);
    for (const script of loading) expect(script).toContain('node --require ./src/preflight.cjs --import tsx ');
  });
});

test.each(['start', 'bench'] as const)('%s names a temporary folder that its threads cannot use', async (program) => {
  const { code, stderr } = await ended(
    startProgram(['--quick', '--json'], { [FOLDER_VARIABLE]: '/proc/none' }, program),
  );
  expect(code).toBe(1);
  expect(stderr).toBe(
    'expected a temporary folder that can be written, found /proc/none (ENOENT): set TMPDIR to another folder\n',
  );
});

test('without WebAssembly a trace runs, and a run with work says what is missing', () => {
  const start = (...args: string[]) => {
    const words = ['--no-warnings', '--jitless', '--import', 'tsx', resolve(ROOT, 'src/start.ts'), ...args];
    return spawnSync(process.execPath, words, { cwd: ROOT, encoding: 'utf8' });
  };
  expect(start('--trace', '--cakes', '1').status).toBe(0);
  const { status, stderr } = start('--quick');
  expect(status).toBe(1);
  expect(stderr.trimEnd().split('\n').at(-1)).toMatch(
    /^Cannot work: expected WebAssembly, found none; start node without --jitless$/,
  );
  expect(stderr).not.toContain('    at ');
});

test('an error of the permission model names its flag, also as a nested cause', () => {
  const denied = Object.assign(new Error('Access to this API has been restricted'), {
    code: 'ERR_ACCESS_DENIED',
    permission: 'FileSystemWrite',
    resource: '/tmp/x',
  });
  const message = "Node's permission model refuses FileSystemWrite for /tmp/x: start node with --allow-fs-write";
  expect(missingPermission(denied)).toBe(message);
  expect(missingPermission(new BuildError('the files do not compile', { cause: denied }))).toBe(message);
  expect(missingPermission(new Error('x', { cause: new Error('y') }))).toBeNull();
  expect(missingPermission('x')).toBeNull();
});
