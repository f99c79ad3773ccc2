/** Where a text stops being JSON, the same on every release of Node. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { jsonMistakeIn } from '../../src/terminal/json-mistake.ts';
import { bread, verdict } from '../cake/bread.ts';

test.each([
  ['two documents in one file', `${bread()}\n${bread()}`, 'more text after the end at line 2, column 1'],
  ['a comment at the top', `// my bread\n${bread()}`, 'a comment, which JSON does not have, at line 1, column 1'],
  ['a comment inside', '{\n  /* flour */ "a": 1}', 'a comment, which JSON does not have, at line 2, column 3'],
  ['a comma too many', '{\n  "a": 1,\n}', 'a mistake at line 3, column 1'],
  ['a comma too few', '{"a": [1 2]}', 'a mistake at line 1, column 10'],
  ['lines that end as on Windows', '{\r\n  "a": 1,\r\n}', 'a mistake at line 3, column 1'],
  ['lines that end as on an old Mac', '{\r  "a": 1,\r}', 'a mistake at line 3, column 1'],
  ['emoji before it', '{"🎂🎂": x}', 'a mistake at line 1, column 8'],
  ['a key without quotation marks', '{a: 1}', 'a mistake at line 1, column 2'],
  ['other quotation marks', "{'a': 1}", 'a mistake at line 1, column 2'],
  ['a number that begins with 0', '{"a": 01}', 'a mistake at line 1, column 8'],
  ['NaN', '{"a": NaN}', 'a mistake at line 1, column 7'],
  ['a bracket of the other kind', '{"a": [1}', 'a mistake at line 1, column 9'],
  ['a line end in a string', '{"a": "b\n"}', 'a mistake in a string at line 1, column 7'],
  ['an escape that JSON does not have', String.raw`{"a": "b\x"}`, 'a mistake in a string at line 1, column 7'],
  ['a text that is cut off', '{"a": [1,\n', 'an end that comes too early at line 2, column 1'],
  ['a string that is cut off', '{"a": "b', 'a mistake in a string at line 1, column 7'],
])('%s', (_, text, wanted) => {
  expect(jsonMistakeIn(text)).toBe(wanted);
  expect(verdict(text)).toBe(`recipe.json: expected a recipe as JSON, found ${wanted}`);
});

test('text after a document is found where it begins, and a text that is cut off has its mistake inside', () => {
  fc.assert(
    fc.property(fc.json(), fc.nat(), (json, at) => {
      expect(jsonMistakeIn(`${json} 1`)).toBe(`more text after the end at line 1, column ${[...json].length + 2}`);
      const cut = `[${json.slice(0, at % (json.length + 1))}`;
      const [, column] = / at line 1, column (\d+)$/.exec(jsonMistakeIn(cut)) ?? [];
      expect(Number(column)).toBeGreaterThan(1);
      expect(Number(column)).toBeLessThanOrEqual([...cut].length + 1);
    }),
    { numRuns: 500 },
  );
});

test('a text that is nested too deeply to be read is no stack overflow', () => {
  expect(jsonMistakeIn('['.repeat(1_000_000))).toMatch(/^an end that comes too early at line 1, column \d+$/);
});
