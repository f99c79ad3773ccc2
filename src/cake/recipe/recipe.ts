/** A recipe as plain data, and the check of its fields. */

import { z } from 'zod';
import { InputError } from '../../line/factory-error.ts';
import { isName, isPrintable, show } from '../../line/printable.ts';

/** One station of a recipe. */
export interface RecipeStation {
  readonly name: string;
  /** How many of each ingredient one product needs: one ingredient or more, 1 to 1000 of each. */
  readonly needs: Readonly<Record<string, number>>;
  /** The ingredient that the station makes, one at a time. */
  readonly makes: string;
  /** Work per product in microseconds of one core, 0 to 1 million. */
  readonly workUs?: number | undefined;
  /** Rest per product in milliseconds, 0 to 60 000. */
  readonly restMs?: number | undefined;
}

/** Plain JSON. Its graph follows from it: the station that makes an ingredient feeds the station that needs it. */
export interface Recipe {
  readonly name: string;
  /** Each ingredient and its symbol in pictures. */
  readonly ingredients: Readonly<Record<string, string>>;
  readonly stations: readonly RecipeStation[];
}

/** A recipe that cannot be baked. The message is one line: where, what is expected, what was found. */
export class RecipeError extends InputError {
  override name = 'RecipeError';
}

/** The largest values in a recipe. An ingredient fits into a byte; no line gains from more than 64 threads. */
export const RECIPE_LIMITS = {
  stations: 64,
  ingredients: 250,
  need: 1000,
  // The kernel counts its iterations in 32 bits: 2 to 5 seconds of work.
  workUs: 1_000_000,
  restMs: 60_000,
  nameLength: 40,
} as const;

/** The name of the source, which delivers the raw ingredients. No station may have this name. */
export const PRODUCER = 'producer';

function wanted(what: string) {
  return { error: (issue: { input?: unknown }) => `expected ${what}, found ${show(issue.input)}` };
}

function label(what: string, longest: number) {
  const expected = wanted(`${what} of 1 to ${longest} printable characters`);
  return (
    z
      .string(expected)
      // One Unicode form: è as one character and è as two characters are the same name.
      .normalize()
      .min(1, expected)
      .max(longest, expected)
      .refine(isName, expected)
  );
}

function number(what: string, largest: number) {
  const expected = wanted(`${what} from 0 to ${largest}`);
  return z.number(expected).min(0, expected).max(largest, expected);
}

const ingredientName = label('an ingredient name', RECIPE_LIMITS.nameLength);
const need = wanted('a positive integer');
const tooMany = wanted(`a positive integer of at most ${RECIPE_LIMITS.need}`);

const stationSchema = z.strictObject(
  {
    name: label('a station name', RECIPE_LIMITS.nameLength).refine((name) => name !== PRODUCER, {
      error: `expected a name other than "${PRODUCER}", which is the source of the line`,
    }),
    needs: z
      .record(
        ingredientName,
        z.int(need).min(1, need).max(RECIPE_LIMITS.need, tooMany),
        wanted('an object such as {"flour": 2}'),
      )
      .refine((needs) => Object.keys(needs).length > 0, { error: 'expected at least one ingredient, found none' }),
    makes: ingredientName,
    workUs: number('microseconds of work', RECIPE_LIMITS.workUs).optional(),
    restMs: number('milliseconds of rest', RECIPE_LIMITS.restMs).optional(),
  },
  wanted('a station such as {"name": "oven", "needs": {"wet_mix": 1}, "makes": "cake"}'),
);

const recipeSchema = z.strictObject(
  {
    name: label('a recipe name', RECIPE_LIMITS.nameLength),
    ingredients: z
      .record(ingredientName, label('a symbol', 16), wanted('an object such as {"flour": "🌾"}'))
      .refine((ingredients) => Object.keys(ingredients).length <= RECIPE_LIMITS.ingredients, {
        error: `expected at most ${RECIPE_LIMITS.ingredients} ingredients, found more`,
      }),
    stations: z
      .array(stationSchema, wanted('a list of stations'))
      .min(1, { error: 'expected at least one station, found an empty list' })
      .max(RECIPE_LIMITS.stations, { error: `expected at most ${RECIPE_LIMITS.stations} stations, found more` }),
  },
  wanted('an object with "name", "ingredients" and "stations"'),
);

/**
 * Checks the fields of a recipe. `graphOf` checks that it can be baked.
 *
 * @param document anything, for instance what `JSON.parse` returned
 * @param source the name of the document in errors, for instance the name of its file
 * @throws RecipeError that names the first wrong field
 */
export function parseRecipe(document: unknown, source: string): Recipe {
  const result = recipeSchema.safeParse(document);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  if (issue === undefined) throw new RecipeError(`${source}: expected a recipe, found something else`);
  const message = issue.code === 'unrecognized_keys' ? unknownField(issue.keys) : innermost(issue);
  throw new RecipeError(at(source, issue.path, message));
}

/** The text of an error: `recipe.json: stations[1].needs.flour: expected ...`. */
export function at(source: string, path: readonly PropertyKey[], message: string): string {
  const where = path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${printableKey(String(step))}`))
    .join('')
    .replace(/^\./, '');
  return where === '' ? `${source}: ${message}` : `${source}: ${where}: ${message}`;
}

function printableKey(key: string): string {
  return !isPrintable(key) || key.length > 60 ? show(key) : key;
}

function unknownField(keys: readonly string[]): string {
  return `expected only the fields of a recipe, found ${show(keys[0])}`;
}

/** For a wrong key of a record, Zod puts the issue of the key inside another issue. */
function innermost(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_key') return issue.issues[0]?.message ?? issue.message;
  return issue.message;
}
