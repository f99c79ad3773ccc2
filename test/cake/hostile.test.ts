/** Hostile texts: each is refused in one printable line, or read as a recipe without harm. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { readRecipe } from '../../src/cake/recipe/read-recipe.ts';
import { bread, ingredients, mixer, oven, verdict } from './bread.ts';

/** One line that names the file, without characters that move the cursor or change the direction of the text. */
const ONE_PRINTABLE_LINE = /^recipe\.json: [^\p{Cc}\p{Zl}\p{Zp}\u{202a}-\u{202e}\u{2066}-\u{2069}]+$/u;

test.each([
  ['nothing', ''],
  ['blanks', ' \t '],
  ['line breaks', '\n\r\n'],
  ['a byte order mark', '\u{feff}'],
])('a text of %s counts as an empty file', (_, text) => {
  expect(verdict(text)).toBe('recipe.json: expected a recipe as JSON, found an empty file');
});

test('a recipe may begin with a byte order mark', () => {
  expect(verdict(`\u{feff}${bread()}`)).toBe('accepted');
});

test.each([
  ['prose', 'flour, sugar'],
  ['Python', "{'name': 'bread'}"],
  ['a recipe twice', bread() + bread()],
  ['a recipe with NaN', bread().replace('"flour":2', '"flour":NaN')],
  ['a string of codes for a terminal', '\u{1b}[2J\u{9b}31m\u{202e}'],
])('%s is refused as JSON, in one printable line', (_, text) => {
  expect(verdict(text)).toMatch(ONE_PRINTABLE_LINE);
  expect(verdict(text)).toMatch(/^recipe\.json: expected a recipe as JSON, found /);
});

test('the error for an extra comma names line and column', () => {
  const text = '{\n  "name": "bread",\n}';
  expect(verdict(text)).toBe('recipe.json: expected a recipe as JSON, found a syntax error at line 3, column 1');
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
  expect(verdict(bread().replace(place, spoilt))).toBe(
    'recipe.json: expected a name that is not reserved, found "__proto__"',
  );
  expect('polluted' in {}).toBe(false);
});

test.each([
  ['"name":"bread"', '"name":"rye","name":"bread"', '"name"'],
  ['"flour":2', '"flour":2,"flour":2', '"flour"'],
  ['"flour":2', String.raw`"flour":2,"fl\u006fur" : 3`, '"flour"'],
  ['"makes":"bread"', '"makes":{"bread":2,"bread":3}', '"bread"'],
  ['"bread":"🍞"', '"bread":"🍞","dough":"x"', '"dough"'],
  ['"name":"bread"', String.raw`"name":"bread","a\"{":{},"a\"{":{}`, String.raw`"a\"{"`],
  ['"name":"bread"', String.raw`"name":"bread","\u001b[2J":1,"\u001b[2J":1`, String.raw`"\u001b[2J"`],
])('%s repeated as %s is refused', (place, changed, key) => {
  const text = bread().replace('{', '{\n').replace(place, changed);
  expect(verdict(text)).toBe(`recipe.json: line 2: expected each name once, found ${key} again`);
});

test('a symbol that looks like a repeated name is accepted', () => {
  const symbols = { ...ingredients, flour: '"dough":', dough: '{', bread: '\\\\"' };
  expect(verdict(bread({ ingredients: symbols }))).toBe('accepted');
});

test('an invisible name is refused', () => {
  for (const name of ['\u{200d}', '\u{fe0f}\u{200d}\u{301}'])
    expect(verdict(bread({ name }))).toContain('name: expected a recipe name of 1 to 40 printable characters');
});

test('a name may have emoji and letters that are written from right to left', () => {
  for (const name of ['👩🏽‍🍳', 'מאפייה', 'مخبز', 'パン屋']) expect(verdict(bread({ name }))).toBe('accepted');
});

test.each([
  ['lists', '['.repeat(100_000) + ']'.repeat(100_000)],
  ['objects', '{"a":'.repeat(100_000) + 1 + '}'.repeat(100_000)],
  ['lists inside a need', bread().replace('"flour":2', `"flour":${'['.repeat(100_000)}${']'.repeat(100_000)}`)],
])('a hundred thousand nested %s are refused without a stack overflow', (_, text) => {
  expect(verdict(text)).toBe('recipe.json: expected a recipe, found JSON nested too deeply');
});

test('a hundred thousand open brackets are refused', () => {
  expect(verdict('['.repeat(100_000))).toMatch(ONE_PRINTABLE_LINE);
});

