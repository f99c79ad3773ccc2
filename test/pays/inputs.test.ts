/** The inputs: from JSON, lines of JSON, modules and code. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { InputError } from '../../src/line/factory-error.ts';
import { inputsFrom, MOST_SAMPLES, SamplesError } from '../../src/pays/inputs.ts';
import type { InputsPlace } from '../../src/pays/request.ts';

const MODULE = `export const list = [1, 2, 3];
export const set = new Set([1, 2, 3]);
export const iterator = (function* () { yield* [1, 2, 3]; })();
export function* generator() { yield* [1, 2, 3]; }
export async function* later() { for (const n of [1, 2, 3]) yield n; }
export const promised = async () => [1, 2, 3];
export function* endless() { for (let n = 0; ; n++) yield n; }
export async function* endlessLater() { for (let n = 0; ; n++) yield n; }
export const long = Array.from({ length: ${MOST_SAMPLES + 1} }, (_, n) => n);
export const empty = [];
export function* nothing() {}
export const text = 'abc';
export const count = 3;
export const givesCount = () => 3;
export const takesInput = (n) => [n];
export const throws = () => { throw new Error('no eggs'); };
export function* throwsLate() { yield 1; throw new Error('no more eggs'); }
export const thrower = throwsLate();
export default [7];
`;

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cake-factory-inputs-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function written(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const from = (place: InputsPlace): Promise<readonly unknown[]> => inputsFrom(place, (url) => url);
const json = (text: string) => from({ kind: 'json', path: written('inputs.json', text) });
const jsonLines = (text: string) => from({ kind: 'json-lines', path: written('inputs.ndjson', text) });
const code = (text: string) => from({ kind: 'code', code: text });
function exported(name: string): Promise<readonly unknown[]> {
  const path = written('inputs.mjs', MODULE);
  return from({ kind: 'module', path, url: pathToFileURL(path).href, exported: name });
}

/** @returns the message of a refusal */
async function refusal(inputs: Promise<readonly unknown[]>): Promise<string> {
  const failure = await inputs.then(
    (found) => `accepted: ${found.length}`,
    (error: unknown) => error,
  );
  if (!(failure instanceof InputError)) throw new Error('expected a refusal', { cause: failure });
  expect(failure.message).not.toContain('\n');
  return failure.message;
}

describe('JSON', () => {
  test('is a list', async () => {
    expect(await json('[1, { "a": null }, [2]]')).toEqual([1, { a: null }, [2]]);
  });

  test.each([
    ['{}', 'inputs.json: expected a list of inputs, found '],
    ['"abc"', 'inputs.json: expected a list of inputs, found "abc"'],
    ['null', 'inputs.json: expected a list of inputs, found null'],
    ['[]', 'inputs.json: expected one input or more, found none'],
    ['[1,\n2\n3]', 'inputs.json: expected a list of inputs as JSON, found a syntax error at line 3, column 1'],
    ['', 'inputs.json: expected a list of inputs as JSON, found '],
  ])('%j is refused', async (text, message) => {
    expect(await refusal(json(text))).toContain(message);
  });

  test('that is not there is refused', async () => {
    expect(await refusal(from({ kind: 'json', path: join(folder, 'none.json') }))).toContain(
      'none.json: expected a file with a list of inputs, found no such file',
    );
  });
});

describe('lines of JSON', () => {
  test.each([
    ['with a line end at the end', '1\n{"a":2}\n[3]\n'],
    ['without', '1\n{"a":2}\n[3]'],
    ['of Windows, with empty lines', '\r\n1\r\n \r\n{"a":2}\r\n[3]\r\n'],
  ])('%s', async (_, text) => {
    expect(await jsonLines(text)).toEqual([1, { a: 2 }, [3]]);
  });

  test.each([
    ['1\n\n{"a": }\n3', 'a syntax error at line 3, column 7'],
    ['[1,\n2]', 'at line 1, column 4'],
    ['1\n2 3\n', 'extra text after the end at line 2, column 3'],
    ['\n\n', 'inputs.ndjson: expected one input or more, found none'],
  ])('%j is refused', async (text, message) => {
    expect(await refusal(jsonLines(text))).toContain(message);
  });
});

describe('a module', () => {
  test.each(['list', 'set', 'iterator', 'generator', 'later', 'promised'])('exports the %s', async (name) => {
    // Each test has a module of its own: an iterator gives its inputs once.
    const path = written(`${name}.mjs`, MODULE);
    const place: InputsPlace = { kind: 'module', path, url: pathToFileURL(path).href, exported: name };
    expect(await from(place)).toEqual([1, 2, 3]);
  });

  test('exports them by default', async () => {
    expect(await exported('default')).toEqual([7]);
  });

  test.each(['endless', 'endlessLater', 'long'])('that is %s gives the first ones', async (name) => {
    expect(await exported(name)).toEqual(Array.from({ length: MOST_SAMPLES }, (_, n) => n));
  });

  test.each([
    ['empty', 'inputs.mjs#empty: expected one input or more, found none'],
    ['nothing', 'inputs.mjs#nothing: expected one input or more, found none'],
    ['text', 'inputs.mjs#text: expected a list of inputs, found "abc"'],
    ['count', 'inputs.mjs#count: expected a list of inputs, found 3'],
    ['givesCount', 'inputs.mjs#givesCount: expected a list of inputs, found 3'],
    ['takesInput', 'inputs.mjs#takesInput: expected a list of inputs, found a function'],
    ['throws', 'inputs.mjs#throws: expected a list of inputs, but it threw: no eggs'],
    ['throwsLate', 'inputs.mjs#throwsLate: expected a list of inputs, but it threw: no more eggs'],
    ['thrower', 'inputs.mjs#thrower: expected a list of inputs, but it threw: no more eggs'],
    ['eggs', 'inputs.mjs#eggs: expected an export with the inputs, found none of that name; the file exports '],
  ])('with the export %s is refused', async (name, message) => {
    expect(await refusal(exported(name))).toContain(message);
  });
});

describe('code', () => {
  test.each([
    ['export default [1, 2, 3]'],
    ['export default function* () { yield* [1, 2, 3]; }'],
    ['const list = [1, 2];\nexport default [...list, 3];'],
    ['export default async () => new Set([1, 2, 3])'],
    ["import { sep } from 'node:path'; export default [1, 2, sep.length + 2]"],
  ])('%s', async (text) => {
    expect(await code(text)).toEqual([1, 2, 3]);
  });

  test('may have any text', async () => {
    expect(await code("export default ['100 % größe # 1', `a\\n`]")).toEqual(['100 % größe # 1', 'a\n']);
  });

  test.each([
    ['export default {', '--input: expected JavaScript that can be run, found: '],
    ['export default 3', '--input: expected a list of inputs, found 3'],
    ['export default []', '--input: expected one input or more, found none'],
    ['export default undefined', '--input: expected a list of inputs, found '],
    ["throw new Error('no eggs'); export default []", '--input: expected JavaScript that can be run, found: no eggs'],
  ])('%s is refused', async (text, message) => {
    expect(await refusal(code(text))).toContain(message);
  });
});

test('values are a list already', async () => {
  expect(await from({ kind: 'values', values: [1, 2] })).toEqual([1, 2]);
  await expect(from({ kind: 'values', values: [] })).rejects.toThrow(SamplesError);
});
