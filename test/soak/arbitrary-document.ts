/** Random texts for the reader of recipes: valid recipes, mutated recipes, and arbitrary text. */
import * as fc from 'fast-check';
import type { Recipe } from '../../src/cake/recipe/recipe.ts';
import { arbitraryRecipe } from '../cake/arbitrary-recipe.ts';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** A placeholder for what `JSON.stringify` cannot write: 1e309, NaN. */
const RAW = /"@raw (.*?)@"/g;

const HOSTILE_TEXTS = [
  ...['', ' ', '__proto__', 'constructor', 'toString', 'hasOwnProperty', 'length', '0', '-1', 'producer', 'product'],
  ...['\u{1b}[2J', '\u{1b}]0;owned\u{7}', '\u{9b}31m', 'a\nb', '\u{202e}gnp', '\u{200d}', '\u{feff}x', '\u{0}'],
  ...['👩🏽‍🍳', 'مخبز', 'n\u{303}', '\u{d800}', 'x'.repeat(40), 'x'.repeat(41), 'x'.repeat(5000), '$&', '%s', '<b>'],
];

const HOSTILE_NUMBERS = [
  ...[-1, 0, 0.5, 1, 2, 3, 999, 1000, 1001, 59_999, 60_000, 60_001, 1_000_000, 1_000_001],
  ...[2 ** 31, 2 ** 32, 2 ** 53, 2 ** 53 + 2, Number.MAX_VALUE, Number.MIN_VALUE],
];

const hostileText = fc.oneof(fc.constantFrom(...HOSTILE_TEXTS), fc.string({ unit: 'binary', maxLength: 50 }));
const hostileValue: fc.Arbitrary<Json> = fc.oneof(
  hostileText,
  fc.constantFrom(...HOSTILE_NUMBERS),
  fc.constantFrom<Json>(null, true, false, [], {}, [[]], [null], { a: {} }),
  fc.constantFrom('1e309', '-1e309', '-0', '1E2', '2.0', 'NaN', '007').map((raw) => `@raw ${raw}@`),
  fc.jsonValue({ maxDepth: 2 }).map((value): Json => JSON.parse(JSON.stringify(value))),
);

/** One mutation of a document. Drawn numbers wrap around: place 70 of 12 is place 10. */
type Mutation = (document: Json) => Json;

interface Place {
  readonly path: readonly string[];
  readonly value: Json;
}

function placesIn(value: Json, path: readonly string[] = []): Place[] {
  const inside =
    typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([key, inner]) => placesIn(inner, [...path, key]))
      : [];
  return [{ path, value }, ...inside];
}

/** The document with the entry at a path replaced by one entry, by none, or by several. */
function changed(value: Json, path: readonly string[], change: (key: string, old: Json) => [string, Json][]): Json {
  const [first, ...rest] = path;
  if (first === undefined || typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).flatMap(([key, inner]): [string, Json][] => {
    if (key !== first) return [[key, inner]];
    return rest.length === 0 ? change(key, inner) : [[key, changed(inner, rest, change)]];
  });
  // A key `__proto__` becomes an ordinary key here, as in `JSON.parse`.
  return Array.isArray(value) ? entries.map(([, inner]) => inner) : Object.fromEntries(entries);
}

function atPlace(nth: number, change: (key: string, old: Json) => [string, Json][]): Mutation {
  return (document) => {
    const places = placesIn(document).filter(({ path }) => path.length > 0);
    return changed(document, places[nth % Math.max(1, places.length)]?.path ?? [], change);
  };
}

/** Copies one name of the document to another place: two makers, more users, cycles, unknown names. */
function copied(from: number, to: number): Mutation {
  return (document) => {
    const names = placesIn(document).flatMap(({ path, value }) =>
      typeof value === 'string' && path.at(-1) !== 'name'
        ? [value]
        : ['needs', 'makes'].some((key) => path.at(-2) === key)
          ? path.slice(-1)
          : [],
    );
    const name = names[from % Math.max(1, names.length)] ?? 'x';
    const places = placesIn(document).filter(({ path }) =>
      ['makes', 'needs'].some((key) => path.at(-2) === key || path.at(-1) === key),
    );
    const place = places[to % Math.max(1, places.length)];
    return changed(document, place?.path ?? [], (key, old) => {
      if (key === 'makes') return [[key, name]];
      if (key === 'needs' && typeof old === 'object' && old !== null && !Array.isArray(old))
        return [[key, { ...old, [name]: 1 }]];
      return [[name, old]];
    });
  };
}

