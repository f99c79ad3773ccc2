/** The module of a call, from a line of a stack: also where a folder has an odd name. */
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { moduleIn } from '../../src/line/calling-module.ts';
import { line } from '../../src/line/defined-line.ts';
import { source } from '../../src/line/stage.ts';

const FOLDERS = ['plain', '@scope', 'a(b)', '(b)', 'a b', 'a (b)', 'at (x', 'a#b', 'a?b', '100%', '粉', 'x:1:2'];
const PATHS = FOLDERS.map((folder) => `/tmp/${folder}/x.mts`);

describe.each(PATHS)('the module %s is found', (path) => {
  const { href } = pathToFileURL(path, { windows: false });

  test.each([
    ['a module', `    at ${href}:12:34`],
    ['a function of a module', `    at make (${href}:12:34)`],
    ['a method of a module', `    at Maker.make [as again] (${href}:12:34)`],
    ['a module in another engine', `@${href}:12:34`],
    ['a function in another engine', `module code@${href}:12:34`],
    ['a script', `    at ${path}:12:34`],
    ['a function of a script', `    at Object.<anonymous> (${path}:12:34)`],
  ])('in a call of %s', (_, frame) => {
    expect(moduleIn(frame)).toBe(href);
  });
});

test.each([
  ['    at f (https://user@host:8080/a(b)/x.js:12:34)', 'https://user@host:8080/a(b)/x.js'],
  ['f@blob:https://host/0-1:12:34', 'blob:https://host/0-1'],
  ['    at f (C:\\Users\\a (b)\\x.cjs:12:34)', 'file:///C:/Users/a%20(b)/x.cjs'],
  ['    at eval (eval at f (file:///x.mts:1:2), <anonymous>:12:34)', null],
  ['    at async Promise.all (index 0)', null],
  ['    at node:internal/main:12:34', null],
  ['', null],
])('%s', (frame, url) => {
  expect(moduleIn(frame)).toBe(url);
});

test('a line knows the file in which it was written', () => {
  const only = source(function* () {
    yield 1;
  });
  expect(line(only).definition.module).toMatch(/\/test\/line\/calling-module\.test\.ts$/);
});
