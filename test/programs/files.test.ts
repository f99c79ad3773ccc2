/** Files that the user names: where the programs look for them, how they read them, and that an accepted path can be written. */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { recipeFrom } from '../../src/cake/recipe/recipe-file.ts';
import { parseStart } from '../../src/contrast/options.ts';
import { parseReport } from '../../src/report/options.ts';
import { documentFrom } from '../../src/terminal/json-file.ts';
import { checkWritable, writeWhole } from '../../src/terminal/out-file.ts';
import { placeOf } from '../../src/terminal/place.ts';
import { textOf } from '../../src/terminal/text-file.ts';
import { bread } from '../cake/bread.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'cake-factory-files-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

function refusalOf(call: Promise<unknown>): Promise<string> {
  return call.then(() => 'accepted', String);
}

describe('a file must be text in UTF-8', () => {
  const marked = (text: string): Buffer => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);

  test.each([
    [
      'Latin-1',
      Buffer.from('{"name": "mélangeur"}', 'latin1'),
      'found byte 12 (0xE9), which is not UTF-8: save the file as UTF-8',
    ],
    ['a cut character', Buffer.from('é').subarray(0, 1), 'found byte 1 (0xC3), which is not UTF-8'],
    ['half a pair', Buffer.from([0x22, 0xed, 0xa0, 0xbd, 0x22]), 'found byte 2 (0xED), which is not UTF-8'],
    [
      'a bad byte after a real replacement character',
      Buffer.from([0xef, 0xbf, 0xbd, 0x20, 0xff]),
      'found byte 5 (0xFF), which is not UTF-8',
    ],
    ['UTF-16 with a byte order mark', marked('{"name": "é"}'), 'found UTF-16: save the file as UTF-8'],
    ['big-endian UTF-16 with a byte order mark', marked('{}').swap16(), 'found UTF-16: save the file as UTF-8'],
    ['UTF-16 without a byte order mark', Buffer.from('{"a": 1}', 'utf16le'), 'found UTF-16'],
    ['big-endian UTF-16 without a byte order mark', Buffer.from('\n{}', 'utf16le').swap16(), 'found UTF-16'],
  ])('so that %s is refused', async (name, bytes, wanted) => {
    const path = file(`${name}.json`, bytes);
    const message = `UsageError: ${name}.json: expected a recipe in UTF-8, ${wanted}`;
    expect(await refusalOf(recipeFrom(path))).toContain(message);
  });

  test('and may contain a real replacement character', async () => {
    expect(await textOf(file('real.txt', 'a\u{fffd}b'), 'a text', 100)).toBe('a\u{fffd}b');
  });

  test('and may begin with a byte order mark', async () => {
    const stored = file('marked.json', '\u{feff}{"a": 1}');
    expect(await documentFrom(stored, 'a run', z.object({ a: z.number() }), 100)).toEqual({ a: 1 });
    expect(await recipeFrom(file('marked-recipe.json', `\u{feff}${bread()}`))).toMatchObject({
      recipe: { name: 'bread' },
    });
  });

  test('and JSON, or the error says where the mistake is', async () => {
    const stored = file('broken.json', '{\r\n"a": 1,\r\n}');
    expect(await refusalOf(documentFrom(stored, 'a run', z.object({}), 100))).toBe(
      'UsageError: broken.json: expected a run as JSON, found a syntax error at line 3, column 1',
    );
  });
});