const nth = fc.nat({ max: 200 });
const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  fc.tuple(nth, hostileValue).map(([n, value]) => atPlace(n, (key) => [[key, value]])),
  fc.tuple(nth, hostileText).map(([n, name]) => atPlace(n, (_, old) => [[name, old]])),
  fc.tuple(nth, hostileText, hostileValue).map(([n, name, value]) =>
    atPlace(n, (key, old) => [
      [key, old],
      [name, value],
    ]),
  ),
  nth.map((n) => atPlace(n, () => [])),
  nth.map((n) =>
    atPlace(n, (key, old) => [
      [key, old],
      [key, old],
    ]),
  ),
  { weight: 3, arbitrary: fc.tuple(nth, nth).map(([from, to]) => copied(from, to)) },
  fc.tuple(nth, fc.oneof(fc.constantFrom(1, 2, 12, 1000), hostileValue)).map(
    ([n, count]): Mutation =>
      (document) => {
        // A count for what a station makes.
        const places = placesIn(document).filter(
          ({ path, value }) => path.at(-1) === 'makes' && typeof value === 'string',
        );
        return changed(document, places[n % Math.max(1, places.length)]?.path ?? [], (key, name) => [
          [key, typeof name === 'string' ? { [name]: count } : name],
        ]);
      },
  ),
  fc.tuple(nth, fc.constantFrom('workUs', 'restMs'), fc.constantFrom<Json>(0, 0.25, 1, 300, 1_000_000)).map(
    ([n, key, value]): Mutation =>
      (document) => {
        const stations = placesIn(document).filter(({ path }) => path.length === 2 && path[0] === 'stations');
        return changed(document, stations[n % Math.max(1, stations.length)]?.path ?? [], (place, old) => [
          [place, typeof old === 'object' && old !== null && !Array.isArray(old) ? { ...old, [key]: value } : old],
        ]);
      },
  ),
);

/** A mutation of the text, like those of a crashed editor or a bad merge. */
const textMutation: fc.Arbitrary<(text: string) => string> = fc.oneof(
  { weight: 8, arbitrary: fc.constant((text: string) => text) },
  fc.nat({ max: 3000 }).map((at) => (text: string) => text.slice(0, at % (text.length + 1))),
  fc.tuple(fc.nat({ max: 3000 }), hostileText).map(([at, piece]) => (text: string) => {
    const place = at % (text.length + 1);
    return text.slice(0, place) + piece + text.slice(place);
  }),
  nth.map((n) => (text: string) => {
    // The same entry twice in one object, which JSON allows.
    const entries = [...text.matchAll(/"[^"\\]*":\d+/g)];
    const entry = entries[n % Math.max(1, entries.length)];
    return entry === undefined ? text : text.replace(entry[0], () => `${entry[0]},${entry[0]}`);
  }),
);

const mutatedRecipe = fc
  .tuple(arbitraryRecipe, fc.array(mutation, { maxLength: 3 }), textMutation)
  .map(([recipe, mutations, last]) =>
    last(textOf(mutations.reduce((document, mutate) => mutate(document), jsonOf(recipe)))),
  );

/** A document for the reader of recipes. */
export const arbitraryDocument: fc.Arbitrary<string> = fc.oneof(
  { weight: 10, arbitrary: mutatedRecipe },
  { weight: 1, arbitrary: fc.json() },
  { weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
  { weight: 1, arbitrary: hostileValue.map(textOf) },
);

function jsonOf(recipe: Recipe): Json {
  return JSON.parse(JSON.stringify(recipe));
}

function textOf(document: Json): string {
  return JSON.stringify(document).replaceAll(RAW, (_, raw: string) => raw);
}
