/** Texts that are no recipe at all, or want to be more than one: each is refused in one line that a terminal may print. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { readRecipe } from '../../src/cake/read-recipe.ts';
import { bread, ingredients, mixer, oven, verdict } from './bread.ts';

/** One line that names the file; nothing in it that moves a cursor or turns the direction of the text. */
const ONE_PRINTABLE_LINE = /^recipe\.json: [^\p{Cc}\p{Zl}\p{Zp}\u{202a}-\u{202e}\u{2066}-\u{2069}]+$/u;

test.each([
  ['nothing', ''],
  ['blanks', ' \t '],
  ['line breaks', '\n\r\n'],
  ['a byte order mark', '\u{feff}'],
])('a text of %s is an empty file', (_, text) => {
  expect(verdict(text)).toBe('recipe.json: expected a recipe as JSON, found an empty file');
});

test('a byte order mark before a recipe does no harm', () => {
  expect(verdict(`\u{feff}${bread()}`)).toBe('accepted');
});

test.each([
  ['prose', 'flour, sugar'],
  ['Python', "{'name': 'bread'}"],
  ['a recipe twice', bread() + bread()],
  ['a recipe with NaN', bread().replace('"flour":2', '"flour":NaN')],
  ['a string of codes for a terminal', '\u{1b}[2J\u{9b}31m\u{202e}'],
])('%s is not JSON, and is called so in one printable line', (_, text) => {
  expect(verdict(text)).toMatch(ONE_PRINTABLE_LINE);
  expect(verdict(text)).toMatch(/^recipe\.json: expected a recipe as JSON, found /);
});

test('a comma too many is found by line and column', () => {
  const text = '{\n  "name": "bread",\n}';
  expect(verdict(text)).toBe('recipe.json: expected a recipe as JSON, found a mistake at line 3, column 1');
});

test.each([
  ['null', 'null'],
  ['42', '42'],
  ['"bread"', '"bread"'],
  ['[]', 'an empty list'],
])('the JSON %s is not a recipe', (text, found) => {
  const wanted = 'expected an object with "name", "ingredients" and "stations"';
  expect(verdict(text)).toBe(`recipe.json: ${wanted}, found ${found}`);
});

test('a recipe cut off anywhere is refused in one line', () => {
  const text = bread();
  for (let end = 0; end < text.length; end++) expect(verdict(text.slice(0, end))).toMatch(ONE_PRINTABLE_LINE);
});

test.each([
  ['"name":"bread"', '"name":"bread","__proto__":{"polluted":1}'],
  ['"flour":2', '"flour":2,"__proto__":1'],
  ['"flour":2', String.raw`"flour":2,"\u005f_proto__":1`],
  ['"bread":"🍞"', '"bread":"🍞","__proto__":"x"'],
])('a key __proto__ beside %s is refused and pollutes nothing', (place, spoilt) => {
  expect(verdict(bread().replace(place, spoilt))).toBe('recipe.json: expected a name, found "__proto__"');
  expect('polluted' in {}).toBe(false);
});

test.each([
  ['"name":"bread"', '"name":"rye","name":"bread"', '"name"'],
  ['"flour":2', '"flour":2,"flour":2', '"flour"'],
  ['"flour":2', String.raw`"flour":2,"fl\u006fur" : 3`, '"flour"'],
  ['"bread":"🍞"', '"bread":"🍞","dough":"x"', '"dough"'],
  ['"name":"bread"', String.raw`"name":"bread","a\"{":{},"a\"{":{}`, String.raw`"a\"{"`],
  ['"name":"bread"', String.raw`"name":"bread","\u001b[2J":1,"\u001b[2J":1`, String.raw`"\u001b[2J"`],
])('%s named twice as %s is refused, and not the last one taken', (place, spoilt, key) => {
  const text = bread().replace('{', '{\n').replace(place, spoilt);
  expect(verdict(text)).toBe(`recipe.json: line 2: expected each name once, found ${key} again`);
});

test('what only looks like a name twice is none', () => {
  const symbols = { ...ingredients, flour: '"dough":', dough: '{', bread: '\\\\"' };
  expect(verdict(bread({ ingredients: symbols }))).toBe('accepted');
});

test('a name of nothing that could be seen is refused', () => {
  for (const name of ['\u{200d}', '\u{fe0f}\u{200d}\u{301}'])
    expect(verdict(bread({ name }))).toContain('name: expected a recipe name of 1 to 40 printable characters');
});

test('emoji, and letters that are written from right to left, are names like any other', () => {
  for (const name of ['👩🏽‍🍳', 'מאפייה', 'مخبز', 'パン屋']) expect(verdict(bread({ name }))).toBe('accepted');
});

test.each([
  ['lists', '['.repeat(100_000) + ']'.repeat(100_000)],
  ['objects', '{"a":'.repeat(100_000) + 1 + '}'.repeat(100_000)],
  ['lists inside a need', bread().replace('"flour":2', `"flour":${'['.repeat(100_000)}${']'.repeat(100_000)}`)],
])('a hundred thousand nested %s are refused and overflow nothing', (_, text) => {
  expect(verdict(text)).toBe('recipe.json: expected a recipe, found JSON nested too deeply');
});