test.each([
  ['a colour', 'oven\u{1b}[31m', String.raw`"oven\u001b[31m"`],
  ['an 8-bit colour code', 'oven\u{9b}31m', '"oven?31m"'],
  ['a window title', '\u{1b}]0;owned\u{7}', String.raw`"\u001b]0;owned\u0007"`],
  ['a line break', 'oven\nrecipe.json: all is well', String.raw`"oven\nrecipe.json: all is well"`],
  ['a carriage return', 'oven\rdone', String.raw`"oven\rdone"`],
  ['a line separator', 'oven\u{2028}x', '"oven?x"'],
  ['a right-to-left override', 'oven\u{202e}gnp', '"oven?gnp"'],
  ['a right-to-left isolate', 'oven\u{2067}gnp', '"oven?gnp"'],
  ['a NUL character', 'oven\u{0}', String.raw`"oven\u0000"`],
])('%s in a name is refused and escaped in the error', (_, name, shown) => {
  const message = verdict(bread({ stations: [mixer, { ...oven, name }] }));
  expect(message).toMatch(ONE_PRINTABLE_LINE);
  expect(message).toBe(
    `recipe.json: stations[1].name: expected a station name of 1 to 40 printable characters, found ${shown}`,
  );
});

test.each([
  ['with a terminal code', '\u{1b}[2J'],
  ['with an 8-bit terminal code', '\u{9b}2J'],
  ['that changes the direction of the text', 'a\u{202e}b'],
  ['of two lines', 'a\nb'],
  ['of five thousand characters', 'x'.repeat(5000)],
])('a key %s is refused and escaped in the error, at every level', (_, key) => {
  for (const text of [
    bread({ [key]: 1 }),
    bread({ ingredients: { ...ingredients, [key]: 'x' } }),
    bread({ stations: [{ ...mixer, needs: { [key]: 1 } }, oven] }),
    bread({ stations: [{ ...mixer, makes: { [key]: 2 } }, oven] }),
    bread({ stations: [{ ...mixer, [key]: 1 }, oven] }),
  ]) {
    const message = verdict(text);
    expect(message).toMatch(ONE_PRINTABLE_LINE);
    expect(message.length).toBeLessThan(250);
  }
});

test('with any value in any field, a recipe is accepted or refused in one printable line', () => {
  const anything = fc.oneof(fc.jsonValue(), fc.string({ unit: 'binary' }));
  const changed = fc.oneof(
    anything.map((value) => JSON.stringify(value)),
    fc.tuple(fc.constantFrom('name', 'ingredients', 'stations', 'more'), anything).map(([k, v]) => bread({ [k]: v })),
    fc
      .tuple(fc.constantFrom('name', 'needs', 'makes', 'workUs', 'more'), anything)
      .map(([k, v]) => bread({ stations: [mixer, { ...oven, [k]: v }] })),
    fc
      .tuple(fc.string({ unit: 'binary' }), anything)
      .map(([k, v]) => bread({ stations: [{ ...mixer, needs: { [k]: v } }] })),
    fc
      .tuple(fc.string({ unit: 'binary' }), anything)
      .map(([k, v]) => bread({ stations: [{ ...mixer, makes: { [k]: v } }] })),
    fc.string({ unit: 'binary' }),
  );
  fc.assert(
    fc.property(changed, (text) => {
      const found = verdict(text);
      if (found !== 'accepted') expect(found).toMatch(ONE_PRINTABLE_LINE);
    }),
    { numRuns: 150 },
  );
});

const COMPOSED = 'cr\u{e8}me';
const DECOMPOSED = 'cre\u{300}me';

/** A recipe that writes one name in two Unicode forms. */
function dessert(ingredient: string, need: string, more = ''): string {
  return `{
    "name": "dessert",
    "ingredients": { "${ingredient}": "c"${more}, "pot": "p" },
    "stations": [{ "name": "filler", "needs": { "${need}": 1 }, "makes": "pot" }]
  }`;
}

test('both Unicode forms of a name are the same name', () => {
  for (const [one, other] of [
    [COMPOSED, DECOMPOSED],
    [DECOMPOSED, COMPOSED],
  ] as const)
    expect(verdict(dessert(one, other))).toBe('accepted');
  expect(readRecipe(dessert(DECOMPOSED, COMPOSED), 'x').ingredients).toEqual({ [COMPOSED]: 'c', pot: 'p' });
});

test('a name in both Unicode forms counts as a repeated name', () => {
  expect(verdict(dessert(COMPOSED, COMPOSED, `, "${DECOMPOSED}": "d"`))).toBe(
    `recipe.json: line 3: expected each name once, found "${COMPOSED}" again`,
  );
  const stations = [mixer, { ...oven, name: COMPOSED }, { ...oven, name: DECOMPOSED }];
  expect(verdict(bread({ stations }))).toContain(
    'expected a name that no other station has, found the name of stations[1]',
  );
});
