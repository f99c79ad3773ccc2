/** How a user names a function, and the inputs for it. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { InputError } from '../../src/line/factory-error.ts';
import { UserFileError } from '../../src/own/user-file.ts';
import { exportAt, exportPlace, nameOfPlace, requestFor } from '../../src/pays/place.ts';

describe('the place of an export', () => {
  test.each([
    ['work.ts#resize', 'work.ts', 'resize'],
    ['work.ts', 'work.ts', 'default'],
    ['work.ts#', 'work.ts', 'default'],
    ['work.ts#default', 'work.ts', 'default'],
    ['./c#/work.ts#resize', './c#/work.ts', 'resize'],
    ['./c#/work.ts', './c#/work.ts', 'default'],
    ['c#\\work.ts', 'c#\\work.ts', 'default'],
    ['#resize', '', 'resize'],
  ])('%s', (text, file, exported) => {
    expect(exportPlace(text)).toEqual({ file, exported });
  });

  test.each([
    ['file:///home/me/work.ts#resize', '/home/me/work.ts', 'resize'],
    ['file:///home/me/work.ts', '/home/me/work.ts', 'default'],
    ['file:///home/my%20files/work.ts#resize', '/home/my files/work.ts', 'resize'],
    ['file:///home/me/work.ts?now=1#gr%C3%B6%C3%9Fe', '/home/me/work.ts', 'größe'],
    ['file:///home/c%23/work.ts#resize', '/home/c#/work.ts', 'resize'],
    ['file:///home/c%23/work.ts', '/home/c#/work.ts', 'default'],
    ['file:///home/me/work.ts#', '/home/me/work.ts', 'default'],
    ['file:///home/me/work.ts#a%23b', '/home/me/work.ts', 'a#b'],
  ])('of the URL %s', (url, file, exported) => {
    expect(exportAt(new URL(url))).toEqual({ file, exported });
  });

  test.each(['https://example.com/work.ts#resize', 'file:///home%2Fme/work.ts#resize', 'file:///home/me/work.ts#%'])(
    'of the URL %s is refused',
    (url) => {
      expect(() => exportAt(new URL(url))).toThrow(InputError);
      expect(() => exportAt(new URL(url))).toThrow(`expected the URL of a file, found ${JSON.stringify(url)}`);
    },
  );

  test.each([
    ['/home/me/work.ts', 'resize', 'work.ts#resize'],
    ['work.ts', 'default', 'work.ts'],
  ])('%s has a name', (file, exported, name) => {
    expect(nameOfPlace({ file, exported })).toBe(name);
  });

  test('has a name without control characters', () => {
    expect(nameOfPlace({ file: 'a\u001b[31m.ts', exported: 'b\n' })).not.toMatch(/\p{Cc}/u);
  });
});

describe('a request', () => {
  let folder = '';
  beforeAll(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'cake-factory-place-')));
    mkdirSync(join(folder, 'more'));
    for (const name of ['work.mjs', 'odd#name.mjs', 'more/inputs.mjs']) writeFileSync(join(folder, name), '');
  });
  afterAll(() => rmSync(folder, { recursive: true }));
  const at = (name: string): string => join(folder, name);
  const urlOf = (name: string): string => pathToFileURL(at(name)).href;

  test('has the function, and by default the samples of its own file', async () => {
    const text = `${relative(process.cwd(), at('work.mjs'))}#resize`;
    expect(await requestFor(exportPlace(text), null, 5000)).toEqual({
      path: at('work.mjs'),
      url: urlOf('work.mjs'),
      exported: 'resize',
      name: 'work.mjs#resize',
      inputs: { kind: 'module', path: at('work.mjs'), url: urlOf('work.mjs'), exported: 'samples' },
      budgetMs: 5000,
      spentMs: 0,
    });
  });

  test('takes the whole text where there is such a file', () => {
    expect(exportPlace(at('odd#name.mjs'))).toEqual({ file: at('odd#name.mjs'), exported: 'default' });
    expect(exportPlace(at('odd#name.mjs#f'))).toEqual({ file: at('odd#name.mjs'), exported: 'f' });
  });

  test('says how much of its budget has passed', async () => {
    expect(await requestFor(exportPlace(at('work.mjs')), null, 5000, 70)).toMatchObject({
      budgetMs: 5000,
      spentMs: 70,
    });
  });

  test.each<[input: string, found: (input: string) => unknown]>([
    ['inputs.json', (input) => ({ kind: 'json', path: at(input) })],
    ['INPUTS.JSON', (input) => ({ kind: 'json', path: at(input) })],
    ['inputs.ndjson', (input) => ({ kind: 'json-lines', path: at(input) })],
    ['inputs.jsonl', (input) => ({ kind: 'json-lines', path: at(input) })],
    [
      'more/inputs.mjs',
      (input) => ({ kind: 'module', path: at(input), url: urlOf('more/inputs.mjs'), exported: 'default' }),
    ],
    [
      'more/inputs.mjs#large',
      () => ({ kind: 'module', path: at('more/inputs.mjs'), url: urlOf('more/inputs.mjs'), exported: 'large' }),
    ],
  ])('takes its inputs from %s', async (input, found) => {
    expect((await requestFor(exportPlace(at('work.mjs')), at(input), 5000)).inputs).toEqual(found(input));
  });

  test('takes its inputs from code, or as they are', async () => {
    const code = '\n export default [1, 2]';
    expect((await requestFor(exportPlace(at('work.mjs')), code, 5000)).inputs).toEqual({ kind: 'code', code });
    expect((await requestFor(exportPlace(at('work.mjs')), [1, 2], 5000)).inputs).toEqual({
      kind: 'values',
      values: [1, 2],
    });
  });

  test.each([
    ['nothing.mjs#resize', null],
    ['more', null],
    ['work.mjs', 'nothing.mjs'],
  ])('of %s with %s is refused', async (file, input) => {
    await expect(requestFor(exportPlace(at(file)), input === null ? null : at(input), 5000)).rejects.toThrow(
      UserFileError,
    );
  });

  test.each(['inputs.txt', 'inputs', 'default [1]', ''])('with the inputs %j is refused', async (input) => {
    await expect(requestFor(exportPlace(at('work.mjs')), input, 5000)).rejects.toThrow(InputError);
  });
});
