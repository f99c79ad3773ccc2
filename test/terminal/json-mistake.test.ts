/** The first mistake in a JSON text is reported alike on every release of Node. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { jsonMistakeIn } from '../../src/terminal/json-mistake.ts';
import { bread, verdict } from '../cake/bread.ts';

test.each([
  ['two documents in one file', `${bread()}\n${bread()}`, 'extra text after the end at line 2, column 1'],
  ['a comment at the top', `// my bread\n${bread()}`, 'a comment, which JSON does not allow, at line 1, column 1'],
  ['a comment inside', '{\n  /* flour */ "a": 1}', 'a comment, which JSON does not allow, at line 2, column 3'],
  ['an extra comma', '{\n  "a": 1,\n}', 'a syntax error at line 3, column 1'],
  ['a missing comma', '{"a": [1 2]}', 'a syntax error at line 1, column 10'],
  ['Windows line ends', '{\r\n  "a": 1,\r\n}', 'a syntax error at line 3, column 1'],
  ['old Mac line ends', '{\r  "a": 1,\r}', 'a syntax error at line 3, column 1'],
  ['a mistake after emoji', '{"🎂🎂": x}', 'a syntax error at line 1, column 8'],
  ['a key without quotation marks', '{a: 1}', 'a syntax error at line 1, column 2'],
  ['single quotation marks', "{'a': 1}", 'a syntax error at line 1, column 2'],
  ['a number that begins with 0', '{"a": 01}', 'a syntax error at line 1, column 8'],
  ['NaN', '{"a": NaN}', 'a syntax error at line 1, column 7'],
  ['a wrong closing bracket', '{"a": [1}', 'a syntax error at line 1, column 9'],
  ['a line end in a string', '{"a": "b\n"}', 'a syntax error in a string at line 1, column 7'],
  ['an escape that JSON does not have', String.raw`{"a": "b\x"}`, 'a syntax error in a string at line 1, column 7'],
  ['a text that is cut off', '{"a": [1,\n', 'an unexpected end at line 2, column 1'],
  ['a string that is cut off', '{"a": "b', 'a syntax error in a string at line 1, column 7'],
])('%s is reported with its place', (_, text, wanted) => {
  expect(jsonMistakeIn(text)).toBe(wanted);
  expect(verdict(text)).toBe(`recipe.json: expected a recipe as JSON, found ${wanted}`);
});

test('text after a document is reported where it begins, and the mistake of an incomplete text is inside it', () => {
  fc.assert(
    fc.property(fc.json(), fc.nat(), (json, at) => {
      expect(jsonMistakeIn(`${json} 1`)).toBe(`extra text after the end at line 1, column ${[...json].length + 2}`);
      const cut = `[${json.slice(0, at % (json.length + 1))}`;
      const [, column] = / at line 1, column (\d+)$/.exec(jsonMistakeIn(cut)) ?? [];
      expect(Number(column)).toBeGreaterThan(1);
      expect(Number(column)).toBeLessThanOrEqual([...cut].length + 1);
    }),
    { numRuns: 500 },
  );
});

test('a deeply nested text causes no stack overflow', () => {
  expect(jsonMistakeIn('['.repeat(1_000_000))).toMatch(/^an unexpected end at line 1, column \d+$/);
});