describe('a relative path starts', () => {
  test.each([
    [
      'where the user was, if a package manager changed to the project',
      ROOT,
      { INIT_CWD: '/home/user' },
      '/home/user/x.json',
    ],
    [
      'in the current folder, if the process did not start in the project',
      '/srv',
      { INIT_CWD: '/home/user' },
      '/srv/x.json',
    ],
    ['in the current folder, without a package manager', ROOT, {}, join(ROOT, 'x.json')],
    ['in the current folder, if the package manager names no other', ROOT, { INIT_CWD: '' }, join(ROOT, 'x.json')],
  ])('%s', (_, own, env, wanted) => {
    expect(placeOf('x.json', env, own)).toBe(wanted);
    expect(placeOf('/etc/x.json', env, own)).toBe('/etc/x.json');
  });

  test('where the user was, for a recipe, and an error names the whole path', async () => {
    writeFileSync(join(folder, 'own.json'), bread());
    vi.stubEnv('INIT_CWD', folder);
    expect(await recipeFrom('own.json')).toMatchObject({ recipe: { name: 'bread' } });
    expect(await refusalOf(recipeFrom('none.json'))).toBe(
      `UsageError: none.json: expected a file with a recipe, found no such file: ${join(folder, 'none.json')}`,
    );
    vi.unstubAllEnvs();
  });
});

describe('a path that cannot be written is refused before anything is measured', () => {
  const looped = join(folder, 'looped.json');
  symlinkSync('looped.json', looped);

  test.each([
    ['an empty name', '', 'expected the name of a file, found ""'],
    ['a folder that is missing', join(folder, 'no', 'x.json'), 'found no such folder'],
    ['a folder', folder, 'expected a file, found a folder'],
    ['a slash at the end', join(folder, 'new/'), 'expected a file that can be written, found the name of a folder'],
    ['a name that is too long', join(folder, 'x'.repeat(256)), 'found a name that is too long'],
    ['a NUL', join(folder, 'a\u{0}b'), 'found a name with a NUL character in it'],
    ['a path through a file', join(file('plain.txt', ''), 'x.json'), 'found a path through a file'],
    ['a link to itself', looped, 'found a loop of symbolic links'],
    ['a path on /proc', '/proc/x.json', 'expected a file that can be written, found'],
  ])('%s', async (_, path, wanted) => {
    const before = readdirSync(folder);
    expect(await refusalOf(checkWritable(path, '--trace-out'))).toMatch(/^UsageError: --trace-out: expected [^\n]+$/);
    expect(await refusalOf(checkWritable(path, '--trace-out'))).toContain(wanted);
    expect(await refusalOf(writeWhole(path, 'x'))).not.toBe('accepted');
    expect(readdirSync(folder)).toEqual(before);
  });

  test('an empty name is refused for every option of every program that takes one', () => {
    for (const option of ['--trace-out', '--recipe'])
      expect(() => parseStart([option, ''])).toThrow(`${option}: expected the name of a file, found ""`);
    for (const option of ['--out', '--from', '--save', '--trace-out', '--recipe'])
      expect(() => parseReport([option, ''])).toThrow(`${option}: expected the name of a file, found ""`);
  });
});

describe('a path that the check accepts can be written', () => {
  test.each([
    ['a new file', 'new.json'],
    ['a file with the longest possible name', 'x'.repeat(255)],
    ['an existing file', 'plain.txt'],
  ])('%s', async (_, name) => {
    const path = join(folder, name);
    await checkWritable(path);
    await writeWhole(path, 'text');
    expect(readFileSync(path, 'utf8')).toBe('text');
  });

  test('through a link, which stays a link, even if its target does not exist yet', async () => {
    const link = join(folder, 'link.json');
    symlinkSync('target.json', link);
    await checkWritable(link);
    expect(existsSync(join(folder, 'target.json'))).toBe(false);
    await writeWhole(link, 'text');
    expect(readlinkSync(link)).toBe('target.json');
    expect(readFileSync(join(folder, 'target.json'), 'utf8')).toBe('text');
  });

  test("by several writers at once, without touching another process's file", async () => {
    const own = join(folder, 'busy');
    mkdirSync(own);
    const left = join(own, `x.json.${process.pid}.part`);
    writeFileSync(left, 'of another container');
    const path = join(own, 'x.json');
    await Promise.all(['a', 'b', 'c'].map((text) => writeWhole(path, text)));
    expect(readFileSync(left, 'utf8')).toBe('of another container');
    expect(readdirSync(own).sort()).toEqual(['x.json', `x.json.${process.pid}.part`]);
  });
});
