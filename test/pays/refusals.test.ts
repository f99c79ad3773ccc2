/** What `pays` refuses from code, before anything starts. */
import { InputError } from 'cake-factory';
import { pays } from 'cake-factory/pays';
import { expect, test } from 'vitest';

const PLACE = new URL('../../docs/functions/thumbnail.ts#halve', import.meta.url);

test.each([
  [JSON.parse('{"threads":2}'), 'expected the options inputs, input, budgetMs, hangMs, signal, found "threads"'],
  [JSON.parse('{"inputs":3}'), 'expected inputs to be a list, found 3'],
  [{ hangMs: 0 }, 'expected hangMs to be above 0, found 0'],
  [{ budgetMs: 1999 }, 'expected budgetMs from 2000 to 600000, found 1999'],
  [{ inputs: [1], input: 'inputs.json' }, 'expected inputs or input, found both'],
])('the options %j', async (options, message) => {
  await expect(pays(PLACE, options)).rejects.toThrow(new InputError(`Cannot measure the function: ${message}`));
});
