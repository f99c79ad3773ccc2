/** The storage of a station, compared with a simple model that counts. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { renderStorage, Storage } from '../../src/cake/storage.ts';

const KINDS = 6;

/** Some of the six ingredients, in any order, one to three of each. */
const arbitraryNeeds = fc
  .uniqueArray(fc.nat({ max: KINDS - 1 }), { minLength: 1 })
  .chain((ingredients) =>
    fc.tuple(
      ...ingredients.map((ingredient) =>
        fc.record({ ingredient: fc.constant(ingredient), count: fc.integer({ min: 1, max: 3 }) }),
      ),
    ),
  );

/** Of all six ingredients, so that some are not needed, as in the lecture. */
const arbitraryItems = fc.array(fc.nat({ max: KINDS - 1 }), { maxLength: 200 });

test('for any items, a storage agrees with the model', () => {
  fc.assert(
    fc.property(arbitraryNeeds, arbitraryItems, (needs, items) => {
      const storage = new Storage(needs, KINDS);
      const model = new Map(needs.map(({ ingredient }) => [ingredient, 0]));
      let received = 0;
      let made = 0;
      for (const item of items) {
        const before = model.get(item);
        if (before !== undefined) {
          model.set(item, before + 1);
          received++;
        }
        const enough = needs.every(({ ingredient, count }) => (model.get(ingredient) ?? 0) >= count);
        expect(storage.add(item)).toBe(enough);
        if (enough) {
          storage.take();
          made++;
          for (const { ingredient, count } of needs) model.set(ingredient, (model.get(ingredient) ?? 0) - count);
        }
        expect(storage.contents()).toEqual(needs.map(({ ingredient }) => model.get(ingredient)));
        expect(storage.received()).toBe(received);
        expect(storage.firings).toBe(made);
      }
    }),
  );
});

test('a new storage is empty', () => {
  const storage = new Storage([{ ingredient: 2, count: 2 }], KINDS);
  expect(storage.contents()).toEqual([0]);
  expect(storage.received()).toBe(0);
  expect(storage.firings).toBe(0);
});

test('a surplus counts for the next product', () => {
  const storage = new Storage(
    [
      { ingredient: 0, count: 1 },
      { ingredient: 1, count: 1 },
    ],
    KINDS,
  );
  expect([0, 0, 0].map((egg) => storage.add(egg))).toEqual([false, false, false]);
  for (const left of [2, 1, 0]) {
    expect(storage.add(1)).toBe(true);
    storage.take();
    expect(storage.contents()).toEqual([left, 0]);
  }
});

test('an ingredient that is not needed is not stored', () => {
  const storage = new Storage([{ ingredient: 0, count: 1 }], KINDS);
  for (let i = 0; i < 1000; i++) expect(storage.add(3)).toBe(false);
  expect(storage.received()).toBe(0);
  expect(storage.add(0)).toBe(true);
});

test.each([
  [
    '[ 🥚🥚🍯 ]',
    [
      ['🥚', 2],
      ['🍯', 1],
    ],
  ],
  [
    '[ 🍯 ]',
    [
      ['🥚', 0],
      ['🍯', 1],
    ],
  ],
  [
    '[ 🌾🍬🍬🍬🍫🍫 ]',
    [
      ['🌾', 1],
      ['🍬', 3],
      ['🍫', 2],
    ],
  ],
  [
    '[  ]',
    [
      ['🥚', 0],
      ['🍯', 0],
    ],
  ],
  [
    '[ 🥚x41 🍯 ]',
    [
      ['🥚', 41],
      ['🍯', 1],
    ],
  ],
  ['[  ]', []],
] satisfies [string, [string, number][]][])('a storage is printed as %s, as in the lecture', (drawn, contents) => {
  expect(renderStorage(contents)).toBe(drawn);
});