test('a hundred thousand brackets that are never closed are refused', () => {
  expect(verdict('['.repeat(100_000))).toMatch(ONE_PRINTABLE_LINE);
});

test.each([
  ['a colour', 'oven\u{1b}[31m', String.raw`"oven\u001b[31m"`],
  ['a colour in the 8-bit way', 'oven\u{9b}31m', '"oven?31m"'],
  ['a window title', '\u{1b}]0;owned\u{7}', String.raw`"\u001b]0;owned\u0007"`],
  ['a line break', 'oven\nrecipe.json: all is well', String.raw`"oven\nrecipe.json: all is well"`],
  ['a carriage return', 'oven\rdone', String.raw`"oven\rdone"`],
  ['a line separator', 'oven\u{2028}x', '"oven?x"'],
  ['a right-to-left override', 'oven\u{202e}gnp', '"oven?gnp"'],
  ['a right-to-left isolate', 'oven\u{2067}gnp', '"oven?gnp"'],
  ['a nought', 'oven\u{0}', String.raw`"oven\u0000"`],
])('%s in a name is refused and shown harmlessly', (_, name, shown) => {
  const message = verdict(bread({ stations: [mixer, { ...oven, name }] }));
  expect(message).toMatch(ONE_PRINTABLE_LINE);
  expect(message).toBe(
    `recipe.json: stations[1].name: expected a station name of 1 to 40 printable characters, found ${shown}`,
  );
});

test.each([
  ['with a terminal code', '\u{1b}[2J'],
  ['with an 8-bit terminal code', '\u{9b}2J'],
  ['that turns the text around', 'a\u{202e}b'],
  ['of two lines', 'a\nb'],
  ['of five thousand characters', 'x'.repeat(5000)],
])('a key %s is refused and shown harmlessly, wherever it stands', (_, key) => {
  for (const text of [
    bread({ [key]: 1 }),
    bread({ ingredients: { ...ingredients, [key]: 'x' } }),
    bread({ stations: [{ ...mixer, needs: { [key]: 1 } }, oven] }),
    bread({ stations: [{ ...mixer, [key]: 1 }, oven] }),
  ]) {
    const message = verdict(text);
    expect(message).toMatch(ONE_PRINTABLE_LINE);
    expect(message.length).toBeLessThan(250);
  }
});

test('whatever stands in a field, the recipe is accepted or refused in one printable line', () => {
  const anything = fc.oneof(fc.jsonValue(), fc.string({ unit: 'binary' }));
  const spoilt = fc.oneof(
    anything.map((value) => JSON.stringify(value)),
    fc.tuple(fc.constantFrom('name', 'ingredients', 'stations', 'more'), anything).map(([k, v]) => bread({ [k]: v })),
    fc
      .tuple(fc.constantFrom('name', 'needs', 'makes', 'workUs', 'more'), anything)
      .map(([k, v]) => bread({ stations: [mixer, { ...oven, [k]: v }] })),
    fc
      .tuple(fc.string({ unit: 'binary' }), anything)
      .map(([k, v]) => bread({ stations: [{ ...mixer, needs: { [k]: v } }] })),
    fc.string({ unit: 'binary' }),
  );
  fc.assert(
    fc.property(spoilt, (text) => {
      const found = verdict(text);
      if (found !== 'accepted') expect(found).toMatch(ONE_PRINTABLE_LINE);
    }),
    { numRuns: 150 },
  );
});

const COMPOSED = 'cr\u{e8}me';
const DECOMPOSED = 'cre\u{300}me';

/** Two names of the same letters: one of them with an accent of its own. */
function dessert(ingredient: string, need: string, more = ''): string {
  return `{
    "name": "dessert",
    "ingredients": { "${ingredient}": "c"${more}, "pot": "p" },
    "stations": [{ "name": "filler", "needs": { "${need}": 1 }, "makes": "pot" }]
  }`;
}

test('a name is the same in both of its Unicode forms', () => {
  for (const [one, other] of [
    [COMPOSED, DECOMPOSED],
    [DECOMPOSED, COMPOSED],
  ] as const)
    expect(verdict(dessert(one, other))).toBe('accepted');
  expect(readRecipe(dessert(DECOMPOSED, COMPOSED), 'x').ingredients).toEqual({ [COMPOSED]: 'c', pot: 'p' });
});

test('a name in both of its Unicode forms is named twice', () => {
  expect(verdict(dessert(COMPOSED, COMPOSED, `, "${DECOMPOSED}": "d"`))).toBe(
    `recipe.json: line 3: expected each name once, found "${COMPOSED}" again`,
  );
  const stations = [mixer, { ...oven, name: COMPOSED }, { ...oven, name: DECOMPOSED }];
  expect(verdict(bread({ stations }))).toContain('expected a name of its own, found that of stations[1]');
});
